"""Which commune of today a caller means: by its name, an old one's, a place in it or a hamlet.

Names alone tell no commune (some occur twice), so each answer says what stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from mangnon.children.names import search_text
from mangnon.core.models import Unit, UnitChange, User
from mangnon.places.models import Place

MOST_FOUND = 8
SHORTEST = 2  # letters without which a search would answer the whole province
SAME, NOW, EARLIER, PLACE, HAMLET = range(5)  # what was found of it, the surest first

# Each name of a hamlet once: a step along the index for each, however many children live there.
HAMLETS = """
WITH RECURSIVE hamlet AS (
    (SELECT unit_id, hamlet FROM children_residencespell ORDER BY unit_id, hamlet LIMIT 1)
    UNION ALL
    SELECT next.unit_id, next.hamlet FROM hamlet CROSS JOIN LATERAL (
        SELECT unit_id, hamlet FROM children_residencespell AS spell
        WHERE (spell.unit_id, spell.hamlet) > (hamlet.unit_id, hamlet.hamlet)
        ORDER BY unit_id, hamlet LIMIT 1
    ) AS next
)
SELECT unit_id, hamlet FROM hamlet WHERE hamlet <> ''
"""


@dataclass(frozen=True)
class FoundCommune:
    """A commune of today; `by` says by what else than its name it was found, "" where by that."""

    unit: Unit
    by: str
    beside: str


def find_communes(text: str, *, by: User, today: date) -> list[FoundCommune]:
    """Return the communes that the words fit, the likeliest first.

    Any commune may be meant, not only one of the person's units: whoever learns of a matter passes
    it on to where it happened. Every word is the beginning of a word of the name. Only where no
    name has them all, one may be of the district; and only where none has, of a place inside.
    """
    words = search_text(text).split()
    if sum(map(len, words)) < SHORTEST:
        return []
    communes = _Communes(today)
    found = (
        _by_name(communes, words)
        or _by_name(communes, words, with_district=True)
        or dict(_inside(communes, words, by))
    )
    ordered = sorted(found.items(), key=lambda one: (one[1][0], communes.names[one[0]], one[0]))
    return [
        FoundCommune(communes.today[unit], how, communes.beside(unit))
        for unit, (_rank, how) in ordered[:MOST_FOUND]
    ]


class _Communes:
    """All units there were, and which commune of today each has become."""

    def __init__(self, today: date) -> None:
        self.all = {unit.pk: unit for unit in Unit.objects.all()}
        levels = Unit.Level.COMMUNE
        self.today = {
            pk: unit for pk, unit in self.all.items()
            if unit.level == levels and unit.exists_on(today)
        }  # fmt: skip
        self.names = {pk: unit.name_key for pk, unit in self.today.items()}
        self._passed: dict[tuple[str, date], list[Unit]] = {}
        by_start = {(unit.code, unit.valid_from): unit for unit in self.all.values()}
        for change in UnitChange.objects.all():
            heir = by_start.get((change.to_code, change.on))
            if heir is not None:
                self._passed.setdefault((change.from_code, change.on), []).append(heir)
        self.earlier: dict[int, list[Unit]] = {}
        for unit in self.all.values():
            if unit.level == levels and unit.pk not in self.today:
                for pk in self.heirs(unit):
                    self.earlier.setdefault(pk, []).append(unit)

    def heirs(self, unit: Unit) -> set[int]:
        """Return the communes of today that a commune of any day has become, or parts of it."""
        if unit.pk in self.today:
            return {unit.pk}
        heirs = self._passed.get((unit.code, unit.valid_to), []) if unit.valid_to else []
        return {pk for heir in heirs for pk in self.heirs(heir)}

    def district(self, unit: Unit) -> str:
        """Return the district that a commune belonged to, "" for one that belongs to none."""
        for other in self.all.values():
            if (
                other.code == unit.parent_code
                and other.level == Unit.Level.DISTRICT
                and other.valid_from <= unit.valid_from
                and (other.valid_to is None or other.valid_to > unit.valid_from)
            ):
                return str(other)
        return ""

    def beside(self, pk: int) -> str:
        """Return what tells the commune from another of its name: its district, or its old ones."""
        unit = self.today[pk]
        if district := self.district(unit):
            return district
        old = sorted({self.district(one) for one in self.earlier.get(pk, ())} - {""})
        return _("formerly %(districts)s") % {"districts": ", ".join(old)} if old else ""


How = tuple[int, str]


def _by_name(
    communes: _Communes, words: Sequence[str], *, with_district: bool = False
) -> dict[int, How]:
    found: dict[int, How] = {}
    for pk, unit in communes.today.items():
        beside = communes.beside(pk) if with_district else ""
        if _fits(words, unit.name, f"{unit} {beside}"):
            found[pk] = (SAME if search_text(unit.name) == " ".join(words) else NOW, "")
        for old in communes.earlier.get(pk, ()):
            named = f"{old} {communes.district(old) if with_district else ''}"
            if pk not in found and old.name != unit.name and _fits(words, old.name, named):
                found[pk] = (EARLIER, _("once %(unit)s") % {"unit": old})
    return found


def _inside(communes: _Communes, words: Sequence[str], by: User) -> Iterator[tuple[int, How]]:
    """Yield the communes of the places and hamlets whose names hold the words."""
    places = Place.objects.visible_to(by)
    for word in words:
        places = places.filter(search_text__contains=word)
    for unit, name in places.in_name_order().values_list("unit", "name")[: MOST_FOUND * 2]:
        yield from ((pk, (PLACE, name)) for pk in communes.heirs(communes.all[unit]))
    for unit, hamlet in _hamlets():
        if unit in communes.all and _fits(words, hamlet, hamlet):
            yield from ((pk, (HAMLET, hamlet)) for pk in communes.heirs(communes.all[unit]))


def _hamlets() -> Iterable[tuple[int, str]]:
    """Return the hamlets that the register knows, by commune: names of places, of nobody."""
    with connection.cursor() as cursor:
        cursor.execute(HAMLETS)
        return list(cursor.fetchall())


def _fits(words: Sequence[str], name: str, full: str) -> bool:
    """Say whether all words begin some of the full name, and one at least one of the name."""
    own, spoken = search_text(name).split(), search_text(full).split()
    return all(_begins_one(word, spoken) for word in words) and any(
        _begins_one(word, own) for word in words
    )


def _begins_one(word: str, among: Sequence[str]) -> bool:
    return any(other.startswith(word) for other in among)
