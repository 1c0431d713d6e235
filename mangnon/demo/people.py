"""The children themselves: who they are, where they live, and the few who died."""

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.demo.deaths import NEVER, draw_deaths
from mangnon.demo.draw import Flags, Floats, Ints, day_number, identifiers, pick_share, stream
from mangnon.demo.duplicates import COMMUNE_CHANGED, ONLY, copy_records
from mangnon.demo.families import gather_households, pair_twins, pick_households
from mangnon.demo.rates import Rates
from mangnon.demo.registration import register_births
from mangnon.demo.territory import KINH, Territory
from mangnon.demo.years import past_years

POOR_WEIGHT, MINORITY_WEIGHT = 1.9, 1.5
YOUNGER_ARE_FEWER = 0.08


@dataclass
class People:
    """One entry a record; days are counted from 1970, `died` is NEVER for the living."""

    ids: np.ndarray
    commune: Ints
    birth: Ints
    sex: np.ndarray
    origin: Ints  # place in the territory's list of ethnic groups
    ethnicity: np.ndarray  # what the register knows of it
    disability: np.ndarray
    poverty: np.ndarray
    household: Ints
    copy_of: Ints  # the record that this one repeats, or ONLY
    registration: np.ndarray
    registered_on: Ints  # NEVER when it was not
    died: Ints
    cause: np.ndarray
    need: Floats  # about 1; leans every bad draw towards poor and remote children

    def __len__(self) -> int:
        return len(self.birth)

    @property
    def living(self) -> Flags:
        living: Flags = self.died == NEVER
        return living

    def aged(self, day: date, low: int, high: int) -> Flags:
        """Say who had reached `low` years but not `high` on the day."""
        oldest = day_number(birthday_years_before(day, high))
        youngest = day_number(birthday_years_before(day, low))
        return (self.birth > oldest) & (self.birth <= youngest)

    def children_on(self, day: date) -> Flags:
        """Say who was born, alive and under 16 on the day."""
        return self.aged(day, 0, ADULT_AT) & (self.died > day_number(day))


def make_people(
    count: int, territory: Territory, *, seed: int, today: date, rates: Rates
) -> People:
    """Return exactly `count` living children under 16, then who turned 16 since the first
    known year ended, then who died.
    """
    living = _living(stream(seed, "people"), count, territory, today, rates)
    people = _with_the_dead(stream(seed, "deaths"), living, today, rates)
    people.ids = identifiers(stream(seed, "identifiers"), len(people))
    answers, days = register_births(stream(seed, "registration"), people, today, rates)
    people.registration, people.registered_on = answers, days
    return people


def _living(
    rng: np.random.Generator, count: int, territory: Territory, today: date, rates: Rates
) -> People:
    birth, is_child = _births(rng, count, today)
    total = len(birth)
    homes = np.arange(len(territory.communes))
    commune = np.concatenate(
        [
            np.repeat(homes, rng.multinomial(size, territory.population))
            for size in (count, total - count)
        ]
    )
    code = _ethnic_groups(rng, commune, territory)
    sex = np.where(rng.random(total) < rates.female, "female", "male").astype(object)
    group = commune * len(territory.ethnicities) + code
    same_as = pair_twins(rng, 2 * group + is_child, birth)
    copy_of = copy_records(rng, is_child, same_as, birth, today, rates.duplicates)
    second = np.flatnonzero(copy_of != ONLY)
    for known in (commune, code, sex):
        known[second] = known[copy_of[second]]
    same_as[second] = copy_of[second]
    household = gather_households(rng, commune * len(territory.ethnicities) + code, birth, same_as)
    away = second[rng.random(len(second)) < COMMUNE_CHANGED]
    commune[away] = rng.choice(len(homes), len(away), p=territory.population)
    household[away] = int(household.max(initial=-1)) + 1 + np.arange(len(away))
    ethnicity = np.array(territory.ethnicities, dtype=object)[code]
    need = territory.hardship[commune] * np.where(ethnicity == KINH, 1.0, MINORITY_WEIGHT)
    poverty = _poverty(rng, household, is_child, need, rates)
    return People(
        ids=np.empty((0, 16), np.uint8),
        commune=commune,
        birth=birth,
        sex=_with_unknown(rng, sex, is_child, rates.sex_unknown),
        origin=code,
        ethnicity=_with_unknown(rng, ethnicity, is_child, rates.ethnicity_unknown),
        disability=_disability(rng, is_child, rates),
        poverty=poverty,
        household=household,
        copy_of=copy_of,
        registration=np.full(total, "", dtype=object),
        registered_on=np.full(total, NEVER, dtype=np.int64),
        died=np.full(total, NEVER, dtype=np.int64),
        cause=np.full(total, "", dtype=object),
        need=need * np.where(poverty == "poor", POOR_WEIGHT, 1.0),
    )


