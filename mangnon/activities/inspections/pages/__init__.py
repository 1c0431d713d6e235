"""The pages of inspections and of recommendations."""
