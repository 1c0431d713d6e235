"""What the catalogue's files say, as frozen values: definitions, tables and code lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "share", "events_per_population", "share_of_units", "change_on_last_year", "reported"
]
Measure = Literal["percent", "per_1000", "per_100000", "count"]
PeriodKind = Literal["calendar_year", "school_year", "cohort", "as_of"]
Pace = Literal["linear", "school_year", "annual"]
Certainty = Literal["verified", "high", "medium", "low"]
ColumnType = Literal["date", "boolean", "integer", "double", "text", "code"]

CHANGE_KIND = "change_on_last_year"
COMPUTED_KINDS = ("share", "events_per_population", "share_of_units", CHANGE_KIND)
REPORTED_KIND = "reported"
ROWS = "rows"
NAME = r"^[a-z][a-z0-9_]*$"


class Frozen(BaseModel):
    """A misspelt key is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Frozen):
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Metadata(Frozen):
    """The five parts of an indicator's sheet in Circular 13/2021/TT-BLĐTBXH, in Vietnamese."""

    concept: str
    breakdowns: str
    publication: str
    data_source: str
    responsible: str


class Term(Frozen):
    """What is counted: rows that answer a condition, the distinct ones, or the sum of a column."""

    table: str
    where: str = "TRUE"
    count: str = Field(default=ROWS, pattern=r"^(rows|(distinct|sum) [a-z][a-z0-9_]*)$")
    meaning: str = Field(min_length=1)

    @property
    def distinct(self) -> str | None:
        """Return the column whose different values are counted, None when rows are."""
        return self._column("distinct")

    @property
    def summed(self) -> str | None:
        """Return the column of whole numbers that is added up, None when rows are counted."""
        return self._column("sum")

    def _column(self, how: str) -> str | None:
        first, _, column = self.count.partition(" ")
        return column if first == how else None


class Reporter(Frozen):
    """One of several sources that report the same figure, each a series of its own."""

    code: str = Field(pattern=NAME)
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Official(Frozen):
    """Which of the sources gives the official figure, and why."""

    code: str = Field(pattern=NAME)
    why: str = Field(min_length=1)


class OwnCount(Frozen):
    """What the system's own registers count of a reported figure, told beside the sources.

    It is no source: it is never official, judged or stored among the reported figures.
    """

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)
    numerator: Term
    denominator: Term

    @property
    def terms(self) -> dict[str, Term]:
        return {"numerator": self.numerator, "denominator": self.denominator}


class Definition(Frozen):
    """One leaf measure of the plan as it is computed from `valid_from` on.

    `coverage` counts whom the denominator should reach, where it counts only those who were reached
    (children measured of all children). A leaf with `reporters` has a figure of each of them.
    """

    leaf: str = Field(pattern=r"^[1-9][0-9]?[a-z]?$")
    code: str = Field(pattern=NAME)
    title: Text
    field: str
    metadata: Metadata
    kind: Kind
    numerator: Term | None = None
    denominator: Term | None = None
    coverage: Term | None = None
    reporters: tuple[Reporter, ...] = ()
    official: Official | None = None
    own_count: OwnCount | None = None
    formula: str = ""  # of a reported leaf, in words
    unit: Measure
    per: Literal[1, 100, 1000, 100_000]
    period: PeriodKind
    better: Literal["higher", "lower"]
    pace: Pace
    builds_up: bool
    breakdowns: tuple[str, ...] = ()
    hide_below: int = Field(ge=3)
    plausible: tuple[float, float]
    decimals: int = Field(default=1, ge=0, le=4)
    valid_from: date
    valid_to: date | None = None  # the first day on which it no longer holds
    source: str = Field(min_length=1)
    certainty: Certainty
    is_unsettled: bool = False
    traps: tuple[str, ...] = ()

    @property
    def is_computed(self) -> bool:
        return self.kind in COMPUTED_KINDS

    @property
    def counts_people(self) -> bool:
        """Whether people are counted; what is counted of communes or schools tells of nobody."""
        return self.is_computed and self.kind != "share_of_units"

    @property
    def terms(self) -> dict[str, Term]:
        """Return numerator and denominator by role; none of a reported leaf."""
        both = {"numerator": self.numerator, "denominator": self.denominator}
        return {role: term for role, term in both.items() if term is not None}

    @property
    def is_change(self) -> bool:
        """Whether the figure is how much was there less than last year, in percent of it."""
        return self.kind == CHANGE_KIND

    @property
    def official_series(self) -> str:
        """Return the code of the source whose figures are official, "" where there is but one."""
        return self.official.code if self.official else ""

    @property
    def formula_vi(self) -> str:
        """Return the formula as one Vietnamese sentence."""
        if self.numerator is None or self.denominator is None:
            return self.formula
        times = f" × {self.per:,}".replace(",", ".") if self.per != 1 else ""
        top, bottom = self.numerator.meaning, small_first(self.denominator.meaning)
        if self.is_change:
            before = self.denominator.meaning
            return f"({before} − {small_first(top)}) ÷ {bottom}{times}"
        return f"{top} ÷ {bottom}{times}"

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Said(Frozen):
    """What a column is called in a Vietnamese sentence; an answer also as yes and as anything else.

    `name` stands before a value: "sinh" before a day, "khu vực" before a code.
    """

    name: str = Field(min_length=1)
    yes: str = ""
    no: str = ""


