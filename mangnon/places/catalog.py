"""The kinds of places, their services, and which of their traits are kept, by the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG

SCHOOL = "school"


@dataclass(frozen=True)
class Trait:
    """Something of a place that changes in time; `kind` is whole, yes_no or text."""

    code: str
    kind: str
    label: str


@dataclass(frozen=True)
class Kind:
    """A kind of place; `traits` are those that are kept of it."""

    code: str
    label: str
    traits: Sequence[str]
    serves_units: bool = False
    cares_for_residents: bool = False


@lru_cache
def kinds() -> dict[str, Kind]:
    return {
        row["code"]: Kind(
            row["code"], row["vi"], tuple(row["traits"]), row.get("serves_units", False),
            row.get("cares_for_residents", False),
        )
        for row in _rows("kinds")
    }  # fmt: skip


@lru_cache
def traits() -> dict[str, Trait]:
    return {row["code"]: Trait(row["code"], row["kind"], row["vi"]) for row in _rows("traits")}


@lru_cache
def services() -> dict[str, str]:
    """Return what each service is called."""
    return {row["code"]: row["vi"] for row in _rows("services")}


def kinds_that(what: str) -> list[str]:
    """Return the codes of the kinds that `serves_units` or `cares_for_residents` holds for."""
    return [kind.code for kind in kinds().values() if getattr(kind, what)]


def _rows(name: str) -> list[dict[str, Any]]:
    file = CATALOG / "places" / f"{name}.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))[name]
    return rows
