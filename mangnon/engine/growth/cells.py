"""What people write in a table of measures, column by column, as arrays that can be scored.

An empty cell is not known; a cell that says nothing possible has no score, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from mangnon.engine.growth.heights import LYING, POSITION_UNKNOWN, STANDING
from mangnon.engine.growth.scores import AGE_IMPOSSIBLE

Floats = npt.NDArray[np.float64]
Code = TypeVar("Code", str, int)

SEXES = {
    "male": ("male", "m", "1", "nam", "trai", "bé trai"),
    "female": ("female", "f", "2", "nữ", "nu", "gái", "bé gái"),
}
POSITIONS = {
    STANDING: ("true", "1", "yes", "y", "h", "có", "đứng"),
    LYING: ("false", "0", "no", "n", "l", "không", "nằm"),
}
OEDEMA = ("true", "1", "yes", "y", "có", "x")
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S")


def sexes(cells: pl.Series) -> npt.NDArray[np.str_]:
    """Return "male", "female", or "" for whatever else is written."""
    return _coded(cells, SEXES, "").to_numpy().astype(np.str_)


def positions(cells: pl.Series) -> npt.NDArray[np.int64]:
    return _coded(cells, POSITIONS, POSITION_UNKNOWN).to_numpy()


def oedemas(cells: pl.Series) -> npt.NDArray[np.bool_]:
    return _words(cells).is_in(OEDEMA).to_numpy()


def numbers(cells: pl.Series) -> Floats:
    """Return the numbers, whichever decimal sign; NaN for what is none."""
    return _numbers(cells).fill_null(np.nan).to_numpy()


def ages(cells: pl.Series) -> Floats:
    """Return ages in days: NaN where none is written, an impossible age where no number is."""
    found = _numbers(cells)
    return _said(cells, found.is_not_null(), found.fill_null(np.nan).to_numpy())


def ages_between(born: pl.Series, measured: pl.Series) -> Floats:
    """Return the days between two dates: NaN where one is not written, impossible where one is none
    or they stand the wrong way round.
    """
    birth, day = _dates(born), _dates(measured)
    lived = (day - birth).dt.total_days().cast(pl.Float64).fill_null(np.nan).to_numpy()
    written = _said(born, birth.is_not_null(), lived)
    return _said(measured, day.is_not_null(), written)


def _said(cells: pl.Series, is_possible: pl.Series, found: Floats) -> Floats:
    """Return what was found, with an impossible age where a cell says something impossible."""
    nonsense = (_words(cells) != "") & ~is_possible
    return np.where(nonsense.to_numpy(), float(AGE_IMPOSSIBLE), found)


def _words(cells: pl.Series) -> pl.Series:
    return cells.str.normalize("NFC").str.strip_chars().str.to_lowercase()


def _coded(cells: pl.Series, codes: Mapping[Code, tuple[str, ...]], otherwise: Code) -> pl.Series:
    known = {word: code for code, words in codes.items() for word in words}
    return _words(cells).replace_strict(known, default=otherwise)


def _numbers(cells: pl.Series) -> pl.Series:
    found = _words(cells).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    return found.set(~found.is_finite(), None)


def _dates(cells: pl.Series) -> pl.Series:
    words = cells.str.strip_chars()
    first, *others = (words.str.to_date(form, strict=False) for form in DAY_FORMATS)
    for other in others:
        first = first.fill_null(other) if other.has_nulls() else other
    return first
