"""The directory of places: what is asked for, and one page of it after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from mangnon.core.requests import key_in, number_in
from mangnon.core.vietnamese import fold
from mangnon.places.catalog import kinds, services
from mangnon.places.place import Place, PlaceQuerySet

ON_A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed."""

    words: str = ""
    kind: str = ""
    service: str = ""
    unit: int | None = None
    with_closed: bool = False
    after: UUID | None = None

    def among(self, places: PlaceQuerySet, day: date) -> PlaceQuerySet:
        """Return the places that are looked for, in name order, from where the page begins."""
        if not self.with_closed:
            places = places.open_on(day)
        for word in fold(self.words).split():
            places = places.filter(search_text__contains=word)
        if self.kind:
            places = places.filter(kind=self.kind)
        if self.service:
            places = places.filter(services__contains=[self.service])
        if self.unit is not None:
            places = places.filter(unit=self.unit)
        return _after(places, self.after).in_name_order()

    def address_after(self, last: Place) -> str:
        """Return the query of the page that begins after a place."""
        asked = {
            "q": self.words, "kind": self.kind, "service": self.service, "unit": self.unit,
            "closed": "1" if self.with_closed else "", "after": last.pk,
        }  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value})


def wanted(typed: QueryDict) -> Wanted:
    kind, service = typed.get("kind", ""), typed.get("service", "")
    return Wanted(
        words=typed.get("q", "")[:200],
        kind=kind if kind in kinds() else "",
        service=service if service in services() else "",
        unit=number_in(typed, "unit"),
        with_closed=bool(typed.get("closed")),
        after=key_in(typed),
    )


def _after(places: PlaceQuerySet, key: UUID | None) -> PlaceQuerySet:
    """Return the places behind one in name order; all of them when there is none such."""
    last = places.filter(pk=key).values_list("name_key", "pk").first() if key else None
    if last is None:
        return places
    name_key, pk = last
    return places.filter(name_key__gte=name_key).exclude(name_key=name_key, pk__lte=pk)
