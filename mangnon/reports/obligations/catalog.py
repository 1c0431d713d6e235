"""What reports are called and when they are reminded of, by the dated catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mangnon.catalog import CATALOG

FOLDER = CATALOG / "reporting"


@dataclass(frozen=True)
class Step:
    """When somebody is told: so many working days after the last day, before it where negative."""

    code: str
    to: str
    days: int
    words: str


@dataclass(frozen=True)
class Catalog:
    titles: Mapping[str, str]
    letter_days: int
    steps: Sequence[Step]
    letter: Mapping[str, Any]

    @property
    def before(self) -> list[Step]:
        """The steps before the last day, the nearest to it first."""
        return sorted((step for step in self.steps if step.days < 0), key=lambda step: -step.days)

    @property
    def after(self) -> list[Step]:
        return [step for step in self.steps if step.days > 0]

    @property
    def ahead(self) -> int:
        """How many working days before the last day the first reminder comes."""
        return max((-step.days for step in self.before), default=0)


@cache
def catalog_on(day: date) -> Catalog:
    """Return the catalogue of a day; before the first file, the first."""
    files = sorted(FOLDER.glob("obligations@*.yaml"))
    begun = [file for file in files if _first_day(file) <= day] or files[:1]
    told = yaml.safe_load(begun[-1].read_text(encoding="utf-8"))
    steps = tuple(Step(**step) for step in told["steps"])
    return Catalog(told["titles"], told["letter_days"], steps, told["letter"])


def _first_day(file: Path) -> date:
    return date.fromisoformat(file.stem.partition("@")[2])
