"""Sources of money, and what the fund's grants and gifts are, by the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG


@dataclass(frozen=True)
class Source:
    """Where money comes from; it may be chosen from its first day until its last, both included."""

    code: str
    label: str
    valid_from: date
    valid_to: date | None

    def holds_in(self, year: int) -> bool:
        ends = self.valid_to or date.max
        return self.valid_from <= date(year, 12, 31) and ends >= date(year, 1, 1)


@lru_cache
def sources() -> dict[str, Source]:
    """Return every source that there was, by its code and in the order of the catalogue."""
    rows = _file("sources")["sources"]
    return {
        row["code"]: Source(row["code"], row["vi"], row["valid_from"], row.get("valid_to"))
        for row in rows
    }


def sources_in(year: int) -> dict[str, Source]:
    return {code: source for code, source in sources().items() if source.holds_in(year)}


def source_label(code: str) -> str:
    """Return what a source is called; the code itself where the catalogue has lost it."""
    known = sources().get(code)
    return known.label if known else code


@lru_cache
def fund_words(name: str) -> dict[str, str]:
    """Return the "purposes" of grants, the "goods" or the "valuations", each by its code."""
    return {row["code"]: row["vi"] for row in _file("fund")[name]}


def _file(name: str) -> dict[str, Any]:
    text = (CATALOG / "funding" / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
