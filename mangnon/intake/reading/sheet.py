"""A sheet as it was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from mangnon.intake.importers import Column, Problem

# Heads the column that we add when we give a sheet back; it is not read when it comes again.
ERRORS = "Lỗi cần sửa"


@dataclass(frozen=True)
class Sheet:
    """Typed rows, what is wrong with them, and what was left out.

    `rows` has `row`, the number of the row in the sheet, and a column for each known Column, null
    where the sheet has none; a date has `<name>_precision` (day, month or year) beside it, and of a
    month or a year it is the last day. `titles` are the lines above the headings. `mapping` says
    which heading was taken for which column, `positions` where a column stands in `cells`, the
    text of the whole sheet. Columns that are required and stand nowhere are `missing`;
    `error_column` is where a column of errors stands that we once added ourselves.
    """

    name: str
    rows: pl.DataFrame
    problems: Sequence[Problem]
    notes: Sequence[str]
    titles: Sequence[str]
    mapping: Mapping[str, str]
    unknown_headings: Sequence[str]
    missing: Sequence[Column]
    positions: Mapping[str, int] = field(repr=False)
    heading_row: int
    cells: pl.DataFrame = field(repr=False)
    error_column: int | None = None
