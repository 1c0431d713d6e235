"""Within how many working days a difficulty is answered, by the dated catalogue."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.working_calendar import working_calendar

FOLDER = CATALOG / "difficulties"


def answer_by(day: date) -> date:
    """Return the last day on which what was raised on the day is answered in time."""
    return working_calendar().add_working_days(day, _answer_within(day))


@cache
def _answer_within(day: date) -> int:
    files = sorted(FOLDER.glob("limits@*.yaml"))
    begun = [file for file in files if _first_day(file) <= day] or files[:1]
    told = yaml.safe_load(begun[-1].read_text(encoding="utf-8"))
    return int(told["answer_within"])


def _first_day(file: Path) -> date:
    return date.fromisoformat(file.stem.partition("@")[2])
