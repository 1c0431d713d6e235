"""Units of which only a part is loaded, and what that part is called: `units/known_parts.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

from mangnon.catalog import CATALOG


@dataclass(frozen=True)
class KnownPart:
    """How many communes the whole unit has, and what to call fewer of them."""

    code: str
    valid_from: date
    valid_to: date | None
    communes: int
    label: str


def known_part(code: str, day: date) -> KnownPart | None:
    """Return what the catalogue says of the unit on the day; None when it says nothing."""
    for part in _known_parts():
        is_over = part.valid_to is not None and part.valid_to <= day
        if part.code == code and part.valid_from <= day and not is_over:
            return part
    return None


@cache
def _known_parts() -> tuple[KnownPart, ...]:
    file = CATALOG / "units" / "known_parts.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        return tuple(
            KnownPart(
                row["code"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                int(row["communes"]),
                row["label"],
            )
            for row in csv.DictReader(rows)
        )