class Column(Frozen):
    name: str = Field(pattern=NAME)
    type: ColumnType
    list: str | None = None
    said: Said | None = None
    right: str = ""  # what it takes to learn of whom it is true, beside the right to the table
    description: str = Field(min_length=1)


class Table(Frozen):
    """One table of a snapshot. No column is ever null."""

    name: str = Field(pattern=NAME)
    description: str = Field(min_length=1)
    noun: str = "trường hợp"  # what one counted row is called in Vietnamese
    right: str = ""  # what it takes to learn who or what the rows are
    unit_columns: tuple[str, str] | None = None
    entity: str | None = None
    dimensions: tuple[str, ...] = ()
    columns: tuple[Column, ...]

    @property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


class Code(Frozen):
    """One code; `group` names what several of a list are together."""

    code: str = Field(min_length=1)
    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)
    certainty: Certainty | None = None  # where a code is less sure than its list
    group: str = ""


class CodeList(Frozen):
    """A list of codes; `grouped_by` names the coarser list that the `group` of each code is in."""

    name: str = Field(pattern=NAME)
    title: Text
    source: str = Field(min_length=1)
    certainty: Certainty
    grouped_by: str = ""
    codes: tuple[Code, ...]

    @property
    def by_code(self) -> dict[str, Code]:
        return {code.code: code for code in self.codes}


@dataclass(frozen=True)
class Catalog:
    """A whole catalogue that passed its checks; safe to share, since nothing in it changes."""

    definitions: tuple[Definition, ...]
    tables: Mapping[str, Table]
    lists: Mapping[str, CodeList]
    sha256: str = ""

    @cached_property
    def indicators(self) -> dict[str, Definition]:
        """Return the newest definition of each leaf, in the plan's order."""
        newest: dict[str, Definition] = {}
        for definition in sorted(self.definitions, key=lambda d: d.valid_from):
            newest[definition.leaf] = definition
        return dict(sorted(newest.items(), key=lambda item: leaf_order(item[0])))

    @property
    def fields(self) -> dict[str, dict[str, str]]:
        """Return the fields that leaves are grouped by, in order: code to its titles."""
        known = self.lists["field"].codes if "field" in self.lists else ()
        return {code.code: {"vi": code.vi, "en": code.en} for code in known}

    def in_force(self, day: date) -> dict[str, Definition]:
        """Return the definition of each leaf that holds on the day, in the plan's order."""
        held = {d.leaf: d for d in self.definitions if d.holds_on(day)}
        return dict(sorted(held.items(), key=lambda item: leaf_order(item[0])))

    def members_of(self, definition: Definition, dimension: str) -> CodeList:
        """Return the list that names the members of one of the definition's breakdowns."""
        return self.lists[self._column_of(definition, dimension).list or ""]

    def title_of(self, definition: Definition, dimension: str) -> str:
        """Return what a breakdown is about: its own list's title, or its column's name.

        A list that serves many columns, such as yes and no, does not say what is asked.
        """
        column = self._column_of(definition, dimension)
        if column.list == dimension or column.said is None:
            return self.members_of(definition, dimension).title.vi
        return column.said.name[:1].upper() + column.said.name[1:]

    def _column_of(self, definition: Definition, dimension: str) -> Column:
        tables = [self.tables[term.table] for term in definition.terms.values()]
        columns = [
            t.by_name[dimension] for t in (*tables, self.tables["units"]) if dimension in t.by_name
        ]
        return columns[0]

    def noun_of(self, definition: Definition) -> str:
        """Return what the numerator of a leaf counts: children, communes, schools, …"""
        term = definition.numerator
        return self.tables[term.table].noun if term else "trường hợp"

    def label(self, list_name: str, code: str) -> str:
        """Return the Vietnamese label of a code; the code itself where the list has none."""
        found = self.lists[list_name].by_code.get(code) if list_name in self.lists else None
        return found.vi if found else code


def leaf_order(leaf: str) -> tuple[int, str]:
    """Return the key that puts "2" before "10" and "3a" before "3b"."""
    number = re.match(r"\d*", leaf)
    digits = number.group() if number else ""
    return int(digits or 0), leaf[len(digits) :]


def small_first(text: str) -> str:
    """Return the text as it stands within a sentence."""
    return text[:1].lower() + text[1:]
