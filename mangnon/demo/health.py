"""Vaccinations, weighings and injuries of the synthetic children."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.children.models import Vaccination
from mangnon.demo.draw import Flags, Floats, Ints, day_number, pick, pick_share, stream
from mangnon.demo.people import NEVER, People
from mangnon.demo.rates import Rates
from mangnon.demo.territory import Territory
from mangnon.engine import growth

# The age in days at which the course of each antigen is complete when all goes well; after the
# national schedule (Thông tư 10/2024/TT-BYT, from memory, medium certainty).
DUE_AT = {
    Vaccination.Antigen.TUBERCULOSIS: 2,
    Vaccination.Antigen.HEPATITIS_B: 122,
    Vaccination.Antigen.DIPHTHERIA: 122,
    Vaccination.Antigen.PERTUSSIS: 122,
    Vaccination.Antigen.TETANUS: 122,
    Vaccination.Antigen.POLIO: 152,
    Vaccination.Antigen.HIB: 122,
    Vaccination.Antigen.MEASLES: 274,
}
LAST_TIMELY_DAY = 360
HALF_A_YEAR = 182
INJURIES = {
    "fall": 0.36, "traffic": 0.2, "animal": 0.12, "sharp_object": 0.1, "burn": 0.08,
    "poisoning": 0.04, "drowning": 0.03, "electricity": 0.02, "other": 0.05,
}  # fmt: skip
FATAL_INJURIES = {"drowning": 0.6, "traffic": 0.25, "electricity": 0.05, "other": 0.1}


@dataclass(frozen=True)
class Vaccinations:
    who: Ints
    antigen: np.ndarray
    given_on: Ints


@dataclass(frozen=True)
class Measurements:
    who: Ints
    measured_on: Ints
    weight_kg: Floats
    height_cm: Floats
    position: np.ndarray
    scores: growth.ZScores


@dataclass(frozen=True)
class Injuries:
    who: Ints
    injured_on: Ints
    cause: np.ndarray
    is_fatal: Flags


def vaccinate(people: People, *, seed: int, today: date, rates: Rates) -> Vaccinations:
    """Complete most first-year courses in time, cohort by cohort; some late, some never."""
    rng = stream(seed, "vaccinations")
    count, courses = len(people), len(DUE_AT)
    due = np.array(list(DUE_AT.values()))
    delay = rng.exponential(9.0, (count, courses)).astype(np.int64)
    age = np.minimum(due + delay, LAST_TIMELY_DAY)
    for cohort in _birth_years(people):
        behind = np.flatnonzero(pick_share(rng, cohort, 1 - rates.fully_immunised, people.need))
        misses = rng.random((len(behind), courses)) < 0.25
        misses[np.arange(len(behind)), rng.integers(0, courses, len(behind))] = True
        late = rng.integers(LAST_TIMELY_DAY + 10, 900, (len(behind), courses))
        never = rng.random((len(behind), courses)) < 0.4
        age[behind] = np.where(misses, np.where(never, NEVER, late), age[behind])
    given = people.birth[:, None] + age
    last_day = np.minimum(people.died - 1, day_number(today))
    who, course = np.nonzero(given <= last_day[:, None])
    antigens = np.array([antigen.value for antigen in DUE_AT], dtype=object)
    return Vaccinations(who, antigens[course], given[who, course])


def _birth_years(people: People) -> list[Flags]:
    years = people.birth.astype("datetime64[D]").astype("datetime64[Y]")
    return [years == year for year in np.unique(years)]


def measure(
    people: People, territory: Territory, *, seed: int, today: date, rates: Rates
) -> Measurements:
    """Weigh and measure children under 5 about every half year since last year began."""
    rng = stream(seed, "measurements")
    who, on = _visits(rng, people, today, rates)
    age = on - people.birth[who]
    sex = people.sex[who].astype(str)
    latest = _latest_within(who, on, day_number(today) - HALF_A_YEAR, people, today)
    haz = _heights(rng, people, who, latest, rates)
    height = growth.height_for_age(haz, sex, age)
    height = np.clip(height, np.where(age < growth.FIRST_STANDING_DAY, 45.2, 65.2), 119.8)
    height = np.round(height, 1)
    obese = _obese(rng, people, territory, today, rates)
    whz = _weights(rng, people, who, obese)

    def weights(shift: float) -> Floats:
        leaner = np.where(obese[who], whz, np.clip(whz + shift, -4.4, 2.7))
        return np.round(growth.weight_for_height(leaner, sex, age, height), 1)

    shift = _shift_for(rates.underweight, lambda by: _underweight(weights(by), sex, age, latest))
    return _written_down(rng, people, who, on, weights(shift), height, rates)


def _visits(
    rng: np.random.Generator, people: People, today: date, rates: Rates
) -> tuple[Ints, Ints]:
    start, end = day_number(date(today.year - 1, 1, 1)), day_number(today)
    phase = start + rng.integers(0, HALF_A_YEAR, len(people))
    rounds = (end - start) // HALF_A_YEAR + 1
    on = phase[:, None] + HALF_A_YEAR * np.arange(rounds)
    age = on - people.birth[:, None]
    seen = (age >= 3) & (age <= 1800) & (on <= end) & (on < people.died[:, None])
    seen &= rng.random(on.shape) < rates.measured
    who, turn = np.nonzero(seen)
    return who, on[who, turn]


def _latest_within(who: Ints, on: Ints, since: int, people: People, today: date) -> Flags:
    """Mark the last visit of each living child under 5, when it is recent enough to count."""
    is_last = np.append(who[1:] != who[:-1], True) if len(who) else np.zeros(0, bool)
    counted = people.living & people.aged(today, 0, 5)
    return is_last & (on > since) & counted[who]


def _heights(
    rng: np.random.Generator, people: People, who: Ints, latest: Flags, rates: Rates
) -> Floats:
    """Draw heights for age: a child keeps its own curve, and poor communes run shorter."""
    own = rng.normal(0, 1, len(people)) - 0.35 * np.log(people.need)
    haz = own[who] + rng.normal(0, 0.15, len(who))
    if latest.any():
        # Rounding to 0.1 cm and to 0.01 SD moves a score by some hundredths.
        haz = haz - np.quantile(haz[latest], rates.stunted) - 2.0
    return np.clip(haz, -4.6, 3.4)


def _obese(
    rng: np.random.Generator, people: People, territory: Territory, today: date, rates: Rates
) -> Flags:
    young = people.aged(today, 0, 6)
    urban = territory.is_urban[people.commune]
    return pick_share(rng, young & urban, rates.obese_urban) | pick_share(
        rng, young & ~urban, rates.obese_rural
    )


def _weights(rng: np.random.Generator, people: People, who: Ints, obese: Flags) -> Floats:
    own = rng.normal(0, 0.85, len(people)) - 0.2 * np.log(people.need)
    own = np.where(obese, 3.25 + rng.exponential(0.25, len(people)), own)
    whz = own[who] + np.where(obese[who], 0, rng.normal(0, 0.2, len(who)))
    return np.minimum(whz, 4.6)


def _underweight(weight: Floats, sex: np.ndarray, age: Ints, latest: Flags) -> float:
    scores = growth.z_scores(sex[latest], age[latest], weight[latest], np.nan * weight[latest])
    known = np.isfinite(scores.waz)
    return float((np.round(scores.waz[known], 2) < -2).mean()) if known.any() else 0.0


def _shift_for(share: float, share_at: Callable[[float], float]) -> float:
    """Return the shift of weight for height at which the share below -2 SD is the wanted one."""
    low, high = -2.5, 2.5
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (middle, high) if share_at(middle) > share else (low, middle)
    return high


def _written_down(
    rng: np.random.Generator,
    people: People,
    who: Ints,
    on: Ints,
    weight: Floats,
    height: Floats,
    rates: Rates,
) -> Measurements:
    """Add what happens on paper: a measure left out, lying or standing, a slip of the pen."""
    age = on - people.birth[who]
    young = age < growth.FIRST_STANDING_DAY
    turned = rng.random(len(who)) < 0.02
    position = np.where(young ^ turned, growth.LYING, growth.STANDING)
    position = np.where(rng.random(len(who)) < 0.03, growth.POSITION_UNKNOWN, position)
    height = height - np.where(young & (position == growth.STANDING), 0.7, 0.0)
    height = height + np.where(~young & (position == growth.LYING), 0.7, 0.0)
    omitted = rng.random(len(who))
    height = np.where(omitted < 0.03, np.nan, np.round(height, 1))
    weight = np.where(omitted > 0.99, np.nan, weight)
    slips = rng.random(len(who)) < rates.typing_slips
    weight = np.where(slips, np.round(weight * 10, 1), weight)
    sex = people.sex[who].astype(str)
    scores = growth.z_scores(sex, age, weight, height, position).plausible()
    return Measurements(who, on, weight, height, position, scores)


def injure(people: People, *, seed: int, today: date, rates: Rates) -> Injuries:
    """Return this year's injuries, among them those that killed this year or last."""
    rng = stream(seed, "injuries")
    start, end = day_number(date(today.year, 1, 1)), day_number(today)
    walking = people.birth < start - 200
    chosen = pick(
        rng,
        np.flatnonzero(people.living & walking),
        round(rates.injured_to_date * int(people.living.sum())),
    )
    twice = pick(rng, chosen, round(rates.injured_twice * len(chosen)))
    hurt = np.concatenate([chosen, twice])
    killed = np.flatnonzero(people.cause == "injury")
    on = rng.integers(start, end + 1, len(hurt))
    return Injuries(
        who=np.concatenate([hurt, killed]),
        injured_on=np.concatenate([on, people.died[killed]]),
        cause=np.concatenate(
            [_causes(rng, INJURIES, len(hurt)), _causes(rng, FATAL_INJURIES, len(killed))]
        ),
        is_fatal=np.arange(len(hurt) + len(killed)) >= len(hurt),
    )


def _causes(rng: np.random.Generator, shares: dict[str, float], count: int) -> np.ndarray:
    return rng.choice(np.array(list(shares), dtype=object), count, p=list(shares.values()))
