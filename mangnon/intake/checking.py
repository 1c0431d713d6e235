"""What would become of a file's rows: the importer's answer, joined with what could not be read."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import polars as pl

from mangnon.intake.importers import Checked, Verdict
from mangnon.intake.reading import Sheet


def with_unread_rows(sheet: Sheet, checked: Checked) -> Checked:
    """Return the answer with the rows rejected that have a cell which could not be read."""
    unread = {problem.row for problem in sheet.problems if not problem.is_warning}
    rows = checked.rows
    if unread:
        verdict = (
            pl.when(pl.col("row").is_in(list(unread)))
            .then(pl.lit(Verdict.REJECTED.value))
            .otherwise(pl.col("verdict"))
        )
        rows = rows.with_columns(verdict=verdict)
    problems = sorted([*sheet.problems, *checked.problems], key=lambda problem: problem.row)
    changed = rows.filter(pl.col("verdict") == Verdict.CHANGED.value)["row"]
    changes = checked.changes.filter(pl.col("row").is_in(changed.implode()))
    return replace(checked, rows=rows, problems=problems, changes=changes)


def counts_of(checked: Checked) -> dict[str, int]:
    """Return how many rows were read, how many have each verdict, and what needs a look."""
    rows = checked.rows
    counts = {"read": rows.height} | {verdict.value: 0 for verdict in Verdict}
    counts |= {str(verdict): count for verdict, count in rows["verdict"].value_counts().iter_rows()}
    doubtful = rows["is_possible_duplicate"].sum() if "is_possible_duplicate" in rows.columns else 0
    warned = len({problem.row for problem in checked.problems if problem.is_warning})
    return counts | {"possible_duplicates": int(doubtful), "warned": warned}


def digest_of(checked: Checked) -> str:
    """Return the same for the same verdicts on the same rows and the same changes."""
    digest = hashlib.sha256()
    for frame in (checked.rows.select("row", pl.col("verdict").cast(pl.String)), checked.changes):
        digest.update(frame.sort(frame.columns).write_csv().encode())
    return digest.hexdigest()
