"""Whose registers of legal bases a person reads, and which documents they keep."""

from __future__ import annotations

from django.db.models import Q

from mangnon.core.access import allowed, keeps_to_an_organisation
from mangnon.core.models import Unit, User
from mangnon.core.organisations.naming import unit_and_above
from mangnon.core.units.lineage import served_from, units_known
from mangnon.ui.context import today


def units_read(user: User) -> list[int]:
    """Return the units whose documents the person reads: those they serve and those above.

    Of the province above also the provinces that it was made of: what they decided holds on.
    Asked for once for each object of a person.
    """
    known: list[int] | None = user.__dict__.get("_units_of_bases")
    if known is None:
        known = [*units_known(user), *_above(user)]
        user.__dict__["_units_of_bases"] = known
    return known


def may_keep(user: User) -> Q:
    """Return the condition that the person may change a document: an agency those it entered."""
    if not allowed(user, "basis.edit") or user.unit_id is None:
        return Q(pk=None)
    served = Q(unit__in=units_known(user))
    if keeps_to_an_organisation(user):
        return served & Q(organisation=user.organisation_id, organisation__isnull=False)
    return served


def _above(user: User) -> list[int]:
    if user.unit is None:
        return []
    day = today()
    if not user.unit.exists_on(day):
        day = user.unit.valid_from
    line = unit_and_above(user.unit, day)
    provinces = Unit.objects.filter(
        pk__in=served_from(line[-1].pk), level=Unit.Level.PROVINCE
    ).values_list("pk", flat=True)
    return [*(unit.pk for unit in line), *provinces]
