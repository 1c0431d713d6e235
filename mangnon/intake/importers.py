"""What an app tells the intake about the sheets that it takes, and what it answers.

The intake reads a file, finds the columns and reads each cell by its kind; the app that registered
the importer checks the rows against its register, applies them and takes them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.utils.functional import Promise

if TYPE_CHECKING:
    import polars as pl

    from mangnon.core.models import Unit, User
    from mangnon.intake.batch import Batch


class CellKind(StrEnum):
    """How the cells of a column are read; a date gives a second column `<name>_precision`."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole"
    DIGITS = "digits"  # a number that is a name: leading zeros count
    CODE = "code"


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading on the template, and the others by which it is known.

    `codes` maps each code of a CODE column to the words that people write for it; the first word
    is the one that the template offers.
    """

    name: str
    heading: str
    kind: CellKind = CellKind.TEXT
    also: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_required: bool = False
    hint: str = ""
    width: int = 16


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row, in the user's language; `column` is "" for the row as a whole.

    `row` is the row of the sheet, from 1. A warning does not keep the row from being applied.
    """

    row: int
    column: str
    text: str
    is_warning: bool = False


@dataclass(frozen=True)
class Checked:
    """What would become of the rows: a frame with `row` and `verdict`, and whatever apply needs.

    `is_possible_duplicate` marks new rows that look like a record that is there already.
    """

    rows: pl.DataFrame
    problems: Sequence[Problem]


class Importer(Protocol):
    """How one kind of record is imported; `kind` is part of the address of its pages."""

    kind: str
    label: str | Promise
    needs: str  # the right that importing asks for

    def columns(self) -> Sequence[Column]: ...

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        """Yield what the register holds of a unit, a mapping a row, for the template."""

    def check(self, rows: pl.DataFrame, batch: Batch, by: User) -> Checked:
        """Say what would become of each row; write nothing."""

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        """Write the new and changed rows, in the caller's transaction."""

    def undo(self, batch: Batch, by: User) -> None:
        """Take the batch back in the caller's transaction, or raise Refused saying why not."""


IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Let a kind of record be imported; an app calls it in `AppConfig.ready()`."""
    IMPORTERS[importer.kind] = importer
