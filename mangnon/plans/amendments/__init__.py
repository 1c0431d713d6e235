"""Amendments: how an approved plan, which never changes, is followed by its next version."""
