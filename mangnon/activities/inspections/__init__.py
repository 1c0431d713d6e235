"""Inspections of places where children are: planned, carried out, and what must be put right."""
