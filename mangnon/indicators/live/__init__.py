"""Live figures: what the registers give at this moment, beside what was frozen and is official.

The change feed says which units an entry concerns (`concerned.py`); those units alone are counted
again (`counting.py`) and stored (`refreshing.py`, `stored.py`). `following.py` does that beside the
site. A figure of several units is added up when it is read (`reading.py`).
"""
