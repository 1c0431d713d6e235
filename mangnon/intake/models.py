"""Files on their way into a register."""

from mangnon.intake.batch import Batch

__all__ = ["Batch"]
