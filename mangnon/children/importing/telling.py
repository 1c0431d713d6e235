"""What changes of a known child, as people read it beside the sheet."""

from __future__ import annotations

import polars as pl

from mangnon.children.importing.columns import columns
from mangnon.core.sensitive import HIDDEN
from mangnon.intake.importers import CHANGE_COLUMNS, CellKind
from mangnon.intake.staged import in_words

NOTHING = pl.DataFrame(schema=CHANGE_COLUMNS)


def told(rows: pl.DataFrame, column: str, before: str, after: str) -> pl.DataFrame:
    """Return a line for each row whose `after` says something.

    Both are names of columns of the rows, of the kind of the sheet's column. The precision of a
    date stands beside it, as `<name>_precision`; without one it is a day.
    """
    changed = rows.filter(pl.col(after).is_not_null())
    return changed.select(
        pl.col("row").cast(pl.UInt32), pl.lit(column).alias("column"),
        _words(changed, column, before).alias("before"),
        _words(changed, column, after).alias("after"),
    )  # fmt: skip


def told_of_sealed(rows: pl.DataFrame, column: str, before: str, after: str) -> pl.DataFrame:
    """Return the lines of a value that the register keeps sealed: what it was is not shown."""
    changed = rows.filter(pl.col(after).is_not_null())
    hidden = pl.when(pl.col(before).is_not_null()).then(pl.lit(str(HIDDEN)))
    return changed.select(
        pl.col("row").cast(pl.UInt32), pl.lit(column).alias("column"),
        hidden.alias("before"), pl.col(after).alias("after"),
    )  # fmt: skip


def _words(rows: pl.DataFrame, column: str, name: str) -> pl.Series:
    asked = next(known for known in columns() if known.name == column)
    values = rows.select(pl.col(name).alias(column))
    if asked.kind is CellKind.DATE:
        is_given = f"{name}_precision" in rows.columns
        precision = pl.lit("day") if not is_given else rows[f"{name}_precision"]
        values = values.with_columns(precision.alias(f"{column}_precision"))
    return values.select(in_words(asked).cast(pl.String)).to_series()
