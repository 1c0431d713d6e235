"""On the units of which day figures are shown: what the reader chose, and what may be chosen."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mangnon.core.models import Refused, User
from mangnon.core.units.territories import days_of_change
from mangnon.engine.issues import EngineError
from mangnon.indicators.frozen import units_day
from mangnon.indicators.models import Run
from mangnon.indicators.shelves import AsReported, Shelf, shelf_of

LATEST = 6


@dataclass(frozen=True)
class Chosen:
    """The day that was asked for, the days on offer, and why a day could not be shown."""

    day: date | None
    reported_on: date
    offered: Sequence[date]
    refusal: str = ""

    @property
    def query(self) -> str:
        """Return the choice as the whole query of an address."""
        return f"?units_on={self.day.isoformat()}" if self.day else ""

    @property
    def address(self) -> str:
        """Return the choice as the last part of an address's query."""
        return f"&units_on={self.day.isoformat()}" if self.day else ""


def day_of(query: Mapping[str, str]) -> date | None:
    """Read the day, written 2025-07-01 or 01/07/2025; what is no day counts as not chosen."""
    text = query.get("units_on", "")
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    return None


def choose(run: Run, day: date | None, by: User) -> tuple[Shelf, Chosen]:
    """Return where to take figures from; as reported, and why, where no units of the day are.

    Who serves a unit that was not there yet when figures were reported sees them on its first day.
    """
    reported_on, offered = units_day(run.snapshot), days_of_change()[:LATEST]
    if day is None and by.unit is not None and by.unit.valid_from > reported_on:
        day = by.unit.valid_from
    try:
        return shelf_of(run, day, by), Chosen(day, reported_on, offered)
    except (Refused, EngineError) as refusal:
        return AsReported(by), Chosen(None, reported_on, offered, str(refusal))
