"""A statistics form as the catalogue says it: what its columns count, and how its rate is made."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from mangnon.engine.definitions import NAME, Certainty, Frozen, Metadata, Text

PUBLISHED, CASES = "report.view", "case.statistics"
SOURCES = ("leaf", "population", "item", "cases", "penalties")


class Group(Frozen):
    """A group of forms; `short` is what the sheets of its forms begin with."""

    code: str = Field(pattern=NAME)
    short: str = Field(min_length=1, max_length=4)
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Regime(Frozen):
    """The document that asks for the forms, and its groups in their order."""

    code: str = Field(pattern=NAME)
    number: str = Field(min_length=1)
    title: str = Field(min_length=1)
    issued_on: date
    groups: tuple[Group, ...] = Field(min_length=1)
    valid_from: date
    valid_to: date | None = None  # the first day on which it no longer holds
    source: str = Field(min_length=1)
    certainty: Certainty


class Within(Frozen):
    """One member of a breakdown: only what lies in it is counted."""

    dimension: str = Field(pattern=NAME)
    member: str = Field(min_length=1)


class People(Frozen):
    """Which of the population are counted: of all ages, or below one."""

    below_age: int | None = Field(default=None, ge=1, le=120)
    sex: Literal["male", "female"] | None = None


class Count(Frozen):
    """One column of whole numbers, from exactly one source (SOURCES).

    `leaf` is a part of a leaf's figure in a run, `population` and `item` are what agencies reported
    and the run's snapshot froze, `cases` and `penalties` what may be told of protection cases.
    """

    name: str = Field(pattern=NAME)
    vi: str = Field(min_length=1)
    leaf: str | None = None
    part: Literal["numerator", "denominator"] | None = None
    within: Within | None = None
    population: People | None = None
    item: str | None = None
    cases: Literal["children", "events"] | None = None
    penalties: Literal["count", "amount"] | None = None

    @property
    def sources(self) -> list[str]:
        return [name for name in SOURCES if getattr(self, name) is not None]


class Rate(Frozen):
    """What is made of two columns: `top` ÷ `bottom` × `times`."""

    vi: str = Field(min_length=1)
    top: str
    bottom: str
    times: Literal[1, 100, 1000, 100_000]
    decimals: int = Field(default=1, ge=0, le=4)


class Stated(Frozen):
    """A value that an agency states without the counts behind it: a reported leaf."""

    vi: str = Field(min_length=1)
    leaf: str


class FormCertainty(Frozen):
    """How far the form was compared with the published text, part by part."""

    name: Certainty
    content: Certainty
    layout: Certainty


class Form(Frozen):
    """One form from `valid_from` on; `number` is its official code, where that is known.

    Its rows are the asked unit in total, the members of each breakdown, and the units below it.
    """

    code: str = Field(pattern=NAME)
    group: str = Field(pattern=NAME)
    place: int = Field(ge=1, le=99)
    number: str = Field(default="", pattern=r"^([0-9]{4})?$")
    title: Text
    metadata: Metadata | None = None  # of a form of a leaf, the leaf's own
    counts: tuple[Count, ...] = ()
    rate: Rate | None = None
    stated: Stated | None = None
    breakdowns: tuple[str, ...] = ()
    right: Literal["report.view", "case.statistics"] = "report.view"
    valid_from: date
    valid_to: date | None = None  # the first day on which it no longer holds
    source: str = Field(min_length=1)
    certainty: FormCertainty

    @property
    def slug(self) -> str:
        """Return the code as it stands in an address."""
        return self.code.replace("_", "-")

    @property
    def leaf(self) -> str:
        """Return the leaf that the form is of, "" where it is of none."""
        if self.stated is not None:
            return self.stated.leaf
        leaves = {count.leaf for count in self.counts}
        return next(iter(leaves)) or "" if len(leaves) == 1 else ""

    @property
    def is_named_officially(self) -> bool:
        return self.certainty.name == "verified"

    @property
    def is_official(self) -> bool:
        """Say whether name, content and layout were all read in the published text."""
        parts = (self.certainty.name, self.certainty.content, self.certainty.layout)
        return all(part == "verified" for part in parts)

    @property
    def is_of_cases(self) -> bool:
        """Say whether it counts protection cases, which are told of the whole province alone."""
        return any(count.cases or count.penalties for count in self.counts)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
