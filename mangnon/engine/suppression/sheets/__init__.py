"""Suppression of plain CSV tables: a row a cell, a cross table as printed, or rows of results."""
