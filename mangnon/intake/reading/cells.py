"""Reads the cells of one column by its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from mangnon.intake.importers import CellKind, Column, Problem
from mangnon.intake.reading.dates import dates_of
from mangnon.intake.reading.numbers import digits_of, numbers_of, whole_numbers_of
from mangnon.intake.reading.words import Lookup

_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{200b}-\x{200d}\x{feff}]"
TYPES = {
    CellKind.DATE: pl.Date,
    CellKind.NUMBER: pl.Float64,
    CellKind.WHOLE: pl.Int64,
}


@dataclass(frozen=True)
class ReadColumn:
    """The typed cells, those that could not be read, and what was mended on the way."""

    series: list[pl.Series]
    problems: list[Problem]
    notes: list[str]


def read_column(column: Column, texts: pl.Series | None, rows: pl.Series) -> ReadColumn:
    """Return a column's cells; all are null in a sheet that has no such column."""
    if texts is None:
        empty = pl.Series([None] * len(rows), dtype=pl.String)
        return ReadColumn(_typed(column, empty)[0], [], [])
    tidy = tidied(texts)
    series, notes = _typed(column, tidy)
    is_lost = series[0].is_null() & tidy.is_not_null()
    say = _complaint(column)
    lost = zip(rows.filter(is_lost), tidy.filter(is_lost), strict=True)
    problems = [Problem(row, column.name, say(text)) for row, text in lost]
    return ReadColumn(series, problems + _missing(column, tidy, rows), notes)


def tidied(texts: pl.Series) -> pl.Series:
    """Return the texts composed, without signs that nobody sees; a cell of spaces is empty."""
    if texts.str.contains(_CONTROLS).any():
        texts = texts.str.replace_all(_CONTROLS, "")
    if texts.str.contains(r"[^\x00-\x7f]").any():
        texts = texts.str.normalize("NFC")
    if texts.str.contains(r"\s{2}|[^\S ]|^\s|\s$").any():
        texts = texts.str.replace_all(r"\s+", " ").str.strip_chars()
    if texts.str.starts_with("'").any():  # what we, or Excel, put before a text like "=1+1"
        texts = texts.str.replace(r"^'([=+\-@])", "${1}")
    return texts.set(texts == "", None)


def _typed(column: Column, texts: pl.Series) -> tuple[list[pl.Series], list[str]]:
    name = column.name
    if column.kind is CellKind.DATE:
        dates, precisions = dates_of(texts)
        return [dates.rename(name), precisions.rename(f"{name}_precision")], []
    if column.kind is CellKind.DIGITS:
        digits, padded = digits_of(texts, column.length)
        return [digits.rename(name)], _padded(column, padded)
    return [_READERS.get(column.kind, _as_it_is)(column, texts).rename(name)], []


def _padded(column: Column, count: int) -> list[str]:
    if not count:
        return []
    return [
        _("“%(heading)s”: %(count)d numbers had lost their leading zeros, which were put back.")
        % {"heading": column.heading, "count": count}
    ]


def _as_it_is(_column: Column, texts: pl.Series) -> pl.Series:
    return texts


def _names(_column: Column, texts: pl.Series) -> pl.Series:
    return texts.str.replace_all("[’‘ʼ`´]", "'")


def _codes(column: Column, texts: pl.Series) -> pl.Series:
    words = {code: code for code in column.codes}
    words |= {word: code for code, said in column.codes.items() for word in said}
    lookup = Lookup(words)
    found = {text: lookup.find(text) for text in texts.drop_nulls().unique()}
    return texts.replace_strict(found, default=None, return_dtype=pl.String)


_READERS: dict[CellKind, Callable[[Column, pl.Series], pl.Series]] = {
    CellKind.NAME: _names,
    CellKind.NUMBER: lambda _column, texts: numbers_of(texts),
    CellKind.WHOLE: lambda _column, texts: whole_numbers_of(texts),
    CellKind.CODE: _codes,
}


def _missing(column: Column, texts: pl.Series, rows: pl.Series) -> list[Problem]:
    if not column.is_required:
        return []
    text = _("“%(heading)s” is empty; fill it in.") % {"heading": column.heading}
    return [Problem(row, column.name, text) for row in rows.filter(texts.is_null())]


def _complaint(column: Column) -> Callable[[str], str]:
    """Return what says of a cell's text why it is not read."""
    if column.kind is CellKind.CODE:
        words = [said[0] if said else code for code, said in column.codes.items()]
        offered = ", ".join(words[:6]) + (", …" if len(words) > 6 else "")
        sentence = _("“%(text)s” is not known as “%(heading)s”; write one of: %(words)s.")
        about = {"heading": column.heading, "words": offered}
    else:
        sentence = {
            CellKind.DATE: _("“%(text)s” is not a date; write day/month/year, as 05/03/2020."),
            CellKind.NUMBER: _("“%(text)s” is not a number; write it as 12,5."),
            CellKind.WHOLE: _("“%(text)s” is not a whole number; write it as 12."),
            CellKind.DIGITS: _(
                "“%(text)s” was shortened by Excel, its last digits are lost; format the cell as "
                "text and write the number again."
            ),
        }.get(column.kind, "%(text)s")
        about = {}
    return lambda text: sentence % (about | {"text": text[:60]})
