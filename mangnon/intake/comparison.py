"""A checked file beside the register, a page of rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.intake.batch import Batch
from mangnon.intake.importers import Column, Verdict
from mangnon.intake.registered import importers
from mangnon.intake.staged import Staged, staged

ON_A_PAGE = 50
DOUBTFUL, WARNED = "doubtful", "warned"
LONGEST_NUMBER = 10  # digits; no file has so many pages
_CELLS_SHOWN = 6

SHOWS: dict[str, tuple[str | Promise, str]] = {
    Verdict.REJECTED: (_("Rejected rows"), "rejected"),
    DOUBTFUL: (_("Possible duplicates"), "possible_duplicates"),
    Verdict.CHANGED: (_("Changed"), "changed"),
    Verdict.NEW: (_("New"), "new"),
    Verdict.SAME: (_("The same"), "same"),
    WARNED: (_("With a warning"), "warned"),
}


@dataclass(frozen=True)
class Show:
    """One choice above the rows: how many there are of it, and whether it is the one shown."""

    key: str
    label: str | Promise
    count: int
    is_current: bool


@dataclass(frozen=True)
class Line:
    """A row of the sheet: what it says, what would change, and what is wrong with it."""

    row: int
    verdict: str
    is_possible_duplicate: bool
    cells: Sequence[tuple[str, str]]
    changes: Sequence[tuple[str, str, str]]
    problems: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True)
class Comparison:
    shows: Sequence[Show]
    lines: Sequence[Line]
    current: str
    page: int
    pages: int

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1


def comparison_of(batch: Batch, show: str, page: str) -> Comparison:
    """Return a page of the rows of one verdict; without one, of the first that there are."""
    columns = [c for c in importers()[batch.kind].columns() if not c.is_hidden]
    counts = {key: batch.counts.get(name, 0) for key, (_label, name) in SHOWS.items()}
    current = show if show in SHOWS else next((k for k, n in counts.items() if n), Verdict.NEW)
    found = staged(batch)
    rows = _rows_of(found, current)
    pages = max(-(-rows.height // ON_A_PAGE), 1)
    is_page = page.isdecimal() and len(page) < LONGEST_NUMBER
    at = min(max(int(page), 1), pages) if is_page else 1
    return Comparison(
        shows=[
            Show(key, label, counts[key], key == current) for key, (label, _name) in SHOWS.items()
        ],
        lines=_lines(found, rows.slice((at - 1) * ON_A_PAGE, ON_A_PAGE), columns),
        current=current,
        page=at,
        pages=pages,
    )


def _rows_of(found: Staged, show: str) -> pl.DataFrame:
    if show == DOUBTFUL:
        return found.rows.filter("is_possible_duplicate")
    if show == WARNED:
        warned = found.problems.filter("is_warning")["row"].unique()
        return found.rows.filter(pl.col("row").is_in(warned.implode()))
    return found.rows.filter(pl.col("verdict") == show)


def _lines(found: Staged, rows: pl.DataFrame, columns: Sequence[Column]) -> list[Line]:
    numbers = rows["row"].implode()
    headings = {column.name: column.heading for column in columns}
    changes: dict[int, list[tuple[str, str, str]]] = {}
    for row, name, before, after in found.changes.filter(pl.col("row").is_in(numbers)).iter_rows():
        changes.setdefault(row, []).append((headings.get(name, name), before or "", after or ""))
    problems: dict[int, list[tuple[str, str, bool]]] = {}
    wrong = found.problems.filter(pl.col("row").is_in(numbers))
    for row, name, text, is_warning in wrong.iter_rows():
        problems.setdefault(row, []).append((headings.get(name, ""), text, is_warning))
    return [
        Line(
            row["row"],
            row["verdict"],
            bool(row["is_possible_duplicate"]),
            [(c.heading, row[c.name]) for c in columns if row[c.name]][:_CELLS_SHOWN],
            changes.get(row["row"], []),
            problems.get(row["row"], []),
        )
        for row in rows.iter_rows(named=True)
    ]
