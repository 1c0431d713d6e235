"""Numbers, and digits that are names, out of text."""

from __future__ import annotations

import polars as pl

_LARGEST = 2**53  # up to here a float is a whole number exactly
_EXPONENT = r"^[+]?[0-9](?:[.,]([0-9]+))?[eE][+]?([0-9]{1,2})$"
_MOST_LOST = 3  # leading zeros that a number can have lost


def numbers_of(texts: pl.Series) -> pl.Series:
    """Return numbers: with a comma it is the decimal one and points part thousands.

    A lone point is a decimal point, as Excel stores numbers; two or more part thousands.
    """
    bare = texts.str.replace_all(r"\s", "")
    has_comma = bare.str.contains(",", literal=True)
    has_points = bare.str.contains(r"^[+-]?\d{1,3}(\.\d{3}){2,}$")
    vietnamese = bare.str.contains(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$")
    points_out = bare.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    plain = bare.zip_with(~(has_points | vietnamese).fill_null(value=False), points_out)
    shaped = plain.str.contains(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$")
    is_number = (shaped & (vietnamese | ~has_comma)).fill_null(value=False)
    numbers = plain.set(~is_number, None).cast(pl.Float64, strict=False)
    return numbers.set(~numbers.is_finite().fill_null(value=False), None)


def whole_numbers_of(texts: pl.Series) -> pl.Series:
    """Return whole numbers; points part thousands, zeros behind a comma do not matter."""
    bare = texts.str.replace_all(r"^([+-]?\d{1,3})\.(\d{3})$", "${1}${2}")
    numbers = numbers_of(bare)
    is_whole = (numbers == numbers.round()) & (numbers.abs() <= _LARGEST)
    return numbers.set(~is_whole.fill_null(value=False), None).cast(pl.Int64)


def digits_of(texts: pl.Series, length: int) -> tuple[pl.Series, int]:
    """Return numbers that are names, and how many got back the zeros they had lost.

    What Excel shortened to an exponent is read when no digit is gone, else it is null.
    """
    bare = texts.str.replace_all(r"^'|\s", "").str.to_uppercase()
    bare = bare.str.replace(r"^(\d+)\.0$", "${1}")
    spaced = bare.str.contains(r"^\d+([.\-]\d+)+$").fill_null(value=False)
    bare = bare.zip_with(~spaced, bare.str.replace_all(r"[.\-]", ""))
    bare = _written_out(bare)
    if not length:
        return bare, 0
    is_short = (
        bare.str.contains(r"^[1-9]\d*$")
        & (bare.str.len_chars() < length)
        & (bare.str.len_chars() >= length - _MOST_LOST)
    ).fill_null(value=False)
    return bare.zip_with(~is_short, bare.str.zfill(length)), int(is_short.sum())


def _written_out(bare: pl.Series) -> pl.Series:
    """Return 7.0301000123E+10 as 70301000123; null when the exponent hides digits."""
    short = bare.str.contains(_EXPONENT).fill_null(value=False)
    if not short.any():
        return bare
    shown = bare.str.extract(_EXPONENT, 1).fill_null("")
    power = bare.str.extract(_EXPONENT, 2).cast(pl.Int64, strict=False).fill_null(0)
    whole = bare.str.replace(r"[.,]", "").str.replace(r"^\+", "").str.replace(r"[eE].*$", "")
    is_whole = short & (shown.str.len_chars() == power)
    return bare.zip_with(~short, whole.set(~is_whole, None))
