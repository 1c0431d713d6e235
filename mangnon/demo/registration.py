"""Whose birth is registered, and since when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import Ints, day_number, pick, pick_share
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.years import past_years

if TYPE_CHECKING:
    from mangnon.demo.people import People

USUAL_DELAY = 8.0  # days
LONGEST_LATE = 365


def register_births(
    rng: np.random.Generator, people: People, today: date, rates: Rates
) -> tuple[np.ndarray, Ints]:
    """Return today's answers and the days of registration, NEVER where there was none.

    At the end of each past year as many children under 5 lacked it as the year's figure says:
    those who lack it still, and those who were late.
    """
    answers = _answers(rng, people, today, rates)
    delay = 1 + rng.exponential(USUAL_DELAY, len(people)).astype(np.int64)
    latest = np.minimum(people.died, day_number(today))
    days = np.where(answers == "yes", np.minimum(people.birth + delay, latest), NEVER)
    for year in reversed(past_years(today)):
        end = day_number(date(year, 12, 31))
        counted = people.aged(date(year, 12, 31), 0, 5) & (people.died > end)
        lacking = counted & (days > end)
        wanted = round((1 - rates_of(year, today, rates).registered_under_5) * int(counted.sum()))
        able = np.flatnonzero(counted & (days <= end) & (latest > end + 1))
        late = pick(rng, able, wanted - int(lacking.sum()), people.need[able])
        # Before the next year's end: it is that year's own count already.
        after = 1 + rng.integers(0, LONGEST_LATE, len(late))
        days[late] = np.minimum(end + after, latest[late])
    return answers, days


def _answers(rng: np.random.Generator, people: People, today: date, rates: Rates) -> np.ndarray:
    young = people.aged(today, 0, 5) & people.living
    answers = np.full(len(people), "yes", dtype=object)
    missing = 1 - rates.registered_under_5
    # The newest are the most often not registered yet.
    newness = np.where(people.aged(today, 0, 1), 6.0, 1.0)
    not_registered = pick_share(rng, young, missing, people.need * newness)
    not_registered |= pick_share(rng, ~young, 1 - rates.registered_older, people.need)
    answers[not_registered] = "no"
    unknown = not_registered & (rng.random(len(people)) < rates.registration_unknown / missing)
    answers[unknown] = "unknown"
    return answers
