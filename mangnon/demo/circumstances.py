"""Children in special circumstances: at every year's end as many as that year's figures say."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from mangnon.demo.draw import Flags, Ints, day_number, pick, stream
from mangnon.demo.people import People
from mangnon.demo.rates import Rates, rates_of
from mangnon.demo.years import known_years, last_day

# How the children in special circumstances divide over the 14 groups of the law (ours).
GROUPS = {
    "a": 0.06, "b": 0.03, "c": 0.22, "d": 0.40, "đ": 0.015, "e": 0.02, "g": 0.005, "h": 0.05,
    "i": 0.01, "k": 0.005, "l": 0.03, "m": 0.005, "n": 0.14, "o": 0.01,
}  # fmt: skip
STAY = 0.7  # of those in special circumstances at the end of a year were so the year before
NOT_ENDED = 0


@dataclass(frozen=True)
class Spells:
    """`ended_on` is NOT_ENDED while the spell is open."""

    who: Ints
    group: np.ndarray
    began_on: Ints
    ended_on: Ints
    is_supported: np.ndarray


@dataclass
class _Book:
    """Spells as they are found, from today backwards: their beginning is set by who goes on."""

    who: Ints
    group: np.ndarray
    supported: np.ndarray
    began: Ints
    ended: Ints

    def add(self, other: "_Book") -> Ints:
        """Append spells and return their places."""
        first = len(self.who)
        for name in ("who", "group", "supported", "began", "ended"):
            setattr(self, name, np.concatenate([getattr(self, name), getattr(other, name)]))
        return np.arange(first, len(self.who))


@dataclass(frozen=True)
class _Year:
    """A known year by its last day; `until` is that of the year after, NOT_ENDED for the newest."""

    end: date
    until: int
    rates: Rates


def make_spells(people: People, *, seed: int, today: date, rates: Rates) -> Spells:
    """Return the spells open today, and those that were open at the ends of past years.

    A spell that is open at one year's end and at the next is the same spell.
    """
    rng = stream(seed, "circumstances")
    book = _Book(*(np.empty(0, kind) for kind in (int, object, object, int, int)))
    stock = np.empty(0, dtype=np.int64)
    until = NOT_ENDED
    for year in reversed(known_years(today)):
        end = last_day(year, today)
        known = _Year(end, until, rates_of(year, today, rates))
        stock = _open_on(rng, people, book, stock, known)
        _begin(rng, people, book, stock, end)
        until = day_number(end)
    book.add(_second_groups(rng, book, rates))
    return Spells(book.who, book.group, book.began, book.ended, book.supported)


def _open_on(
    rng: np.random.Generator, people: People, book: _Book, later: Ints, year: _Year
) -> Ints:
    """Return the places of the spells open at its end: some of those open later, and new ones."""
    day = day_number(year.end)
    children = people.children_on(year.end)
    wanted = round(year.rates.in_special_circumstances * int(children.sum()))
    old = day - people.birth[book.who[later]] > 0
    able = later[children[book.who[later]] & old]
    kept = pick(rng, able, round(STAY * wanted))
    taken = np.zeros(len(people), dtype=bool)
    taken[book.who[later]] = True
    new = _drawn(rng, people, children & ~taken, wanted - len(kept))
    unsupported = round((1 - year.rates.supported) * wanted)
    unsupported -= int((book.supported[kept] != "yes").sum())
    new.supported[:] = "yes"
    lacking = pick(rng, np.arange(len(new.who)), unsupported, people.need[new.who])
    new.supported[lacking] = np.where(rng.random(len(lacking)) < 0.25, "unknown", "no")
    if year.until != NOT_ENDED:
        last = np.minimum(year.until, people.died[new.who])
        new.ended[:] = day + 1 + (rng.random(len(new.who)) * (last - day - 1)).astype(np.int64)
    return np.concatenate([kept, book.add(new)])


def _drawn(rng: np.random.Generator, people: People, among: Flags, how_many: int) -> _Book:
    """Draw children for each group; by disability only the disabled, of the ill only the poor."""
    disabled = among & (people.disability == "yes")
    by_disability = pick(rng, np.flatnonzero(disabled), round(GROUPS["d"] * how_many))
    others = np.flatnonzero(among & ~disabled)
    by_other = pick(rng, others, how_many - len(by_disability), people.need[others])
    names = np.array([group for group in GROUPS if group != "d"], dtype=object)
    shares = np.array([GROUPS[group] for group in names])
    drawn = rng.choice(names, len(by_other), p=shares / shares.sum())
    # Group n is for the ill of poor households: who is not poor relies on nobody instead.
    poor = np.isin(people.poverty[by_other], ["poor", "near_poor"])
    drawn = np.where((drawn == "n") & ~poor, "c", drawn)
    who = np.concatenate([by_disability, by_other])
    group = np.concatenate([np.full(len(by_disability), "d"), drawn]).astype(object)
    nothing = np.zeros(len(who), dtype=np.int64)
    return _Book(who, group, np.full(len(who), "yes", dtype=object), nothing, nothing.copy())


def _begin(rng: np.random.Generator, people: People, book: _Book, stock: Ints, end: date) -> None:
    """Let every spell of the stock begin in the year of the day, and after birth."""
    day = day_number(end)
    span = np.minimum(day - people.birth[book.who[stock]], day - day_number(date(end.year, 1, 1)))
    book.began[stock] = day - (rng.random(len(stock)) * np.maximum(span, 0)).astype(np.int64)


def _second_groups(rng: np.random.Generator, book: _Book, rates: Rates) -> _Book:
    """Return a second, open spell for some of the disabled."""
    is_open = (book.ended == NOT_ENDED) & (book.group == "d")
    opened = int((book.ended == NOT_ENDED).sum())
    places = pick(rng, np.flatnonzero(is_open), round(rates.in_two_groups * opened))
    return _Book(
        book.who[places],
        np.full(len(places), "c", dtype=object),
        book.supported[places],
        book.began[places],
        book.ended[places],
    )
