"""Which rows belong to the table: the empty ones do not, nor totals and signatures at its end."""

from __future__ import annotations

import re

import polars as pl

from mangnon.intake.reading.words import around_tables, exact, plain

ROWS_LOOKED_AT = 40


def without_empty(cells: pl.DataFrame) -> pl.DataFrame:
    texts = [name for name in cells.columns if name != "row"]
    filled = pl.any_horizontal(pl.col(name).str.strip_chars() != "" for name in texts)
    return cells.filter(filled.fill_null(value=False))


def without_totals(cells: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """Return the rows without those after the last record, and how many these were.

    It goes up from the end and stops at the first row that is as full as a record.
    """
    end = cells.tail(ROWS_LOOKED_AT)
    rows = [[cell for cell in row if cell and cell.strip()] for row in end.drop("row").iter_rows()]
    fullest = max(map(len, rows), default=0)
    kept = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        if _is_total(rows[at]) or _is_signature(rows[at]):
            kept = at
        elif len(rows[at]) * 2 > fullest:
            break
    dropped = len(rows) - kept
    return cells.head(cells.height - dropped), dropped


def _is_total(texts: list[str]) -> bool:
    """Say whether one of the first cells says "Tổng cộng"; a numbered row is a record."""
    if texts[0].strip().isdecimal():
        return False
    return any(_begins_with(text, around_tables()["totals"]) for text in texts[:3])


def _is_signature(texts: list[str]) -> bool:
    return len(texts) <= 4 and _begins_with(texts[0], around_tables()["signatures"])


def _begins_with(text: str, words: list[str]) -> bool:
    """Say whether the text is one of the words, or begins with one that has several parts.

    Words are compared without their marks only where the text has none: "Công" is a name.
    """
    comparable = plain if text.isascii() else exact
    said = comparable(re.sub(r"[\d.,]+", " ", text))
    for word in map(comparable, words):
        if said == word or (" " in word and said.startswith(f"{word} ")):
            return True
    return False
