"""Kinds of legal documents and the coordination rules asked of each level, by the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.core.vietnamese import fold

FOLDER = CATALOG / "bases"


@dataclass(frozen=True)
class Subject:
    """What coordination rules are about, and which levels of units are to have them."""

    code: str
    label: str
    levels: frozenset[str]


@lru_cache
def kinds() -> dict[str, str]:
    """Return the Vietnamese word of each kind of document by its code, in the catalogue's order."""
    return {row["code"]: row["vi"] for row in _file("kinds")["kinds"]}


def kind_read(words: str) -> str:
    """Return the code of a kind as a plan writes it, "" for one the catalogue does not know.

    >>> kind_read("Nghị quyết"), kind_read("Thư")
    ('resolution', '')
    """
    return _codes_by_words().get(fold(words).strip(), "")


@lru_cache
def subjects() -> dict[str, Subject]:
    rows = _file("coordination@2021-01-01")["subjects"]
    return {row["code"]: Subject(row["code"], row["vi"], frozenset(row["levels"])) for row in rows}


@lru_cache
def review_every_months() -> int:
    return int(_file("coordination@2021-01-01")["review_every_months"])


@lru_cache
def _codes_by_words() -> dict[str, str]:
    return {
        fold(words): row["code"]
        for row in _file("kinds")["kinds"]
        for words in (row["vi"], *row.get("words", ()))
    }


def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found
