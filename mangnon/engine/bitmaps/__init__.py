"""The fast path: every condition of a table as one bit a row, counted sixty-four rows at a time.

Rows that lie together in one commune are a run; a count is the number of bits within a run, and a
count by member the same after AND with the member's bits. Order of reading: `bitmaps.py` (what it
is), `conditions.py` and `chunks.py` (how it is made), `runs.py` and `tally.py` (how it is counted),
`kept.py` and `crossing.py` (what stays beside a snapshot, for the explorer).
"""
