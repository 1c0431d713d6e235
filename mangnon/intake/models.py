"""Files on their way into a register."""

from mangnon.intake.batch import Batch, HeadingMapping

__all__ = ["Batch", "HeadingMapping"]
