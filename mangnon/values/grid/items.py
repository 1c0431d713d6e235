"""What can be entered: every leaf of the catalogue, by each of its sources, and counted things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.engine.definitions import CHANGE_KIND, Catalog, Definition
from mangnon.engine.load import load_catalog
from mangnon.values.grid.periods import units_day

FOLDER = CATALOG / "entry"
ALL_PERCENT = Decimal(100)


class Way(StrEnum):
    """What the figure of a period tells: since January, of the period alone, or as it stands."""

    CUMULATIVE = "cumulative"
    IN_PERIOD = "in_period"
    LEVEL = "level"


@dataclass(frozen=True)
class Item:
    """One column: `key` names it; `leaf` says who leads it. Only of counts figures are added up.

    `low` and `high` are what is plausible; `least` and `most` what can be at all, None: any.
    `whole` is the key of the item of which this one is a part.
    """

    key: str
    leaf: str
    title: str
    way: Way
    unit: str
    low: Decimal
    high: Decimal
    least: Decimal | None
    most: Decimal | None
    series: str = ""
    whole: str = ""
    is_counted: bool = False  # becomes a reported count of the year

    @property
    def is_count(self) -> bool:
        return self.key != self.leaf_key

    @property
    def leaf_key(self) -> str:
        return f"{self.leaf}.{self.series}" if self.series else self.leaf

    @property
    def code(self) -> str:
        """Return what stands over a column: the leaf's number, or that it is a count of it."""
        return f"{self.leaf} #" if self.is_count else self.leaf

    @property
    def suffix(self) -> str:
        return {"percent": "%", "per_1000": "‰", "per_100000": "/100.000"}.get(self.unit, "")

    @property
    def way_words(self) -> str:
        return way_words(self.way)


def way_words(way: Way) -> str:
    return {
        Way.CUMULATIVE: _("since January"),
        Way.IN_PERIOD: _("in the period"),
        Way.LEVEL: _("as it stands"),
    }[way]


def items_of(year: int) -> tuple[Item, ...]:
    """Return what can be entered for a year, in the plan's order: a leaf, then what it counts."""
    return _items(catalog_in_force(), units_day(year))


def catalog_of_entry() -> Catalog:
    return _catalog(catalog_in_force())


@cache
def _catalog(folder: Path) -> Catalog:
    return load_catalog(folder)


@cache
def _items(folder: Path, day: date) -> tuple[Item, ...]:
    catalog, counts = _catalog(folder), _counts(day)
    counted = catalog.lists["counted_item"].by_code
    found: list[Item] = []
    for leaf, definition in catalog.in_force(day).items():
        found += _of_leaf(definition)
        for told in counts:
            if told["leaf"] == leaf:
                found += _of_count(told, told["code"] in counted)
    return tuple(found)


@cache
def _counts(day: date) -> list[dict[str, Any]]:
    files = sorted(FOLDER.glob("items@*.yaml"))
    begun = [f for f in files if date.fromisoformat(f.stem.partition("@")[2]) <= day] or files[:1]
    told: list[dict[str, Any]] = yaml.safe_load(begun[-1].read_text(encoding="utf-8"))["counts"]
    return told


def _of_leaf(definition: Definition) -> list[Item]:
    is_share = definition.unit == "percent" and definition.kind != CHANGE_KIND
    low, high = (Decimal(str(end)) for end in definition.plausible)
    is_change = definition.kind == CHANGE_KIND
    sources = [(r.code, f" ({r.vi})") for r in definition.reporters] or [("", "")]
    return [
        Item(
            key=f"{definition.leaf}.{code}" if code else definition.leaf,
            leaf=definition.leaf, title=definition.title.vi.strip() + words,
            way=Way.CUMULATIVE if definition.builds_up else Way.LEVEL, unit=definition.unit,
            low=low, high=high, least=None if is_change else Decimal(0),
            most=ALL_PERCENT if is_share else None, series=code,
        )
        for code, words in sources
    ]  # fmt: skip


def _of_count(told: dict[str, Any], is_counted: bool) -> list[Item]:
    whole = Item(
        key=told["code"], leaf=told["leaf"], title=told["title"], way=Way(told["way"]),
        unit="count", low=Decimal(0), high=Decimal(told["most"]), least=Decimal(0),
        most=Decimal(2_000_000_000), whole=told.get("part_of", ""), is_counted=is_counted,
    )  # fmt: skip
    if not told.get("girls"):
        return [whole]
    girls = Item(
        **{**whole.__dict__, "key": f"{whole.key}.girls", "whole": whole.key, "is_counted": False}
        | {"title": _("%(title)s, of which girls") % {"title": whole.title}}
    )
    return [whole, girls]
