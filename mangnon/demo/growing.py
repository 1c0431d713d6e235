"""Weighings of the synthetic children: at the end of every year the shares are that year's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Flags, Floats, Ints, day_number, stream
from mangnon.demo.moves import Moves
from mangnon.demo.people import People
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.territory import Territory
from mangnon.demo.years import known_years, last_day
from mangnon.engine import growth

HALF_A_YEAR = 182
LAST_VISIT_AGE = 1800  # days


@dataclass(frozen=True)
class Measurements:
    who: Ints
    measured_on: Ints
    weight_kg: Floats
    height_cm: Floats
    position: np.ndarray
    scores: growth.ZScores


@dataclass(frozen=True)
class _Visits:
    """Visits by child and day; `age` in days, `is_urban` where the child lived then."""

    who: Ints
    on: Ints
    age: Ints
    sex: np.ndarray
    is_urban: Flags


@dataclass(frozen=True)
class _Year:
    """The visits of one year, and those of them that its last day's figures count."""

    visits: Flags
    counted: Flags
    rates: Rates


def measure(
    people: People, territory: Territory, moves: Moves, *, seed: int, today: date, rates: Rates
) -> Measurements:
    """Weigh and measure children under 5 about every half year of the known years."""
    rng = stream(seed, "measurements")
    visits = _visits(rng, people, territory, moves, today, rates)
    years = list(_years(visits, people, today, rates))
    tall = growth.height_for_age(_heights(rng, people, visits, years), visits.sex, visits.age)
    lowest: Floats = np.where(visits.age < growth.FIRST_STANDING_DAY, 45.2, 65.2)
    height = np.minimum(np.maximum(tall, lowest), 119.8).round(1)
    weight = _weights(rng, people, visits, height, years)
    return _written_down(rng, visits, weight, height, rates)


def _visits(
    rng: np.random.Generator,
    people: People,
    territory: Territory,
    moves: Moves,
    today: date,
    rates: Rates,
) -> _Visits:
    start, end = day_number(date(known_years(today)[0], 1, 1)), day_number(today)
    young = np.flatnonzero(people.birth > start - LAST_VISIT_AGE)
    phase = start + rng.integers(0, HALF_A_YEAR, len(young))
    rounds = (end - start) // HALF_A_YEAR + 1
    on = phase[:, None] + HALF_A_YEAR * np.arange(rounds)
    age = on - people.birth[young, None]
    seen = (age >= 3) & (age <= LAST_VISIT_AGE) & (on <= end) & (on < people.died[young, None])
    seen &= rng.random(on.shape) < rates.measured
    which, turn = np.nonzero(seen)
    who, day = young[which], on[which, turn]
    return _Visits(
        who=who,
        on=day,
        age=age[which, turn],
        sex=people.sex[who].astype(str),
        is_urban=territory.is_urban[moves.commune_at(who, day)],
    )


def _years(visits: _Visits, people: People, today: date, rates: Rates) -> Iterator[_Year]:
    for year in known_years(today):
        last = last_day(year, today)
        inside = (visits.on >= day_number(date(year, 1, 1))) & (visits.on <= day_number(last))
        places = np.flatnonzero(inside)
        who = visits.who[places]
        is_latest = np.append(who[1:] != who[:-1], True)[: len(who)]
        is_recent = visits.on[places] > day_number(last) - HALF_A_YEAR
        is_young = people.aged(last, 0, 5) & (people.died > day_number(last))
        counted = np.zeros(len(inside), dtype=bool)
        counted[places] = is_latest & is_recent & is_young[who]
        yield _Year(inside, counted, rates_of(year, today, rates))


