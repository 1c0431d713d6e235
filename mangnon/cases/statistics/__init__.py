"""Counts of cases for leaders: by event and child, small ones hidden, never a case.

`events` takes the rows of the snapshot table, `released` hides what is small, `times` says how
long steps took.
"""
