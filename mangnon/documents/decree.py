"""The decree on the layout of documents, as a dated file: `catalog/official/decree_30@….yaml`.

The writer takes its measures from it and the checker its rules, so that both mean the same.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parents[1] / "catalog" / "official"
_PLACE = re.compile(r"(?P<part>[IV]+)(?:\.(?P<clause>\d+))?(?:\.(?P<point>[a-zđ]))?")

Range = tuple[float, float]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(Frozen):
    """How one element of a document stands: its sizes in points, its face and its place."""

    name: str
    at: str
    size: Range
    write: float
    case: Literal["upper", "lower", "any"] = "any"
    bold: bool = False
    italic: bool = False
    align: Literal["center", "left", "both", "any"] = "any"


class Rule(Frozen):
    """What the decree asks besides: `says` is told to whoever wrote the document."""

    at: str
    says: str


class Measure(Frozen):
    """A length in millimetres, or a number of lines: what is allowed and what we write."""

    allowed: Range
    write: float
    name: str = ""


class Gap(Frozen):
    """A space between paragraphs in points."""

    least: float
    write: float


class Decree(Frozen):
    title: str
    source: str
    certainty: str
    valid_from: date
    font: str
    colour: str
    paper: Range
    margins: dict[Literal["top", "bottom", "left", "right"], Measure]
    first_line: Measure
    gap: Gap
    lines: Measure
    share: Measure
    subject_gap: float
    elements: dict[str, Element]
    rules: dict[str, Rule]
    nation: str
    motto: str
    letters: str
    kinds: dict[str, str]
    undated: tuple[str, ...]
    addressed: tuple[str, ...]
    based: tuple[str, ...]
    powers: tuple[str, ...]
    needs_own: tuple[str, ...]


@cache
def decree(on: date | None = None) -> Decree:
    """Return the rules in force on a day; by default the newest."""
    return Decree.model_validate(newest("decree_30", on))


@cache
def layout() -> dict[str, Any]:
    """Return what the decree leaves open and we chose: widths, gaps and small sizes."""
    return newest("layout")


@cache
def words() -> dict[str, Any]:
    """Return the words by which elements are told apart."""
    return newest("words")


def place(at: str) -> str:
    """Return where a rule stands in the decree, in full words.

    >>> place("II.1.a")
    'Phụ lục I, Phần I, Mục II, khoản 1, điểm a'
    """
    if (match := _PLACE.fullmatch(at)) is None:
        return at
    steps = (
        ("Mục ", match["part"]),
        ("khoản ", match["clause"]),
        ("điểm ", match["point"]),
    )
    return ", ".join(["Phụ lục I, Phần I", *(f"{word}{step}" for word, step in steps if step)])


def newest(name: str, on: date | None = None) -> dict[str, Any]:
    """Return the newest of the dated files of that name, or the one in force on a day."""
    files = sorted(FOLDER.glob(f"{name}@*.yaml"))
    in_force = [file for file in files if on is None or file.stem.split("@")[1] <= on.isoformat()]
    if not in_force:
        raise ValueError(f"no file {name} of the catalogue is in force on {on}")
    entries: dict[str, Any] = yaml.safe_load(in_force[-1].read_text("utf-8"))
    return entries
