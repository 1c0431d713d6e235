"""Harm online: where it stands, and asking to take it down."""