def _heights(
    rng: np.random.Generator, people: People, visits: _Visits, years: list[_Year]
) -> Floats:
    """Draw heights for age: a child keeps its own curve, and poor communes run shorter."""
    own = rng.normal(0, 1, len(people)) - 0.35 * np.log(people.need)
    haz = own[visits.who] + rng.normal(0, 0.15, len(visits.who))
    for year in years:
        if year.counted.any():
            # Rounding to 0.1 cm and to 0.01 SD moves a score by some hundredths.
            haz[year.visits] -= np.quantile(haz[year.counted], year.rates.stunted) + 2.0
    return np.clip(haz, -4.6, 3.4)


def _weights(
    rng: np.random.Generator,
    people: People,
    visits: _Visits,
    height: Floats,
    years: list[_Year],
) -> Floats:
    own = rng.normal(0, 0.85, len(people)) - 0.2 * np.log(people.need)
    whz = own[visits.who] + rng.normal(0, 0.2, len(visits.who))
    heavy = 3.25 + rng.exponential(0.25, len(people))
    obese = _obese(rng, people, visits, years)

    for year in years:
        if year.counted.any():
            counted = year.counted & ~obese
            total = int(year.counted.sum())
            whz[year.visits] += _shift(visits, height, whz, counted, total, year.rates.underweight)
    scores = np.where(obese, np.minimum(heavy[visits.who], 4.6), np.clip(whz, -4.4, 2.7))
    return growth.weight_for_height(scores, visits.sex, visits.age, height).round(1)


def _shift(
    visits: _Visits, height: Floats, whz: Floats, counted: Flags, total: int, share: float
) -> float:
    """Return how much leaner or heavier all must be for `share` of the total to be underweight.

    A child is underweight below the weight that is -2 SD for its age, which is some score for its
    height: the shift is the quantile of the distances to it.
    """
    sex, age = visits.sex[counted], visits.age[counted]
    limit = growth.weight_for_age(np.full(len(age), -2.0), sex, age)
    distance = growth.z_scores(sex, age, limit, height[counted]).whz - whz[counted]
    distance = distance[np.isfinite(distance)]
    among = share * total / max(len(distance), 1)
    return float(np.quantile(distance, max(1 - among, 0.0))) if len(distance) else 0.0


def _obese(rng: np.random.Generator, people: People, visits: _Visits, years: list[_Year]) -> Flags:
    """Mark the visits of obese children: who is heaviest by a draw of its own, in each year."""
    draw = rng.random(len(people))[visits.who]
    obese = np.zeros(len(draw), dtype=bool)
    for year in years:
        for area, share in (
            (visits.is_urban, year.rates.obese_urban),
            (~visits.is_urban, year.rates.obese_rural),
        ):
            counted = draw[year.counted & area]
            if len(counted):
                obese |= year.visits & area & (draw < np.quantile(counted, share))
    return obese


def _written_down(
    rng: np.random.Generator, visits: _Visits, weight: Floats, height: Floats, rates: Rates
) -> Measurements:
    """Add what happens on paper: a measure left out, lying or standing, a slip of the pen."""
    count = len(visits.who)
    young = visits.age < growth.FIRST_STANDING_DAY
    can_stand = visits.age >= growth.FIRST_DAY_ON_OWN_FEET
    turned = (rng.random(count) < 0.02) & can_stand
    position = np.where(young ^ turned, growth.LYING, growth.STANDING)
    position = np.where(rng.random(count) < 0.03, growth.POSITION_UNKNOWN, position)
    height = height - np.where(young & (position == growth.STANDING), 0.7, 0.0)
    height = height + np.where(~young & (position == growth.LYING), 0.7, 0.0)
    omitted = rng.random(count)
    height = np.where(omitted < 0.03, np.nan, np.round(height, 1))
    weight = np.where(omitted > 0.99, np.nan, weight)
    slips = rng.random(count) < rates.typing_slips
    weight = np.where(slips, np.round(weight * 10, 1), weight)
    scores = growth.z_scores(visits.sex, visits.age, weight, height, position)
    return Measurements(visits.who, visits.on, weight, height, position, scores)
