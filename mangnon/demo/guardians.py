"""Parents, guardians and alternative carers of the synthetic children."""

from dataclasses import dataclass

import numpy as np

from mangnon.demo.circumstances import NOT_ENDED, Spells
from mangnon.demo.deaths import NEVER
from mangnon.demo.draw import Flags, Floats, Ints, identifiers, pick, stream
from mangnon.demo.duplicates import MOTHER_MISSING, ONLY
from mangnon.demo.naming import give_names
from mangnon.demo.people import People

MOTHER, FATHER, GUARDIAN, CARER = "mother", "father", "guardian", "alternative_carer"
NOT_WRITTEN = {MOTHER: 0.03, FATHER: 0.08}  # shares of families whose sheet lacks the parent
WITHOUT_PARENTS = ["a", "b"]  # groups of the law: orphaned of both parents, abandoned
WITH_A_GUARDIAN = 0.01  # of the children, beside their parents
YEAR_UNKNOWN, PHONE_UNKNOWN = 0.12, 0.2
YEAR_IS_UNKNOWN = 0


@dataclass(frozen=True)
class Persons:
    """One entry a grown person, who lives in the commune of the first child cared for."""

    ids: np.ndarray
    name: np.ndarray
    birth_year: Ints
    phone: np.ndarray
    commune: Ints


@dataclass(frozen=True)
class Relations:
    """One entry a relation; `person` is a place in Persons, `ended_on` NEVER while it lasts."""

    who: Ints
    person: Ints
    relation: np.ndarray
    began_on: Ints
    ended_on: Ints


@dataclass(frozen=True)
class _Part:
    """The persons of one relation, each like one child, and who among the children has them."""

    relation: str
    like: Ints
    who: Ints
    person: Ints
    began_on: Ints


def family_draws(people: People, seed: int) -> Floats:
    """Return the draw of each record's family name: the same for the children of a household."""
    rng = stream(seed, "family names")
    return rng.random(int(people.household.max(initial=-1)) + 1)[people.household]


def make_guardians(
    people: People, groups: np.ndarray, family: Floats, spells: Spells, *, seed: int
) -> tuple[Persons, Relations]:
    """Give children their parents, and others who care for them; some are not written down.

    A second record of a child has parents of its own, with the names that the first one has.
    """
    rng = stream(seed, "guardians")
    bereft = _since_when_bereft(people, spells)
    parts = [_parents(rng, people, relation) for relation in (MOTHER, FATHER)]
    parts += [_others(rng, people, bereft)]
    persons = _persons(rng, people, groups, family, parts)
    first = np.cumsum([0, *(len(part.like) for part in parts[:-1])])
    who = np.concatenate([part.who for part in parts])
    relation = np.repeat([part.relation for part in parts], [len(part.who) for part in parts])
    began = np.concatenate([part.began_on for part in parts])
    is_parent = np.isin(relation, [MOTHER, FATHER])
    ended = np.where(is_parent, bereft[who], NEVER)
    relation = relation.astype(object)
    relation[~is_parent & (bereft[who] == NEVER)] = GUARDIAN
    kept = ended > began
    person = np.concatenate([at + part.person for at, part in zip(first, parts, strict=True)])
    return persons, Relations(who[kept], person[kept], relation[kept], began[kept], ended[kept])


def _since_when_bereft(people: People, spells: Spells) -> Ints:
    """Return the day since when each child has no parents to rely on, NEVER for most."""
    since = np.full(len(people), NEVER, dtype=np.int64)
    without = np.isin(spells.group, WITHOUT_PARENTS) & (spells.ended_on == NOT_ENDED)
    since[spells.who[without]] = spells.began_on[without]
    return since


def _parents(rng: np.random.Generator, people: People, relation: str) -> _Part:
    """Return one parent a household, like its eldest child; and one for each second record."""
    household = people.household.copy()
    is_second = people.copy_of != ONLY
    first_free = int(household.max(initial=-1)) + 1
    household[is_second] = first_free + np.arange(int(is_second.sum()))
    order = np.lexsort((people.birth, household))
    _, eldest, in_order = np.unique(household[order], return_index=True, return_inverse=True)
    like, place = order[eldest], np.empty(len(order), dtype=np.int64)
    place[order] = in_order
    written = rng.random(len(like)) >= np.where(
        is_second[like] & (relation == MOTHER), MOTHER_MISSING, NOT_WRITTEN[relation]
    )
    who = np.flatnonzero(written[place])
    renumbered = np.cumsum(written) - 1
    return _Part(relation, like[written], who, renumbered[place[who]], people.birth[who])


def _others(rng: np.random.Generator, people: People, bereft: Ints) -> _Part:
    """Return carers of children without parents, and guardians of a few others."""
    alone = np.flatnonzero(bereft != NEVER)
    able = np.flatnonzero((bereft == NEVER) & people.living & (people.copy_of == ONLY))
    guarded = pick(rng, able, round(WITH_A_GUARDIAN * len(able)))
    who = np.concatenate([alone, guarded])
    began = np.concatenate([bereft[alone], people.birth[guarded]])
    return _Part(CARER, who, who, np.arange(len(who)), began)


def _persons(
    rng: np.random.Generator,
    people: People,
    groups: np.ndarray,
    family: Floats,
    parts: list[_Part],
) -> Persons:
    names, years = [], []
    for part in parts:
        sex = {MOTHER: "female", FATHER: "male"}.get(part.relation, "unknown")
        # A father's family name is his children's; others have one of their own.
        draws = family[part.like] if part.relation == FATHER else rng.random(len(part.like))
        name = give_names(rng, groups[part.like], np.full(len(part.like), sex), draws)
        names.append(_as_on_the_first_record(name, part, people))
        older = rng.integers(19, 33, len(part.like)) + 25 * (part.relation == CARER)
        born = people.birth[part.like].astype("datetime64[D]").astype("datetime64[Y]").astype(int)
        years.append(1970 + born - older)
    like = np.concatenate([part.like for part in parts])
    year = np.concatenate(years)
    year[rng.random(len(year)) < YEAR_UNKNOWN] = YEAR_IS_UNKNOWN
    return Persons(
        ids=identifiers(rng, len(like)),
        name=np.concatenate(names),
        birth_year=year,
        phone=_phones(rng, len(like)),
        commune=people.commune[like],
    )


def _as_on_the_first_record(names: np.ndarray, part: _Part, people: People) -> np.ndarray:
    """Name the parents of second records as those of the first ones, where these have any."""
    name_of_child = np.full(len(people), None, dtype=object)
    name_of_child[part.who] = names[part.person]
    first = people.copy_of[part.like]
    is_known = (first != ONLY) & (name_of_child[first] != None)  # noqa: E711 - by element
    return np.where(is_known, name_of_child[first], names)


def _phones(rng: np.random.Generator, count: int) -> np.ndarray:
    """Return numbers that no network gives out (they begin with 0100), empty where unknown."""
    phones = np.char.mod("0100%06d", rng.integers(0, 1_000_000, count)).astype(object)
    unknown: Flags = rng.random(count) < PHONE_UNKNOWN
    phones[unknown] = ""
    return phones
