"""Măng Non: runs a province's yearly plan for children end to end."""

__version__ = "0.1.0"
