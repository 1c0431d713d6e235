"""What the explorer reads beside a run: made once the run is there, so that no reader waits."""

from __future__ import annotations

from mangnon.indicators.crossing import bitmaps_of
from mangnon.indicators.models import Run
from mangnon.indicators.released import hidden_in


def prepare_explorer(run: Run) -> None:
    """Make the bitmaps, and say which figures are hidden from those who may not see children.

    Where this has not been done yet, whoever first asks does it.
    """
    bitmaps_of(run.snapshot)
    hidden_in(run)
