"""Dated facts of a child's life, one topic a file.

A fact keeps the unit that reported it, whatever becomes of the unit or of the residence; it is seen
by whoever keeps the child now. What the kinds are and ask stands in `catalog/facts/`.
"""
