"""What is counted: each child of each event of a year, as the snapshot table tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

HARM = "has_"


@dataclass(frozen=True)
class Event:
    """One child of one event, by codes; `unit` is code and first day of its commune."""

    unit: tuple[str, date]
    event_key: str
    child_key: str
    finding: str
    harms: frozenset[str]
    setting: str
    sex: str
    age_at_event: str


def events_of(rows: Iterable[Mapping[str, Any]], year: int) -> list[Event]:
    """Return the events of a year among the rows of the snapshot table."""
    return [_event(row) for row in rows if row["occurred_on"].year == year]


def _event(row: Mapping[str, Any]) -> Event:
    harms = (name.removeprefix(HARM) for name, has in row.items() if name.startswith(HARM) and has)
    return Event(
        unit=(row["unit_code"], row["unit_valid_from"]), event_key=row["event_key"],
        child_key=row["child_key"], finding=row["finding"], harms=frozenset(harms),
        setting=row["setting"], sex=row["sex"], age_at_event=row["age_at_event"],
    )  # fmt: skip
