"""The explorer: one leaf by units, breakdowns and time, as a table, a chart, a map and files.

Order of reading: `asked.py` (what the address asks), `lines.py` (its figures, line by line: all
that is shown is made of them), `page.py`, `drawing.py`, `mapping.py`, `files.py` (how it is shown).
"""
