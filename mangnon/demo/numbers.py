"""Identity numbers: 12 digits of province, century and sex, year of birth, and chance.

Some are missing, some are cut or misspelt, and some disagree with the record.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mangnon.demo.draw import Flags, Ints, pick
from mangnon.demo.duplicates import NUMBER_MISSING, ONLY
from mangnon.demo.people import People

# Codes of the provinces of birth registration, most of them ours (shares are ours).
PROVINCES = {70: 0.93, 75: 0.02, 74: 0.02, 79: 0.015, 80: 0.01, 38: 0.005}
SERIALS, STEP = 1_000_000, 700_001
MISSING_YOUNG, MISSING_OLD, OLD_SINCE = 0.04, 0.09, 10
DISAGREES, ZERO_LOST, CUT, SPACED, LETTER_O = 0.005, 0.006, 0.002, 0.002, 0.002


@dataclass(frozen=True)
class _Digits:
    province: Ints
    sex: Ints  # the digit of century and sex
    year: Ints

    def joined(self, serial: Ints) -> np.ndarray:
        number = ((self.province * 10 + self.sex) * 100 + self.year) * SERIALS + serial
        return np.asarray(pc.utf8_lpad(pa.array(number).cast(pa.string()), 12, "0"), dtype=object)


def give_numbers(rng: np.random.Generator, people: People, this_year: int) -> np.ndarray:
    """Return each record's identity number as it was written down, empty where there is none."""
    count = len(people)
    year = people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    digits = _Digits(
        province=rng.choice(list(PROVINCES), count, p=list(PROVINCES.values())),
        sex=2 * (year // 100 - 19) + _is_female(rng, people.sex),
        year=year % 100,
    )
    digits = _disagreeing(rng, digits)
    numbers = digits.joined(_serials(rng, digits))
    _misspell(rng, numbers)
    is_old = this_year - year >= OLD_SINCE
    missing = rng.random(count) < np.where(is_old, MISSING_OLD, MISSING_YOUNG)
    numbers[missing | (people.registration != "yes")] = ""
    second = np.flatnonzero(people.copy_of != ONLY)
    numbers[second] = numbers[people.copy_of[second]]
    numbers[second[rng.random(len(second)) < NUMBER_MISSING]] = ""
    return numbers


def _is_female(rng: np.random.Generator, sex: np.ndarray) -> Flags:
    return np.where(sex == "unknown", rng.random(len(sex)) < 0.5, sex == "female").astype(bool)


def _serials(rng: np.random.Generator, digits: _Digits) -> Ints:
    """Return chance digits of which no two people with the same first six share all."""
    key = (digits.province * 10 + digits.sex) * 100 + digits.year
    order = np.lexsort((rng.random(len(key)), key))
    _, first, size = np.unique(key[order], return_index=True, return_counts=True)
    place = np.empty(len(key), dtype=np.int64)
    place[order] = np.arange(len(key)) - np.repeat(first, size)
    return (place * STEP + int(rng.integers(SERIALS))) % SERIALS


def _disagreeing(rng: np.random.Generator, digits: _Digits) -> _Digits:
    """Let a few numbers say the other sex or another year than the record."""
    wrong = pick(rng, np.arange(len(digits.sex)), round(DISAGREES * len(digits.sex)))
    sex, year = digits.sex.copy(), digits.year.copy()
    by_sex, by_year = wrong[::2], wrong[1::2]
    sex[by_sex] ^= 1
    year[by_year] = (year[by_year] + rng.choice([-1, 1], len(by_year))) % 100
    return _Digits(digits.province, sex, year)


def _misspell(rng: np.random.Generator, numbers: np.ndarray) -> None:
    everyone = np.arange(len(numbers))
    for share, misspelt in (
        (ZERO_LOST, lambda number: number.lstrip("0")),
        (CUT, lambda number: number[:9]),
        (SPACED, lambda number: f"{number[:3]} {number[3:6]} {number[6:]}"),
        (LETTER_O, lambda number: number.replace("0", "O")),
    ):
        for place in pick(rng, everyone, round(share * len(numbers))).tolist():
            numbers[place] = misspelt(numbers[place])
