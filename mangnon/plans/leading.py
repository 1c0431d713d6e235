"""Who leads which leaf in which year, told to those below who ask whose figures they are."""

from __future__ import annotations

from collections import defaultdict

from mangnon.core.models import User
from mangnon.core.registries import Leads
from mangnon.core.units.lineage import served_from
from mangnon.plans.models import IndicatorLead


def who_leads_leaves(user: User) -> Leads:
    """Return the organisations by year and leaf, of the plans in force of the person's units."""
    if user.unit_id is None:
        return {}
    leads = IndicatorLead.objects.in_register().leads().filter(organisation__isnull=False)
    rows = leads.filter(
        indicator__plan__unit__in=served_from(user.unit_id), indicator__targets__state="confirmed"
    ).values_list("indicator__plan__year", "indicator__targets__leaf", "organisation")
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for year, leaf, organisation in rows:
        found[year, leaf].add(organisation)
    return {key: frozenset(bodies) for key, bodies in found.items()}
