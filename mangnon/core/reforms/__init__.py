"""Reforms of units: a draft, its outcome, what passes to whom, and one batch that can be undone."""
