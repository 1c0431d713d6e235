"""Puts what was checked into the tables, and keeps what was there before."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.db import connection
from django.utils.translation import gettext as _

from mangnon.children.counted import counted_in
from mangnon.children.duplicates.searching import propose_among
from mangnon.children.importing.changes import Changes
from mangnon.children.importing.checking import CheckedChildren
from mangnon.children.importing.copying import ROWS_AT_A_TIME, store
from mangnon.children.importing.filling import quickly_filled
from mangnon.children.importing.imported_row import ImportedRow
from mangnon.children.importing.sealing import sealed_ahead, with_sealed
from mangnon.children.importing.tables import OF_SEVERAL
from mangnon.children.register import Child
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.feed import tell
from mangnon.core.models import Refused, User
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Verdict

# In the order in which all hold several children, so that none waits for the other for ever.
LOCK = """
SELECT id, changed_at::text FROM children_child
WHERE id = ANY(%s::uuid[]) ORDER BY id FOR UPDATE
"""
WAS = 'CREATE TEMPORARY TABLE was (row integer, "table" text, id text, was jsonb) ON COMMIT DROP'
# The values of the columns that change, as they were; those that stay are null in the change.
KEEP = """
INSERT INTO was
SELECT change.row, '{table}', change.id::text, (
    SELECT jsonb_object_agg(field.key, to_jsonb(record) -> field.key)
    FROM jsonb_each(to_jsonb(change) - 'row' - 'id') AS field WHERE field.value <> 'null'
)
FROM change JOIN "{table}" AS record ON record.id = change.id
"""
KEEP_BY_ROW = """
UPDATE children_importedrow AS imported SET was = by_row.was
FROM (
    SELECT row, jsonb_object_agg("table", records) AS was
    FROM (
        SELECT row, "table", jsonb_object_agg(id, was) AS records FROM was GROUP BY row, "table"
    ) AS by_table GROUP BY row
) AS by_row
WHERE imported.batch_id = %s AND imported.row = by_row.row
"""
NEXT_KEYS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def write(batch: Batch, checked: CheckedChildren, by: User) -> None:
    """Write the new and changed rows in the caller's transaction, one entry in the audit."""
    written = checked.rows.filter(pl.col("verdict").is_in([Verdict.NEW, Verdict.CHANGED]))
    known = written.filter(~pl.col("is_new"))
    _lock(known)
    with quickly_filled(len(written) - len(known)):
        _write(batch, checked, written, known)
    alike = checked.alike.filter(pl.col("child_id").is_in(written["child_id"].implode()))
    propose_among({*alike["child_id"], *alike["like_id"]}, by=by)
    units = written["unit_id"].unique().sort().to_list()
    tell(Child._meta.db_table, {*units, *counted_in(known["child_id"].to_list())})
    rows = [
        Rows(ImportedRow, {"batch": str(batch.pk)}),
        Rows(Child, {"imports__batch": str(batch.pk)}),
    ]
    record_batch(by, "children.import", batch, rows=rows, unit=batch.unit, communes=len(units))


def _write(
    batch: Batch, checked: CheckedChildren, written: pl.DataFrame, known: pl.DataFrame
) -> None:
    made = []
    parts = [_only(part, written["row"]) for part in checked.parts]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS was")
        cursor.execute(WAS)
    with sealed_ahead(parts) as pieces:
        for part in sorted(parts, key=lambda part: part.table in pieces):
            if part.table == Child._meta.db_table:
                part = _touching(part, known)
            _change(part)  # first: a spell ends before the next one begins
            made.append(_make(part, known["row"], pieces.get(part.table)))
    _keep(batch, written, pl.concat(made))


def _lock(known: pl.DataFrame) -> None:
    """Hold the children that change, if nobody has written about them since they were read."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [known["child_id"].to_list()])
        now = {str(child): changed_at for child, changed_at in cursor.fetchall()}
    if now != dict(known.select("child_id", "changed_at").iter_rows()):
        raise Refused(_("Somebody has just written about children of this sheet; try again."))


def _only(part: Changes, rows: pl.Series) -> Changes:
    frames = [
        frame if frame.is_empty() else frame.filter(pl.col("row").is_in(rows.implode()))
        for frame in (part.made, part.changed)
    ]
    return Changes(part.table, *frames)


def _touching(part: Changes, known: pl.DataFrame) -> Changes:
    """Say of every known child that something about it was written now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()::text")
        (now,) = cursor.fetchone()
    everyone = known.select("row", id="child_id").join(
        part.changed.drop("id"), on="row", how="left", maintain_order="left"
    )
    return Changes(part.table, part.made, everyone.with_columns(changed_at=pl.lit(now)))


def _make(part: Changes, known: pl.Series, sealed: Iterator[pl.DataFrame] | None) -> pl.DataFrame:
    """Append the rows that are made; return `row` and, as JSON, which of them are to be listed."""
    made = part.made
    if made.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32, "made": pl.String})
    is_known = pl.col("row").is_in(known.implode())
    if "id" not in made.columns:
        store(part.table, made.filter(~is_known).drop("row"))
        made = made.filter(is_known)
        made = made.with_columns(id=_next_keys(part.table, len(made)))
    for piece in sealed or made.iter_slices(ROWS_AT_A_TIME):
        store(part.table, piece.drop("row"))
    if part.table not in OF_SEVERAL:
        made = made.filter(is_known)
    listed = made.select(pl.col("row").cast(pl.UInt32), pl.col("id").cast(pl.String))
    return listed.group_by("row", maintain_order=True).agg(
        made=f'"{part.table}":["' + pl.col("id").str.join('","') + '"]'
    )


def _next_keys(table: str, count: int) -> pl.Series:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [table, count])
        return pl.Series([key for (key,) in cursor.fetchall()], dtype=pl.Int64)


def _change(part: Changes) -> None:
    """Change the records, after what they were is kept."""
    if part.changed.is_empty():
        return
    columns = [name for name in part.changed.columns if name not in ("row", "id")]
    named = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE change ON COMMIT DROP AS"  # noqa: S608 - our own names
            f' SELECT 0 AS row, id, {named} FROM "{part.table}" LIMIT 0'
        )
        changed = part.changed.select("row", "id", *columns)
        for piece in changed.iter_slices(ROWS_AT_A_TIME):
            store("change", with_sealed(part.table, piece))
        cursor.execute(KEEP.format(table=part.table))
        sets = ", ".join(f'"{n}" = coalesce(change."{n}", record."{n}")' for n in columns)
        cursor.execute(
            f'UPDATE "{part.table}" AS record SET {sets} FROM change WHERE record.id = change.id'  # noqa: S608
        )
        cursor.execute("DROP TABLE change")


def _keep(batch: Batch, written: pl.DataFrame, made: pl.DataFrame) -> None:
    """Write a line for each row, with what it made and what it changed."""
    by_row = made.group_by("row").agg(made="{" + pl.col("made").str.join(",") + "}")
    lines = written.select(
        pl.lit(str(batch.pk)).alias("batch_id"), pl.col("row").cast(pl.UInt32), "child_id",
        "unit_id", "is_possible_duplicate",
        action=pl.when("is_new").then(pl.lit("created")).otherwise(pl.lit("updated")),
    ).join(by_row, on="row", how="left", maintain_order="left")  # fmt: skip
    store(ImportedRow._meta.db_table, lines.with_columns(pl.col("made").fill_null("{}")))
    with connection.cursor() as cursor:
        cursor.execute(KEEP_BY_ROW, [batch.pk])
        cursor.execute("DROP TABLE was")
