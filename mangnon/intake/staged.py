"""What was found in a checked file, kept sealed beside it, for the pages that show it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from mangnon.core.sealed_files import opened, pieces_of, seal
from mangnon.intake.batch import Batch
from mangnon.intake.importers import CellKind, Checked, Column
from mangnon.intake.reading import Sheet

_DATE_FORMS = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}
_PROBLEMS = {
    "row": pl.UInt32,
    "column": pl.String,
    "text": pl.String,
    "is_warning": pl.Boolean,
}


@dataclass(frozen=True)
class Staged:
    """The rows as they were understood, in words; what would change; and what is wrong."""

    rows: pl.DataFrame
    changes: pl.DataFrame
    problems: pl.DataFrame


def reading_of(sheet: Sheet) -> dict[str, Any]:
    """Return how the sheet was understood, as plain JSON: no cell of a row is in it."""
    return {
        "sheet": sheet.name,
        "notes": list(sheet.notes),
        "mapping": dict(sheet.mapping),
        "unknown": list(sheet.unknown_headings),
        "missing": [column.name for column in sheet.missing],
    }


def stage(batch: Batch, sheet: Sheet, checked: Checked, columns: Sequence[Column]) -> None:
    """Keep what was found under the digest of its verdicts, which the batch then names."""
    found = checked.rows.select(
        pl.col("row").cast(pl.UInt32),
        pl.col("verdict").cast(pl.String),
        (
            pl.col("is_possible_duplicate")
            if "is_possible_duplicate" in checked.rows.columns
            else pl.lit(value=False)
        ).alias("is_possible_duplicate"),
    )
    shown = [in_words(column) for column in columns if not column.is_hidden]
    words = sheet.rows.select(pl.col("row").cast(pl.UInt32), *shown)
    problems = pl.DataFrame(
        [(p.row, p.column, p.text, p.is_warning) for p in checked.problems],
        schema=_PROBLEMS,
        orient="row",
    )
    for name, frame in (
        ("rows", found.join(words, on="row", how="left", maintain_order="left")),
        ("changes", checked.changes),
        ("problems", problems),
    ):
        target = io.BytesIO()
        frame.write_ipc(target, compression="zstd")
        target.seek(0)
        seal(pieces_of(target), batch.folder / _name(batch, name), batch.file_key)


def staged(batch: Batch) -> Staged:
    """Return what was found when the batch was last checked."""
    return Staged(
        **{
            name: pl.read_ipc(
                b"".join(opened(batch.folder / _name(batch, name), batch.file_key)),
            )
            for name in ("rows", "changes", "problems")
        }
    )


def in_words(column: Column) -> pl.Expr:
    """Return a column as people read it: 05/03/2020, 12,5, Nữ."""
    value = pl.col(column.name)
    if column.kind is CellKind.DATE:
        precision = pl.col(f"{column.name}_precision")
        forms = (
            pl.when(precision == known).then(value.dt.strftime(form))
            for known, form in _DATE_FORMS.items()
        )
        return pl.coalesce(forms).alias(column.name)
    if column.kind in (CellKind.NUMBER, CellKind.WHOLE):
        text = value.cast(pl.String).str.replace(r"\.0$", "")
        return text.str.replace(".", ",", literal=True)
    if column.kind is CellKind.CODE:
        words = {code: said[0] if said else code for code, said in column.codes.items()}
        return value.replace(words)
    return value


def _name(batch: Batch, part: str) -> str:
    return f"{part}-{batch.verdicts[:16]}"
