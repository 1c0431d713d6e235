"""Families that moved from one commune to another while the registers looked on."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import Ints, day_number, pick, stream
from mangnon.demo.people import People
from mangnon.demo.rates import Rates
from mangnon.demo.territory import Territory
from mangnon.demo.years import past_years


@dataclass(frozen=True)
class Moves:
    """One entry a record: the day of its move (NEVER: none) and the communes before and after."""

    on: Ints
    before: Ints
    after: Ints

    @property
    def who(self) -> Ints:
        """The records of those who moved."""
        return np.flatnonzero(self.on != NEVER)

    def commune_at(self, who: Ints, day: Ints) -> Ints:
        """Return where each of them lived on the day: facts stay where they happened."""
        moves_later = (self.on[who] != NEVER) & (day < self.on[who])
        return np.where(moves_later, self.before[who], self.after[who])


def move_families(
    people: People, territory: Territory, *, seed: int, today: date, rates: Rates
) -> Moves:
    """Move some households once since the oldest known year began; siblings move together."""
    rng = stream(seed, "moves")
    start, end = day_number(date(past_years(today)[0], 1, 1)), day_number(today)
    households = int(people.household.max(initial=-1)) + 1
    share = rates.moved_a_year * (end - start) / 365.25
    moving = pick(rng, np.arange(households), round(share * households))
    on = np.full(households, NEVER, dtype=np.int64)
    on[moving] = rng.integers(start + 1, end, len(moving))
    origin = rng.choice(len(territory.communes), households, p=territory.population)
    day, before = on[people.household], origin[people.household]
    stays = (day <= people.birth) | (day >= people.died) | (before == people.commune)
    return Moves(np.where(stays, NEVER, day), before, people.commune)
