"""The children themselves: who they are, where they live, and the few who died."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.demo.draw import Flags, Floats, Ints, day_number, identifiers, pick, pick_share, stream
from mangnon.demo.rates import Rates
from mangnon.demo.territory import KINH, Territory

NEVER = np.iinfo(np.int32).max
POOR_WEIGHT, MINORITY_WEIGHT = 1.9, 1.5
YOUNGER_ARE_FEWER = 0.08


@dataclass
class People:
    """One entry a child; days are counted from 1970, `died` is NEVER for the living."""

    ids: np.ndarray
    commune: Ints
    birth: Ints
    sex: np.ndarray
    ethnicity: np.ndarray
    disability: np.ndarray
    poverty: np.ndarray
    registration: np.ndarray
    died: Ints
    cause: np.ndarray
    need: Floats  # about 1; leans every bad draw towards poor and remote children

    def __len__(self) -> int:
        return len(self.birth)

    @property
    def living(self) -> Flags:
        living: Flags = self.died == NEVER
        return living

    def aged(self, today: date, low: int, high: int) -> Flags:
        """Say who had reached `low` years but not `high` on the day."""
        oldest = day_number(birthday_years_before(today, high))
        youngest = day_number(birthday_years_before(today, low))
        return (self.birth > oldest) & (self.birth <= youngest)


def make_people(
    count: int, territory: Territory, *, seed: int, today: date, rates: Rates
) -> People:
    """Return exactly `count` living children under 16, and those who died since last year began."""
    rng = stream(seed, "people")
    living = _living(rng, count, territory, today, rates)
    people = _with_the_dead(stream(seed, "deaths"), living, today, rates)
    people.ids = identifiers(stream(seed, "identifiers"), len(people))
    people.registration = _registration(stream(seed, "registration"), people, today, rates)
    return people


def _living(
    rng: np.random.Generator, count: int, territory: Territory, today: date, rates: Rates
) -> People:
    commune = np.repeat(
        np.arange(len(territory.communes)), rng.multinomial(count, territory.population)
    )
    oldest = day_number(birthday_years_before(today, ADULT_AT))
    span = day_number(today) - oldest
    # An age density that rises a little with age, by its inverse distribution function.
    slope, u = YOUNGER_ARE_FEWER, rng.random(count)
    age = (np.sqrt((1 - slope) ** 2 + 4 * slope * u) - (1 - slope)) / (2 * slope)
    birth = day_number(today) - np.minimum((age * span).astype(np.int64), span - 1)
    ethnicity = _ethnicity(rng, commune, territory)
    everyone = np.ones(count, dtype=bool)
    need = territory.hardship[commune] * np.where(ethnicity == KINH, 1.0, MINORITY_WEIGHT)
    poverty = np.full(count, "not_poor", dtype=object)
    near_poor = pick_share(rng, everyone, rates.near_poor, need)
    poor = pick_share(rng, ~near_poor, rates.poor, need**2)
    poverty[near_poor], poverty[poor] = "near_poor", "poor"
    poverty[pick_share(rng, everyone, rates.poverty_unknown)] = "unknown"
    disability = np.full(count, "no", dtype=object)
    disability[pick_share(rng, everyone, rates.disability_unknown)] = "unknown"
    disability[pick_share(rng, everyone, rates.disability)] = "yes"
    ethnicity[pick_share(rng, everyone, rates.ethnicity_unknown)] = "unknown"
    return People(
        ids=np.empty((0, 16), np.uint8),
        commune=commune,
        birth=birth,
        sex=_sex(rng, count, rates),
        ethnicity=ethnicity,
        disability=disability,
        poverty=poverty,
        registration=np.empty(0, dtype=object),
        died=np.full(count, NEVER, dtype=np.int64),
        cause=np.full(count, "", dtype=object),
        need=need * np.where(poor, POOR_WEIGHT, 1.0),
    )


def _ethnicity(rng: np.random.Generator, commune: Ints, territory: Territory) -> np.ndarray:
    steps = territory.mix.cumsum(axis=1)[commune]
    place = (rng.random(len(commune))[:, None] > steps).sum(axis=1)
    codes = np.array(territory.ethnicities, dtype=object)
    found: np.ndarray = codes[np.minimum(place, len(codes) - 1)]
    return found


def _sex(rng: np.random.Generator, count: int, rates: Rates) -> np.ndarray:
    sex = np.where(rng.random(count) < rates.female, "female", "male").astype(object)
    sex[pick_share(rng, np.ones(count, dtype=bool), rates.sex_unknown)] = "unknown"
    return sex


@dataclass(frozen=True)
class _Toll:
    """How many died in one span, in one span of ages (days), of one cause."""

    count: int
    youngest: int
    oldest: int
    cause: str


def _tolls(births: float, children: int, part_of_year: float, rates: Rates) -> list[_Toll]:
    newborn = round(rates.newborn_deaths * births)
    infants = round(rates.infant_deaths * births)
    under_5 = round(rates.deaths_under_5 * births)
    injured = round(rates.fatally_injured_to_date * children)
    injured_under_5 = min(round(0.3 * injured), max(under_5 - infants, 0))
    return [
        _Toll(newborn, 0, 27, "newborn"),
        _Toll(infants - newborn, 28, 364, "illness"),
        _Toll(max(under_5 - infants, 0) - injured_under_5, 370, 1800, "illness"),
        _Toll(injured_under_5, 400, 1800, "injury"),
        _Toll(injured - injured_under_5, 1850, 5800, "injury"),
        _Toll(round(rates.other_deaths_a_year * part_of_year * children), 1850, 5800, "illness"),
    ]


def _with_the_dead(rng: np.random.Generator, living: People, today: date, rates: Rates) -> People:
    """Add those who died last year and this year; each is like some living child's neighbour."""
    rows, birth, died, cause = [], [], [], []
    for first, last in (
        (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (date(today.year, 1, 1), today),
    ):
        start, end = day_number(first), day_number(last)
        survivors = int(((living.birth >= start) & (living.birth <= end)).sum())
        births = survivors / (1 - rates.infant_deaths)
        for toll in _tolls(births, len(living), (end - start + 1) / 365.25, rates):
            on = rng.integers(start, end + 1, toll.count)
            # The first days and months are the most dangerous ones.
            early = rng.random(toll.count) ** (2.5 if toll.oldest < 28 else 1.3)
            age = toll.youngest + (early * (toll.oldest - toll.youngest + 1)).astype(np.int64)
            rows.append(pick(rng, np.arange(len(living)), toll.count, living.need))
            died.append(on[: len(rows[-1])])
            birth.append(died[-1] - age[: len(rows[-1])])
            cause.append(np.full(len(rows[-1]), toll.cause, dtype=object))
    like = np.concatenate(rows)

    def joined(of_living: np.ndarray, of_dead: np.ndarray | None = None) -> np.ndarray:
        return np.concatenate([of_living, of_living[like] if of_dead is None else of_dead])

    return People(
        ids=living.ids,
        commune=joined(living.commune),
        birth=joined(living.birth, np.concatenate(birth)),
        sex=joined(living.sex),
        ethnicity=joined(living.ethnicity),
        disability=joined(living.disability, np.full(len(like), "unknown", dtype=object)),
        poverty=joined(living.poverty),
        registration=living.registration,
        died=joined(living.died, np.concatenate(died)),
        cause=joined(living.cause, np.concatenate(cause)),
        need=joined(living.need),
    )


def _registration(
    rng: np.random.Generator, people: People, today: date, rates: Rates
) -> np.ndarray:
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
