"""The checklists of inspections, by the dated catalogue: one file a kind of place and first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.vietnamese import sort_key

FOLDER = CATALOG / "inspections"


@dataclass(frozen=True)
class Item:
    """One thing that is looked at; `verified` says whether its law was read in the original."""

    code: str
    label: str
    law: str
    verified: bool


@dataclass(frozen=True)
class Checklist:
    """What is asked of one kind of place from a day on; `place_kinds` are those of the register."""

    kind: str
    label: str
    since: date
    place_kinds: Sequence[str]
    source: str
    certainty: str
    items: Sequence[Item]

    def item_label(self, code: str) -> str:
        return next((item.label for item in self.items if item.code == code), code)


def checklists_on(day: date) -> Mapping[str, Checklist]:
    """Return the checklist of each kind in force on a day; before the first one, the first."""
    found: dict[str, Checklist] = {}
    for checklist in _all():
        if checklist.since <= day or checklist.kind not in found:
            found[checklist.kind] = checklist
    return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1].label)))


def checklist(kind: str, since: date) -> Checklist:
    """Return the checklist that an inspection was begun with; raise LookupError for none."""
    for one in _all():
        if (one.kind, one.since) == (kind, since):
            return one
    raise LookupError(f"no checklist {kind} of {since}")


@lru_cache
def _all() -> tuple[Checklist, ...]:
    """Return every checklist, the oldest first."""
    found = [_read(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    return tuple(sorted(found, key=lambda one: (one.since, one.kind)))


def _read(told: Mapping[str, Any]) -> Checklist:
    items = [Item(row["code"], row["vi"], row["law"], row["verified"]) for row in told["items"]]
    return Checklist(
        told["kind"], told["vi"], told["since"], told["place_kinds"], told["source"].strip(),
        told["certainty"], items,
    )  # fmt: skip


@lru_cache
def penalty_kinds() -> dict[str, str]:
    """Return the Vietnamese word of each kind of administrative penalty by its code."""
    text = (CATALOG / "lists" / "penalty_kind.yaml").read_text(encoding="utf-8")
    return {entry["code"]: entry["vi"] for entry in yaml.safe_load(text)["codes"]}
