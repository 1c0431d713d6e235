"""Dates out of text, with how well they are known."""

from __future__ import annotations

import polars as pl

FIRST_YEAR, LAST_YEAR = 1900, 2100
TWO_DIGITS_TURN = 30  # as in Excel: 29 is 2029, 30 is 1930
_SERIAL_START = pl.date(1899, 12, 30)

_ISO = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
_DAY = (
    r"^(?:[nN]gày )?(\d{1,2})(?: ?[-/.,] ?| tháng )(\d{1,2})(?: ?[-/.,] ?| năm )(\d{4}|\d{2})"
    r"(?: \d{1,2}:\d{2}(?::\d{2})?)?$"
)
_RUN_TOGETHER = r"^(\d{1,2})(\d{2})(\d{4})$"
_MONTH = r"^(?:[tT]háng )?(\d{1,2})(?: ?[-/.] ?| năm )(\d{4})$"
_ISO_MONTH = r"^(\d{4})-(\d{1,2})$"
_YEAR = r"^(?:[nN]ăm )?(\d{4})(?:\.0)?$"
_SERIAL = r"^(\d{5})(?:\.\d+)?$"


def dates_of(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return dates and their precision: day, month or year; null for what is no date.

    Of a month or a year it is the last day.
    """
    text = pl.col("text")
    found = pl.DataFrame({"text": texts}).select(
        day=pl.coalesce(
            _of(text, _ISO, year=1, month=2, day=3),
            _of(text, _DAY, year=3, month=2, day=1),
            _of(text, _RUN_TOGETHER, year=3, month=2, day=1),
            _SERIAL_START + pl.duration(days=text.str.extract(_SERIAL).cast(pl.Int64)),
        ),
        month=pl.coalesce(
            _of(text, _MONTH, year=2, month=1), _of(text, _ISO_MONTH, year=1, month=2)
        ).dt.month_end(),
        year=_of(text, _YEAR, year=1).dt.offset_by("11mo").dt.month_end(),
    )
    possible = found.select(
        pl.when(pl.col(name).dt.year().is_between(FIRST_YEAR, LAST_YEAR))
        .then(pl.col(name))
        .alias(name)
        for name in found.columns
    )
    dates = possible.select(pl.coalesce("day", "month", "year").alias("date"))["date"]
    precision = possible.select(
        pl.coalesce(
            pl.when(pl.col(name).is_not_null()).then(pl.lit(name)) for name in possible.columns
        ).alias("precision")
    )["precision"]
    return dates, precision


def _of(
    text: pl.Expr, pattern: str, *, year: int, month: int | None = None, day: int | None = None
) -> pl.Expr:
    """Return the date whose parts stand in these groups of the pattern; null if there is none."""
    number = text.str.extract(pattern, year).cast(pl.Int32)
    full = (
        pl.when(number < TWO_DIGITS_TURN)
        .then(number + 2000)
        .when(number < 100)
        .then(number + 1900)
        .otherwise(number)
    )
    parts = [full.cast(pl.String)]
    parts += [
        pl.lit("01") if group is None else text.str.extract(pattern, group).str.zfill(2)
        for group in (month, day)
    ]
    return pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False)
