"""The forms of inspections and of recommendations."""
