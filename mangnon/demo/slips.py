"""What becomes of a name on its way into the register: lost marks, slips, old encodings."""

import unicodedata
from collections.abc import Callable
from functools import cache

import numpy as np

from mangnon.demo.draw import Ints, catalog_rows, pick

WITHOUT_MARKS, IN_TCVN3, IN_VNI = 0.012, 0.004, 0.002  # shares of all records
ACCENTS_DROPPED, LETTER_SLIP, WORDS_SWAPPED = 0.30, 0.20, 0.05  # of the second records
LETTERS = "aeghiknotuy"


def without_marks(name: str) -> str:
    """Return the name as somebody types it without a Vietnamese keyboard."""
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def in_tcvn3(name: str) -> str:
    """Return what a spreadsheet in a TCVN3 font holds, read as if it were not."""
    return name.translate(_legacy("tcvn3"))


def in_vni(name: str) -> str:
    """Return what a spreadsheet in a VNI font holds, read as if it were not."""
    return name.translate(_legacy("vni"))


def spoil_names(rng: np.random.Generator, names: np.ndarray) -> None:
    """Spoil a few of all names, as the known defects of the country's data have it."""
    everyone = np.arange(len(names))
    for share, spoil in (
        (WITHOUT_MARKS, without_marks),
        (IN_TCVN3, in_tcvn3),
        (IN_VNI, in_vni),
    ):
        _change(names, pick(rng, everyone, round(share * len(names))), spoil)


def copy_names(rng: np.random.Generator, names: np.ndarray, copy_of: Ints, second: Ints) -> None:
    """Write the names of second records after the first ones, some with a slip."""
    names[second] = names[copy_of[second]]
    for share, spoil in (
        (ACCENTS_DROPPED, without_marks),
        (LETTER_SLIP, lambda name: _slipped(rng, name)),
        (WORDS_SWAPPED, _swapped),
    ):
        _change(names, second[rng.random(len(second)) < share], spoil)


def _change(names: np.ndarray, which: Ints, spoil: Callable[[str], str]) -> None:
    for place in which.tolist():
        names[place] = spoil(names[place])


def _slipped(rng: np.random.Generator, name: str) -> str:
    """Change, drop or double one letter after the first of the name."""
    if len(name) < 3:
        return name
    place = int(rng.integers(1, len(name)))
    if name[place] == " ":
        place -= 1
    letter = name[place]
    other = (LETTERS[int(rng.integers(len(LETTERS)))], "", letter * 2)[int(rng.integers(3))]
    return " ".join((name[:place] + other + name[place + 1 :]).split()) or name


def _swapped(name: str) -> str:
    *before, middle, given = ["", *name.split()][-len(name.split()) - 1 :]
    return " ".join(part for part in (*before, given, middle) if part)


@cache
def _legacy(encoding: str) -> dict[int, str]:
    return {ord(row["letter"]): row[encoding] for row in catalog_rows("legacy.csv")}
