"""Who sees the records of `core` itself: organisations, people, what was done."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.expressions import RawSQL

from mangnon.core.access import ScopedQuerySet


class OrganisationQuerySet(ScopedQuerySet):
    """Public bodies: whoever may see one may see all of them."""

    view_action = "organisation.view"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return Q()


class PersonQuerySet(ScopedQuerySet):
    view_action = "person.view"


class AuditEntryQuerySet(ScopedQuerySet):
    view_action = "audit.view"


class ChangeQuerySet(ScopedQuerySet):
    view_action = "audit.view"
