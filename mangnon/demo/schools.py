"""Schools of the synthetic province, and what they had in each of the known years."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Ints, day_number, have_by_year, identifiers, stream
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.territory import Territory
from mangnon.demo.years import known_years

LEVELS = ("preschool", "primary", "lower_secondary", "upper_secondary")
LEVEL_NAMES = ("Trường Mầm non", "Trường Tiểu học", "Trường THCS", "Trường THPT")
LEVEL_SHARES = (0.34, 0.33, 0.25, 0.08)
# Question -> its rate, and the share of those without that does not know.
QUESTIONS = {
    "has_sanitation": ("sanitation", 0.0),
    "has_counselling": ("counselling", 0.02),
    "has_adapted_facilities": ("adapted_facilities", 0.02),
}


@dataclass(frozen=True)
class Schools:
    ids: np.ndarray
    commune: Ints
    name: list[str]
    level: Ints  # place in LEVELS


@dataclass(frozen=True)
class SchoolAssessments:
    school: Ints
    year: Ints
    assessed_on: Ints
    answers: dict[str, np.ndarray]


def make_schools(territory: Territory, *, seed: int, rates: Rates) -> Schools:
    """Give every commune a kindergarten, a primary and a lower secondary school, more to large."""
    rng = stream(seed, "schools")
    communes = len(territory.communes)
    total = round(rates.schools_for_a_province * communes / 111)
    places = []
    for name, share in zip(LEVELS, LEVEL_SHARES, strict=True):
        base = np.arange(0 if name == "upper_secondary" else communes)
        extra = max(round(share * total) - len(base), 0)
        places.append(np.append(base, rng.choice(communes, extra, p=territory.population)))
    commune = np.concatenate(places)
    level = np.repeat(np.arange(len(LEVELS)), [len(p) for p in places])
    order = np.lexsort((level, commune))
    commune, level = commune[order], level[order]
    names = _school_names(territory, commune, level)
    return Schools(
        ids=identifiers(rng, len(commune)),
        commune=commune,
        name=names,
        level=level,
    )


def _school_names(territory: Territory, commune: Ints, level: Ints) -> list[str]:
    seen: dict[tuple[int, int], int] = {}
    names = []
    for place, kind in zip(commune.tolist(), level.tolist(), strict=True):
        number = seen[place, kind] = seen.get((place, kind), 0) + 1
        suffix = "" if number == 1 else f" {number}"
        names.append(f"{LEVEL_NAMES[kind]} {territory.communes[place].name}{suffix}")
    return names


def assess_schools(
    schools: Schools, territory: Territory, *, seed: int, today: date, rates: Rates
) -> SchoolAssessments:
    """Ask every school each year what it has; what it has got stays."""
    rng = stream(seed, "school assessments")
    years = known_years(today)
    count = len(schools.name)
    ease = 1 / territory.hardship[schools.commune]
    answers = {
        question: np.concatenate(
            have_by_year(
                rng, ease, [getattr(rates_of(year, today, rates), rate) for year in years], unknown
            )
        )
        for question, (rate, unknown) in QUESTIONS.items()
    }
    asked = [day_number(date(year, 5, 1)) + rng.integers(0, 28, count) for year in years]
    return SchoolAssessments(
        school=np.tile(np.arange(count), len(years)),
        year=np.repeat(years, count),
        assessed_on=np.minimum(np.concatenate(asked), day_number(today)),
        answers=answers,
    )
