"""From the text of a sheet's cells to typed rows, with what is wrong and what was left out."""

from mangnon.intake.reading.rows import read
from mangnon.intake.reading.sheet import Sheet

__all__ = ["Sheet", "read"]
