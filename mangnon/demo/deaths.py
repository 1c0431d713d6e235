"""Who died in the years that the registers know of, how old and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from mangnon.demo.draw import Ints, day_number, pick
from mangnon.demo.duplicates import ONLY
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.years import known_years, last_day

if TYPE_CHECKING:
    from mangnon.demo.people import People

NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Deaths:
    """One entry a death; `like` is a living child whose commune and family conditions it shares."""

    like: Ints
    birth: Ints
    died: Ints
    cause: np.ndarray


@dataclass(frozen=True)
class _Toll:
    """How many died in one span, in one span of ages (days), of one cause."""

    count: int
    youngest: int
    oldest: int
    cause: str


def draw_deaths(rng: np.random.Generator, living: People, today: date, rates: Rates) -> Deaths:
    """Return the deaths of each known year, as many as its rates ask of its births and children."""
    like, birth, died, cause = [], [], [], []
    for year in known_years(today):
        first, last = date(year, 1, 1), last_day(year, today)
        for toll in _tolls(living, first, last, rates_of(year, today, rates)):
            alike = pick(rng, np.arange(len(living)), toll.count, living.need)
            on = rng.integers(day_number(first), day_number(last) + 1, len(alike))
            # The first days and months are the most dangerous ones.
            early = rng.random(len(alike)) ** (2.5 if toll.oldest < 28 else 1.3)
            age = toll.youngest + (early * (toll.oldest - toll.youngest + 1)).astype(np.int64)
            like.append(alike)
            died.append(on)
            birth.append(on - age)
            cause.append(np.full(len(alike), toll.cause, dtype=object))
    return Deaths(*(np.concatenate(parts) for parts in (like, birth, died, cause)))


def _tolls(living: People, first: date, last: date, rates: Rates) -> list[_Toll]:
    start, end = day_number(first), day_number(last)
    born = (living.birth >= start) & (living.birth <= end) & (living.copy_of == ONLY)
    survivors = int(born.sum())
    births = survivors / (1 - rates.infant_deaths)
    children = int(living.children_on(last).sum())
    newborn = round(rates.newborn_deaths * births)
    infants = round(rates.infant_deaths * births)
    under_5 = round(rates.deaths_under_5 * births)
    injured = round(rates.fatally_injured * children)
    injured_under_5 = min(round(0.3 * injured), max(under_5 - infants, 0))
    others = rates.other_deaths_a_year * (end - start + 1) / 365.25
    return [
        _Toll(newborn, 0, 27, "newborn"),
        _Toll(infants - newborn, 28, 364, "illness"),
        _Toll(max(under_5 - infants, 0) - injured_under_5, 370, 1800, "illness"),
        _Toll(injured_under_5, 400, 1800, "injury"),
        _Toll(injured - injured_under_5, 1850, 5800, "injury"),
        _Toll(round(others * children), 1850, 5800, "illness"),
    ]
