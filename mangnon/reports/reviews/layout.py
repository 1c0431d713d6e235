"""What a review says on paper, from the dated catalogue."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

from mangnon.catalog import CATALOG
from mangnon.ui.formats import number

FILE = CATALOG / "reviews" / "paper@2021-01-01.yaml"


@lru_cache
def layout() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told


def say(sentence: str, **slots: int | str) -> str:
    """Return a sentence of the layout; whole numbers get dots between their thousands."""
    words = {name: number(told) if isinstance(told, int) else told for name, told in slots.items()}
    text: str = layout()["sentences"][sentence]
    return text.format(**words)


def heading(part: str) -> str:
    text: str = layout()["headings"][part]
    return text
