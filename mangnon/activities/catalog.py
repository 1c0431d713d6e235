"""The kinds of activities and the chỉ tiêu that they may count for, by the dated catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG

FOLDER = CATALOG / "activities" / "kinds"


@dataclass(frozen=True)
class ActivityKind:
    """What is asked of activities of one kind; `leaves` are those of which its children count."""

    code: str
    label: str
    names: bool = False
    people: bool = False
    reach: bool = False
    goods: bool = False
    leaves: Sequence[str] = ()


@dataclass(frozen=True)
class CountedLeaf:
    """A chỉ tiêu that counts children of activities: of which ages, the last one left out."""

    leaf: str
    label: str
    from_age: int
    below_age: int


@dataclass(frozen=True)
class ActivityCatalog:
    kinds: Mapping[str, ActivityKind]
    leaves: Mapping[str, CountedLeaf]


def catalog_on(day: date) -> ActivityCatalog:
    """Return the catalogue in force on a day; before the first one, the first."""
    begun = [since for since in _days() if since <= day]
    return _read(begun[-1] if begun else _days()[0])


def kind_label(code: str, day: date) -> str:
    known = catalog_on(day).kinds.get(code)
    return known.label if known else code


@lru_cache
def _days() -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(file.stem) for file in FOLDER.glob("*.yaml")))


@lru_cache
def _read(since: date) -> ActivityCatalog:
    file = FOLDER / f"{since.isoformat()}.yaml"
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    kinds = [ActivityKind(label=row.pop("vi"), **row) for row in told["kinds"]]
    leaves = [CountedLeaf(label=row.pop("vi"), **row) for row in told["leaves"]]
    return ActivityCatalog(
        {kind.code: kind for kind in kinds}, {leaf.leaf: leaf for leaf in leaves}
    )
