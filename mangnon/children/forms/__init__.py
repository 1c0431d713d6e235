"""The questions that the pages of the register ask."""
