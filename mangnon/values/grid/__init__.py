"""Reported figures entered like on a spreadsheet: by unit, item and period of a year.

A figure of the grid becomes the year's reported value or count when its body sends the year.
"""