def _births(rng: np.random.Generator, count: int, today: date) -> tuple[Ints, Flags]:
    """Return the births of `count` children, and of who was a child at the first year's end."""
    end, oldest = day_number(today), day_number(birthday_years_before(today, ADULT_AT))
    span = end - oldest
    # An age density that rises a little with age, by its inverse distribution function.
    slope, u = YOUNGER_ARE_FEWER, rng.random(count)
    age = (np.sqrt((1 - slope) ** 2 + 4 * slope * u) - (1 - slope)) / (2 * slope)
    birth = end - np.minimum((age * span).astype(np.int64), span - 1)
    first = day_number(birthday_years_before(date(past_years(today)[0], 12, 31), ADULT_AT))
    grown = round(count * (1 + slope) * (oldest - first) / span)
    older = rng.integers(first + 1, oldest + 1, grown)
    return np.concatenate([birth, older]), np.arange(count + grown) < count


def _ethnic_groups(rng: np.random.Generator, commune: Ints, territory: Territory) -> Ints:
    """Return each child's place in the territory's list of ethnic groups."""
    steps = territory.mix.cumsum(axis=1)[commune]
    place: Ints = (rng.random(len(commune))[:, None] > steps).sum(axis=1)
    return np.minimum(place, len(territory.ethnicities) - 1)


def _poverty(
    rng: np.random.Generator, household: Ints, counted: Flags, need: Floats, rates: Rates
) -> np.ndarray:
    """Return the class of each child's household: siblings share it."""
    poverty = np.full(len(household), "not_poor", dtype=object)
    near_poor = pick_households(rng, household, counted, rates.near_poor, need)
    poor = pick_households(rng, household, counted, rates.poor, np.where(near_poor, 0.0, need**2))
    poverty[near_poor], poverty[poor] = "near_poor", "poor"
    everyone = np.ones(len(household))
    poverty[pick_households(rng, household, counted, rates.poverty_unknown, everyone)] = "unknown"
    return poverty


def _disability(rng: np.random.Generator, is_child: Flags, rates: Rates) -> np.ndarray:
    """Draw for the children of today and for those who are grown alike."""
    disability = np.full(len(is_child), "no", dtype=object)
    for among in (is_child, ~is_child):
        disability[pick_share(rng, among, rates.disability_unknown)] = "unknown"
        disability[pick_share(rng, among, rates.disability)] = "yes"
    return disability


def _with_unknown(
    rng: np.random.Generator, answers: np.ndarray, among: Flags, share: float
) -> np.ndarray:
    answers[pick_share(rng, among, share)] = "unknown"
    return answers


def _with_the_dead(rng: np.random.Generator, living: People, today: date, rates: Rates) -> People:
    """Add those who died in the known years; each is like some living child's neighbour."""
    deaths = draw_deaths(rng, living, today, rates)
    dead = replace(
        _taken(living, deaths.like),
        birth=deaths.birth,
        died=deaths.died,
        cause=deaths.cause,
        disability=np.full(len(deaths.like), "unknown", dtype=object),
        copy_of=np.full(len(deaths.like), ONLY),
        household=int(living.household.max(initial=-1)) + 1 + np.arange(len(deaths.like)),
    )
    return People(
        **{f.name: np.concatenate([getattr(p, f.name) for p in (living, dead)]) for f in _FIELDS},
        ids=living.ids,
    )


def _taken(people: People, which: Ints) -> People:
    return People(**{f.name: getattr(people, f.name)[which] for f in _FIELDS}, ids=people.ids)


_FIELDS = [field for field in fields(People) if field.name != "ids"]
