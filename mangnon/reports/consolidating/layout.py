"""What a consolidated report says of its sources, from the dated catalogue."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG

FILE = CATALOG / "consolidating" / "paper@2021-01-01.yaml"


@lru_cache
def layout() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told


def say(sentence: str, **slots: int | str) -> str:
    text: str = layout()["sentences"][sentence]
    return text.format(**slots)


def words(part: str, name: str) -> str:
    """Return a heading, the head of a column, the name of a sheet …, by the part it stands in."""
    text: str = layout()[part][name]
    return text
