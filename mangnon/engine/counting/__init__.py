"""Counting: from the tables of a snapshot to whole numbers by unit and member of a breakdown.

One module a way of counting, all answering the same questions (`counter.py`). They are each other's
oracle. Nothing is imported here: who counts on one engine needs no other.
"""
