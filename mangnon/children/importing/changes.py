"""What an import does to one table: the rows it makes, and what it changes in others."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from mangnon.children.importing.telling import NOTHING


@dataclass(frozen=True)
class Changes:
    """Frames with `row`, the row of the sheet, and columns of the table.

    Of `changed`, `id` says which record; null leaves a column as it is. `told` says what of a known
    child changes, in the words of the sheet.
    """

    table: str
    made: pl.DataFrame = field(default_factory=pl.DataFrame)
    changed: pl.DataFrame = field(default_factory=pl.DataFrame)
    told: pl.DataFrame = field(default_factory=NOTHING.clone)

    @property
    def rows(self) -> list[pl.Series]:
        return [frame["row"] for frame in (self.made, self.changed) if not frame.is_empty()]


def new_ids(count: int) -> pl.Series:
    """Return fresh identifiers, version 4, as text."""
    chance = os.urandom(16 * count).hex()
    made = [chance[at : at + 32] for at in range(0, 32 * count, 32)]
    raw = pl.Series("id", made, dtype=pl.String)
    return (
        raw.str.slice(0, 8) + "-" + raw.str.slice(8, 4) + "-4" + raw.str.slice(13, 3)
        + "-a" + raw.str.slice(17, 3) + "-" + raw.str.slice(20, 12)
    )  # fmt: skip


def differing(name: str, known: str) -> pl.Expr:
    """Return the cell where it says something, and something else than the register."""
    return pl.when(pl.col(name).ne_missing(pl.col(known))).then(pl.col(name)).alias(name)


def with_any(changed: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """Keep the records of which at least one of the columns changes."""
    return changed.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in columns))
