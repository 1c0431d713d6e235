"""What the address asks for; nothing else is kept of a reader's choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from mangnon.dashboards.units_on import day_of
from mangnon.engine.definitions import Definition

ONE, BELOW, COMMUNES = "one", "below", "communes"
SPANS = (ONE, BELOW, COMMUNES)
NOW, YEARS = "now", "years"
TIMES = (NOW, YEARS)


@dataclass(frozen=True)
class Asked:
    """A leaf, a unit ("" is the reader's own) and how far below it, breakdowns, and time."""

    leaf: str = ""
    unit: str = ""
    span: str = BELOW
    by: str = ""
    also_by: str = ""
    time: str = NOW
    day: date | None = None
    panel: int = 0

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for name in (self.by, self.also_by) if name)

    @property
    def query(self) -> str:
        """Return the choice as the query of an address, what is usual left out."""
        day = self.day.isoformat() if self.day else ""
        chosen = {
            "leaf": self.leaf,
            "unit": self.unit,
            "span": self.span if self.span != BELOW else "",
            "by": self.by,
            "also_by": self.also_by,
            "time": self.time if self.time != NOW else "",
            "units_on": day,
        }
        return urlencode({name: value for name, value in chosen.items() if value})

    def fitting(self, definition: Definition) -> Asked:
        """Return the choice with the leaf's name and without breakdowns that it has none of."""
        known = [name for name in self.dimensions if name in definition.breakdowns]
        first, second = [*dict.fromkeys(known), "", ""][:2]
        return replace(self, leaf=definition.leaf, by=first, also_by=second)


def asked(query: Mapping[str, str]) -> Asked:
    """Read the choice from the address; what is no choice counts as not chosen."""

    def word(name: str) -> str:
        return query.get(name, "")[:40]

    span, time, panel = word("span"), word("time"), word("panel")
    return Asked(
        leaf=word("leaf"),
        unit=word("unit"),
        span=span if span in SPANS else BELOW,
        by=word("by"),
        also_by=word("also_by"),
        time=time if time in TIMES else NOW,
        day=day_of(query),
        panel=int(panel) if panel.isascii() and panel.isdigit() else 0,
    )
