"""The school years of the synthetic children: who was enrolled, left, completed a level."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from mangnon.demo.draw import Flags, Floats, Ints, day_number, pick_share, stream
from mangnon.demo.moves import Moves
from mangnon.demo.people import People
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.schools import LEVELS, Schools
from mangnon.demo.years import past_years

LAST_GRADE = {"primary": 5, "lower_secondary": 9}
NO_GRADE = 0


@dataclass
class Schooling:
    """Days are 0 where the thing did not happen, `school` is -1 where there is none near."""

    who: Ints
    commune: Ints
    school_year: Ints
    level: Ints
    grade: Ints
    is_enrolled_at_start: Flags
    completed_on: Ints
    dropped_out_on: Ints
    school: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass
class _Standing:
    """What earlier school years left behind: who is gone for good, and by how many years late."""

    gone: Flags
    late: Ints


@dataclass(frozen=True)
class _SchoolYear:
    """A school year is named by the year it ends in; it is enrolled in the year before."""

    year: int
    start: int
    end: int
    today: int
    enrolling: Rates
    ending: Rates

    @property
    def is_over(self) -> bool:
        return self.end <= self.today

    @property
    def part(self) -> float:
        """Return how much of the year's leaving has happened."""
        if self.is_over:
            return 1.0
        return max((self.today - self.start) / (self.end - self.start), 0.0) / 2


def send_to_school(
    people: People, schools: Schools, moves: Moves, *, seed: int, today: date, rates: Rates
) -> Schooling:
    """Return the school years that end in a known year, and the one of the day.

    Who left stays away, and who did not complete a level sits the year again.
    """
    rng = stream(seed, "schooling")
    standing = _Standing(np.zeros(len(people), dtype=bool), np.zeros(len(people), dtype=np.int64))
    last = today.year + (today.month >= 9)
    years = [
        _year(rng, people, moves, _school_year(year, today, rates), standing)
        for year in range(past_years(today)[0], last + 1)
    ]
    names = [name for name in Schooling.__dataclass_fields__ if name != "school"]
    every = Schooling(*(np.concatenate([getattr(year, name) for year in years]) for name in names))
    every.school = _choose_school(rng, every.commune, every.level, schools)
    return every


def _school_year(year: int, today: date, rates: Rates) -> _SchoolYear:
    return _SchoolYear(
        year=year,
        start=day_number(date(year - 1, 9, 5)),
        end=day_number(date(year, 5, 30)),
        today=day_number(today),
        enrolling=rates_of(max(year - 1, past_years(today)[0]), today, rates),
        ending=rates_of(year, today, rates),
    )


def _year(
    rng: np.random.Generator,
    people: People,
    moves: Moves,
    school_year: _SchoolYear,
    standing: _Standing,
) -> Schooling:
    """Enrol the cohorts of one school year; a child starts grade 1 in the year of turning 6."""
    birth_year = people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    grade = school_year.year - 1 - birth_year - 5 - standing.late
    able = (people.died > school_year.start) & ~standing.gone
    who, level = _enrolled(rng, grade, able, people.need, school_year.enrolling)
    order = np.argsort(who, kind="stable")
    who, level = who[order], level[order]
    pupils = Schooling(
        who=who,
        commune=moves.commune_at(who, np.full(len(who), school_year.start)),
        school_year=np.full(len(who), school_year.year),
        level=level,
        grade=np.where(level == 0, NO_GRADE, grade[who]),
        is_enrolled_at_start=np.ones(len(who), dtype=bool),
        completed_on=np.zeros(len(who), dtype=np.int64),
        dropped_out_on=np.zeros(len(who), dtype=np.int64),
    )
    _leave(rng, pupils, school_year, people.need[who])
    if school_year.is_over:
        _complete(rng, pupils, school_year, people.need[who])
    dead = people.died[who] < np.maximum(pupils.completed_on, pupils.dropped_out_on)
    pupils.completed_on[dead] = pupils.dropped_out_on[dead] = 0
    standing.gone[who[pupils.dropped_out_on > 0]] = True
    if school_year.is_over:
        failed = _in_last_grade(pupils) & (pupils.completed_on == 0)
        standing.late[who[failed & (pupils.dropped_out_on == 0)]] += 1
    return pupils


def _enrolled(
    rng: np.random.Generator, grade: Ints, able: Flags, need: Floats, rates: Rates
) -> tuple[Ints, Ints]:
    who, level = [], []
    groups = [(0, grade == -turn, share) for turn, share in enumerate(rates.preschool_at)]
    groups += [
        (1, (grade >= 1) & (grade <= 5), rates.enrolled_primary),
        (2, (grade >= 6) & (grade <= 9), rates.enrolled_lower_secondary),
        (3, grade == 10, rates.enrolled_upper_secondary),
    ]
    for kind, of_age, share in groups:
        away = pick_share(rng, of_age & able, 1 - share, need**1.5)
        who.append(np.flatnonzero(of_age & able & ~away))
        level.append(np.full(len(who[-1]), kind))
    return np.concatenate(who), np.concatenate(level)


def _leave(
    rng: np.random.Generator, pupils: Schooling, school_year: _SchoolYear, need: Floats
) -> None:
    rates = school_year.ending
    first = school_year.start + 20
    last = min(school_year.end, school_year.today)
    for name, leaving in (
        ("primary", rates.left_primary),
        ("lower_secondary", rates.left_lower_secondary),
    ):
        of_level = pupils.level == LEVELS.index(name)
        gone = pick_share(rng, of_level, leaving * school_year.part, need**1.5)
        pupils.dropped_out_on[gone] = rng.integers(first, max(last, first + 1), gone.sum())


def _complete(
    rng: np.random.Generator, pupils: Schooling, school_year: _SchoolYear, need: Floats
) -> None:
    rates = school_year.ending
    for name, share in (
        ("primary", rates.completed_primary),
        ("lower_secondary", rates.completed_lower_secondary),
    ):
        last = _in_last_grade(pupils) & (pupils.level == LEVELS.index(name))
        missing = round((1 - share) * int(last.sum()))
        able = last & (pupils.dropped_out_on == 0)
        still = missing - int((last & ~able).sum())
        fails = pick_share(rng, able, max(still, 0) / max(int(able.sum()), 1), need)
        pupils.completed_on[able & ~fails] = school_year.end


def _in_last_grade(pupils: Schooling) -> Flags:
    return np.isin(pupils.grade, list(LAST_GRADE.values()))


def _choose_school(rng: np.random.Generator, commune: Ints, level: Ints, schools: Schools) -> Ints:
    """Choose one of the commune's schools of the level, or -1."""
    key = commune * len(LEVELS) + level
    keys = schools.commune * len(LEVELS) + schools.level  # rising: schools are sorted so
    first, after = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
    return np.where(after > first, first + (rng.random(len(key)) * (after - first)).astype(int), -1)
