"""Whose report it is: who writes or signs it for the body that owes it."""

from __future__ import annotations

from django.db.models import Q

from mangnon.core.access import keeps_to_an_organisation
from mangnon.core.models import User
from mangnon.reports.obligations.obligation import Obligation, ObligationQuerySet


def own_of(user: User) -> ObligationQuerySet:
    """Return what the person's own body owes: their organisation, else their unit itself."""
    seen: ObligationQuerySet = Obligation.objects.visible_to(user).standing()
    of_organisation = Q(organisation=user.organisation_id or 0)
    if keeps_to_an_organisation(user):
        return seen.filter(of_organisation)
    return seen.filter(of_organisation | Q(organisation=None, unit=user.unit_id))
