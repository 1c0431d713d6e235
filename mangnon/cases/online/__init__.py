"""Harm online: where it stands, the evidence that is kept of it, and asking to take it down."""
