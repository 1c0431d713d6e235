"""Vaccinations and injuries of the synthetic children."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.catalog import CATALOG
from mangnon.children.models import Vaccination
from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import Flags, Ints, day_number, pick, pick_share, stream
from mangnon.demo.people import People
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.years import known_years, last_day, past_years
from mangnon.engine.vaccines import load_schedules

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
FIRST_STEPS = 200  # days of age from which a child is injured by itself
INJURIES = {
    "fall": 0.36, "traffic": 0.2, "animal": 0.12, "sharp_object": 0.1, "burn": 0.08,
    "poisoning": 0.04, "drowning": 0.03, "electricity": 0.02, "other": 0.05,
}  # fmt: skip
FATAL_INJURIES = {"drowning": 0.6, "traffic": 0.25, "electricity": 0.05, "other": 0.1}


@dataclass(frozen=True)
class Vaccinations:
    who: Ints
    antigen: np.ndarray
    dose: Ints  # the one that completes the course
    given_on: Ints


@dataclass(frozen=True)
class Injuries:
    who: Ints
    injured_on: Ints
    cause: np.ndarray
    is_fatal: Flags


def vaccinate(people: People, *, seed: int, today: date, rates: Rates) -> Vaccinations:
    """Complete most first-year courses in time, cohort by cohort; some late, some never.

    The register begins with the children who turned 1 in the oldest known year.
    """
    rng = stream(seed, "vaccinations")
    years = people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    known = np.flatnonzero(years >= past_years(today)[0] - 1)
    count, courses = len(known), len(DUE_AT)
    due = np.array(list(DUE_AT.values()))
    delay = rng.exponential(9.0, (count, courses)).astype(np.int64)
    age = np.minimum(due + delay, LAST_TIMELY_DAY)
    for year in np.unique(years[known]).tolist():
        missing = 1 - rates_of(year + 1, today, rates).fully_immunised
        cohort = years[known] == year
        behind = np.flatnonzero(pick_share(rng, cohort, missing, people.need[known]))
        misses = rng.random((len(behind), courses)) < 0.25
        misses[np.arange(len(behind)), rng.integers(0, courses, len(behind))] = True
        late = rng.integers(LAST_TIMELY_DAY + 10, 900, (len(behind), courses))
        never = rng.random((len(behind), courses)) < 0.4
        age[behind] = np.where(misses, np.where(never, NEVER, late), age[behind])
    given = people.birth[known, None] + age
    last_known = np.minimum(people.died[known] - 1, day_number(today))
    complete = load_schedules(CATALOG)[0].full_doses
    doses = np.array([complete[antigen] for antigen in DUE_AT])
    which, course = np.nonzero(given <= last_known[:, None])
    antigens = np.array([antigen.value for antigen in DUE_AT], dtype=object)
    return Vaccinations(known[which], antigens[course], doses[course], given[which, course])


def injure(people: People, *, seed: int, today: date, rates: Rates) -> Injuries:
    """Return the injuries of every known year, among them those that killed."""
    rng = stream(seed, "injuries")
    hurt, days = [], []
    for year in known_years(today):
        start, last = day_number(date(year, 1, 1)), last_day(year, today)
        children = people.children_on(last)
        walking = np.flatnonzero(children & (people.birth < start - FIRST_STEPS))
        injured = rates_of(year, today, rates).injured * int(children.sum())
        chosen = pick(rng, walking, round(injured))
        twice = pick(rng, chosen, round(rates.injured_twice * len(chosen)))
        hurt += [chosen, twice]
        days.append(rng.integers(start, day_number(last) + 1, len(chosen) + len(twice)))
    killed = np.flatnonzero(people.cause == "injury")
    who = np.concatenate(hurt)
    return Injuries(
        who=np.concatenate([who, killed]),
        injured_on=np.concatenate([*days, people.died[killed]]),
        cause=np.concatenate(
            [_causes(rng, INJURIES, len(who)), _causes(rng, FATAL_INJURIES, len(killed))]
        ),
        is_fatal=np.arange(len(who) + len(killed)) >= len(who),
    )


def _causes(rng: np.random.Generator, shares: dict[str, float], count: int) -> np.ndarray:
    return rng.choice(np.array(list(shares), dtype=object), count, p=list(shares.values()))
