"""What an app tells the intake about the sheets that it takes, and what it answers.

The intake reads a file, finds the columns and reads each cell by its kind; the app that registered
the importer checks the rows against its register, applies them and takes them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import polars as pl
from django.utils.functional import Promise

if TYPE_CHECKING:
    from mangnon.core.models import Unit, User
    from mangnon.intake.batch import Batch
    from mangnon.intake.reading.sheet import Sheet


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
    is the one that the template offers. DIGITS that lost their leading zeros are brought back to
    `length`. A hidden column is on the template for us alone: it finds the record again.
    """

    name: str
    heading: str
    kind: CellKind = CellKind.TEXT
    also: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_required: bool = False
    hint: str = ""
    width: int = 16
    length: int = 0
    is_hidden: bool = False


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


CHANGE_COLUMNS = {"row": pl.UInt32, "column": pl.String, "before": pl.String, "after": pl.String}


@dataclass(frozen=True)
class Checked:
    """What would become of the rows: a frame with `row` and `verdict`, and whatever apply needs.

    `is_possible_duplicate` (boolean) marks new rows that look like a record that is there already.
    `changes` has a line for each field of a record that would change: `row`, `column` (the name of
    a Column), `before` and `after` as people read them.
    """

    rows: pl.DataFrame
    problems: Sequence[Problem]
    changes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CHANGE_COLUMNS))


class Importer(Protocol):
    """How one kind of record is imported; `kind` is part of the address of its pages."""

    kind: str
    label: str | Promise
    needs: str  # the right that importing asks for
    own_only: bool  # whether only who brought a file in sees it, whatever the rights of others

    def columns(self) -> Sequence[Column]: ...

    def page(self, batch: Batch) -> str:
        """Return the address of the page that shows what the batch writes."""

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        """Yield what the register holds of a unit, a mapping a row, for the template."""

    def check(self, sheet: Sheet, batch: Batch, by: User) -> Checked:
        """Say what would become of each of the sheet's rows; write nothing.

        Rows with a cell that cannot be read, or without one that is required, are rejected by the
        intake whatever the answer; such cells are null in `sheet.rows`.
        """

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        """Write the new and changed rows, in the caller's transaction."""

    def undo(self, batch: Batch, by: User) -> None:
        """Take the batch back in the caller's transaction, or raise Refused saying why not."""

    def forget(self, batch: Batch) -> int:
        """Delete what was kept to undo the batch; return how many rows that were."""
