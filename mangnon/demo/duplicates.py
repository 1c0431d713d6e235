"""Second records of children who are in the register already, with the slips that hide them.

The generator knows which they are; the database is never told. The rates of the slips are those
that a search for duplicates is to be measured on.
"""

from datetime import date

import numpy as np

from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.demo.draw import Flags, Ints, day_number, pick

ONLY = -1
DAY_AND_MONTH_SWAPPED, DAY_OFF = 0.05, 0.05
COMMUNE_CHANGED = 0.10
MOTHER_MISSING = 0.20
NUMBER_MISSING = 0.60


def copy_records(
    rng: np.random.Generator,
    is_child: Flags,
    same_as: Ints,
    birth: Ints,
    today: date,
    share: float,
) -> Ints:
    """Choose the second records and whom each repeats (ONLY: nobody); copy the birth dates.

    Of the `share` of children that are second records, some dates of birth hold a slip.
    """
    copy_of = np.full(len(birth), ONLY)
    alone = np.flatnonzero(is_child & (same_as == np.arange(len(birth))))
    alone = np.setdiff1d(alone, same_as[same_as != np.arange(len(birth))])
    chosen = rng.permutation(pick(rng, alone, 2 * round(share * int(is_child.sum()))))
    half = len(chosen) // 2
    second, first = chosen[:half], chosen[half : 2 * half]
    copy_of[second] = first
    birth[second] = _mistaken_days(rng, birth[first], today)
    return copy_of


def _mistaken_days(rng: np.random.Generator, birth: Ints, today: date) -> Ints:
    """Swap day and month of some dates, move some by a day, and leave none that is no child's."""
    days = birth.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = months.astype("datetime64[Y]")
    month = (months - year).astype(np.int64)
    day = (days - months).astype(np.int64)
    swapped = (year.astype("datetime64[M]") + day % 12).astype("datetime64[D]") + month
    slip = rng.random(len(birth))
    found = np.where((slip < DAY_AND_MONTH_SWAPPED) & (day < 12), swapped.astype(np.int64), birth)
    is_off = (slip >= DAY_AND_MONTH_SWAPPED) & (slip < DAY_AND_MONTH_SWAPPED + DAY_OFF)
    found = found + np.where(is_off, rng.choice([-1, 1], len(birth)), 0)
    oldest = day_number(birthday_years_before(today, ADULT_AT))
    return np.where((found > oldest) & (found <= day_number(today)), found, birth)
