"""Who can be asked for a service: the directory of places, and the organisations that answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from mangnon.core.access import roles_with
from mangnon.core.models import Organisation, User
from mangnon.places.models import Place

ANSWERS = "referral.answer"


def people_who_answer(organisation: Organisation) -> QuerySet[User]:
    """Return the people of an organisation who can open and answer a referral to it."""
    return _answering().filter(organisation=organisation).order_by("full_name", "pk")


def places_for(service: str, by: User, day: date) -> Iterable[Place]:
    """Return the places of the province that offer a service today and have somebody who answers.

    Those of the person's own unit come first.
    """
    found = Place.objects.offered_to(by, day).open_on(day)
    found = found.filter(services__contains=[service], organisation__in=_organisations(day))
    places = found.select_related("unit", "organisation").in_name_order()
    return sorted(places, key=lambda place: place.unit_id != by.unit_id)


def organisations_for(by: User, day: date) -> QuerySet[Organisation]:
    """Return the organisations of today with somebody who answers, wherever they sit."""
    return Organisation.objects.visible_to(by).filter(pk__in=_organisations(day))


def nobody_answers(day: date) -> Q:
    """Return the condition that nobody can answer a referral: its organisation is no more, say."""
    theirs = _answering().filter(organisation=OuterRef("organisation"))
    person_is_gone = Q(person__isnull=False) & ~Exists(theirs.filter(pk=OuterRef("person")))
    is_no_more = ~Q(organisation__in=Organisation.objects.on(day))
    return is_no_more | ~Exists(theirs) | person_is_gone


def _organisations(day: date) -> QuerySet[Organisation]:
    known = _answering().filter(organisation__isnull=False).values("organisation")
    return Organisation.objects.on(day).filter(pk__in=known)


def _answering() -> QuerySet[User]:
    return User.objects.filter(is_active=True, unit__isnull=False, role__in=roles_with(ANSWERS))
