"""The reader's words, kept as dated files in `catalog/reading/`, folded for comparing."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mangnon.documents.reading.text import fold

FOLDER = Path(__file__).parents[2] / "catalog" / "reading"


@cache
def load(name: str) -> dict[str, Any]:
    """Return the entries of one catalogue file, without its source and certainty."""
    entries: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return entries


@cache
def phrases(name: str, key: str) -> tuple[str, ...]:
    """Return a list of the catalogue, folded, longest first so that alternatives are greedy."""
    return tuple(sorted({fold(entry) for entry in load(name)[key]}, key=len, reverse=True))


@cache
def any_of(name: str, *keys: str) -> str:
    """Return a regular expression that matches any phrase of the lists, as whole words."""
    found = sorted({p for key in keys for p in phrases(name, key)}, key=len, reverse=True)
    return "(?:" + "|".join(map(_whole, found)) + ")"


def _whole(phrase: str) -> str:
    """Guard a phrase against standing inside a longer word; a sign needs no guard."""
    body = re.escape(phrase).replace(r"\ ", r"\s+")
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return before + body + after


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    return re.compile(any_of(name, *keys))
