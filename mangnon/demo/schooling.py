"""Schools of the synthetic province, and two school years of its children."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Flags, Ints, day_number, identifiers, pick_share, stream
from mangnon.demo.people import People
from mangnon.demo.rates import Rates
from mangnon.demo.territory import Territory

LEVELS = ("preschool", "primary", "lower_secondary", "upper_secondary")
LEVEL_NAMES = ("Trường Mầm non", "Trường Tiểu học", "Trường THCS", "Trường THPT")
LEVEL_SHARES = (0.34, 0.33, 0.25, 0.08)
LAST_GRADE = {"primary": 5, "lower_secondary": 9}
NO_GRADE = 0


@dataclass(frozen=True)
class Schools:
    ids: np.ndarray
    commune: Ints
    name: list[str]
    level: Ints  # place in LEVELS
    has_sanitation: np.ndarray
    has_counselling: np.ndarray
    has_adapted_facilities: np.ndarray


@dataclass
class Schooling:
    """Days are 0 where the thing did not happen, `school` is -1 where there is none near."""

    who: Ints
    school_year: Ints
    level: Ints
    grade: Ints
    school: Ints
    is_enrolled_at_start: Flags
    completed_on: Ints
    dropped_out_on: Ints


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
    hard = territory.hardship[commune]
    return Schools(
        ids=identifiers(rng, len(commune)),
        commune=commune,
        name=names,
        level=level,
        has_sanitation=_answers(rng, 1 - rates.sanitation, hard, 0.0),
        has_counselling=_answers(rng, 1 - rates.counselling, hard, 0.02),
        has_adapted_facilities=_answers(rng, 1 - rates.adapted_facilities, hard, 0.02),
    )


def _school_names(territory: Territory, commune: Ints, level: Ints) -> list[str]:
    seen: dict[tuple[int, int], int] = {}
    names = []
    for place, kind in zip(commune.tolist(), level.tolist(), strict=True):
        number = seen[place, kind] = seen.get((place, kind), 0) + 1
        suffix = "" if number == 1 else f" {number}"
        names.append(f"{LEVEL_NAMES[kind]} {territory.communes[place].name}{suffix}")
    return names


def _answers(
    rng: np.random.Generator, lacking: float, weights: np.ndarray, unknown: float
) -> np.ndarray:
    """Answer yes but for the share that lacks it; of those, some do not know."""
    answers = np.full(len(weights), "yes", dtype=object)
    lacks = pick_share(rng, np.ones(len(weights), dtype=bool), lacking, weights)
    answers[lacks] = "no"
    answers[pick_share(rng, lacks, unknown)] = "unknown"
    return answers


def send_to_school(
    people: People, schools: Schools, *, seed: int, today: date, rates: Rates
) -> Schooling:
    """Return the school year of the day and the one before; a year begins on 1 September."""
    rng = stream(seed, "schooling")
    year = today.year + (today.month >= 9)
    before = _year(rng, people, year - 1, today, rates)
    now = _year(rng, people, year, today, rates)
    _follow(before, now)
    joined = {
        field: np.concatenate([getattr(before, field), getattr(now, field)])
        for field in Schooling.__dataclass_fields__
    }
    both = Schooling(**joined)
    both.school = _choose_school(rng, people.commune[both.who], both.level, schools)
    return both


def _year(
    rng: np.random.Generator, people: People, year: int, today: date, rates: Rates
) -> Schooling:
    """Enrol the cohorts of one school year; a child starts grade 1 in the year of turning 6."""
    birth_year = people.birth.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    grade = year - 1 - birth_year - 5
    start, end = day_number(date(year - 1, 9, 5)), day_number(date(year, 5, 30))
    alive = people.died > start
    who, level = _enrolled(rng, people, grade, alive, rates)
    order = np.argsort(who, kind="stable")
    who, level = who[order], level[order]
    pupils = Schooling(
        who=who,
        school_year=np.full(len(who), year),
        level=level,
        grade=np.where(level == 0, NO_GRADE, grade[who]),
        school=np.full(len(who), -1),
        is_enrolled_at_start=np.ones(len(who), dtype=bool),
        completed_on=np.zeros(len(who), dtype=np.int64),
        dropped_out_on=np.zeros(len(who), dtype=np.int64),
    )
    over = end <= day_number(today)
    part = 1.0 if over else max((day_number(today) - start) / (end - start), 0.0) / 2
    need = people.need[who]
    for name, leaving in (
        ("primary", rates.left_primary),
        ("lower_secondary", rates.left_lower_secondary),
    ):
        gone = pick_share(rng, level == LEVELS.index(name), leaving * part, need**1.5)
        last = min(end, day_number(today))
        pupils.dropped_out_on[gone] = rng.integers(start + 20, max(last, start + 21), gone.sum())
    if over:
        _complete(rng, pupils, end, need, rates)
    dead = people.died[who] < np.maximum(pupils.completed_on, pupils.dropped_out_on)
    pupils.completed_on[dead] = pupils.dropped_out_on[dead] = 0
    return pupils


def _enrolled(
    rng: np.random.Generator, people: People, grade: Ints, alive: Flags, rates: Rates
) -> tuple[Ints, Ints]:
    who, level = [], []
    groups = [(0, grade == -turn, share) for turn, share in enumerate(rates.preschool_at)]
    groups += [
        (1, (grade >= 1) & (grade <= 5), rates.enrolled_primary),
        (2, (grade >= 6) & (grade <= 9), rates.enrolled_lower_secondary),
        (3, grade == 10, rates.enrolled_upper_secondary),
    ]
    for kind, of_age, share in groups:
        away = pick_share(rng, of_age & alive, 1 - share, people.need**1.5)
        who.append(np.flatnonzero(of_age & alive & ~away))
        level.append(np.full(len(who[-1]), kind))
    return np.concatenate(who), np.concatenate(level)


def _complete(
    rng: np.random.Generator, pupils: Schooling, end: int, need: np.ndarray, rates: Rates
) -> None:
    for name, share in (
        ("primary", rates.completed_primary),
        ("lower_secondary", rates.completed_lower_secondary),
    ):
        last = (pupils.level == LEVELS.index(name)) & (pupils.grade == LAST_GRADE[name])
        missing = round((1 - share) * int(last.sum()))
        able = last & (pupils.dropped_out_on == 0)
        still = missing - int((last & ~able).sum())
        fails = pick_share(rng, able, max(still, 0) / max(int(able.sum()), 1), need)
        pupils.completed_on[able & ~fails] = end


def _follow(before: Schooling, now: Schooling) -> None:
    """Let who left stay away, and who did not complete a level sit the year again."""
    left = before.who[before.dropped_out_on > 0]
    ended = np.isin(before.grade, list(LAST_GRADE.values()))
    repeats = before.who[ended & (before.completed_on == 0) & (before.dropped_out_on == 0)]
    again = np.isin(now.who, repeats)
    now.grade[again] -= 1
    now.level[again] -= 1
    stays = ~np.isin(now.who, left)
    for field in Schooling.__dataclass_fields__:
        setattr(now, field, getattr(now, field)[stays])


def _choose_school(rng: np.random.Generator, commune: Ints, level: Ints, schools: Schools) -> Ints:
    """Choose one of the commune's schools of the level, or -1."""
    key = commune * len(LEVELS) + level
    keys = schools.commune * len(LEVELS) + schools.level  # rising: schools are sorted so
    first, after = np.searchsorted(keys, key), np.searchsorted(keys, key, side="right")
    return np.where(after > first, first + (rng.random(len(key)) * (after - first)).astype(int), -1)
