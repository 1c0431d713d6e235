"""The kinds of posts, and the words of their pages, by the dated catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG


@dataclass(frozen=True)
class PostKind:
    """A kind of post, that may be opened from its first day until its last, both included.

    A unit of its `level` where one that is `staff` is filled counts as a unit with staff.
    """

    code: str
    label: str
    level: str
    valid_from: date
    valid_to: date | None = None
    staff: bool = False
    hamlet: bool = False

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day <= (self.valid_to or date.max)


@lru_cache
def post_kinds() -> dict[str, PostKind]:
    """Return every kind that there was, by its code and in the order of the catalogue."""
    return {row["code"]: PostKind(label=row["vi"], **_without(row, "vi")) for row in _rows("posts")}


def staff_kinds() -> list[str]:
    return [code for code, kind in post_kinds().items() if kind.staff]


def post_label(code: str) -> str:
    """Return what a kind is called; the code itself where the catalogue has lost it."""
    known = post_kinds().get(code)
    return known.label if known else code


@lru_cache
def qualifications() -> dict[str, str]:
    return {row["code"]: row["vi"] for row in _rows("qualifications")}


@lru_cache
def reasons_for_leaving() -> dict[str, str]:
    return {row["code"]: row["vi"] for row in _rows("leaving")}


@lru_cache
def no_leaver_reasons() -> list[str]:
    """Return the reasons that end a time in a post although nobody left the work."""
    return [row["code"] for row in _rows("leaving") if not row.get("leaver", True)]


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


@lru_cache
def _rows(part: str) -> list[dict[str, Any]]:
    text = (CATALOG / "network" / "posts.yaml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)[part]
    return rows
