"""What of a plan passes to the successor of an organisation: leads, agencies' tasks, deadlines.

Only plans in force whose year is not over pass on; the names stay as the plan wrote them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.models import OrganisationHandover, Refused
from mangnon.core.registries import PassesOn
from mangnon.plans.models import Agency, Deadline, IndicatorLead, ItemQuerySet, Plan


def _leads_of(organisation: int, day: date) -> list[str]:
    leads = IndicatorLead.objects.in_register().filter(organisation=organisation)
    return _keys(leads.filter(indicator__plan__year__gte=day.year))


def _lead_words(keys: Collection[str]) -> dict[str, str]:
    leads = IndicatorLead.objects.filter(pk__in=keys).select_related("indicator__plan")
    return {
        str(lead.pk): f"{lead.indicator} ({lead.get_role_display().lower()}, "
        f"{lead.indicator.plan.year})"
        for lead in leads
    }


def _move_lead(key: str, source: int, target: int, keep: bool) -> bool:
    """Pass a lead on; it has one organisation, so nothing is kept."""
    moved = IndicatorLead.objects.filter(pk=key, organisation=source).update(organisation=target)
    _require(bool(moved))
    return False


def _agencies_of(organisation: int, day: date) -> list[str]:
    agencies = Agency.objects.in_register().filter(organisations=organisation)
    return _keys(agencies.filter(plan__year__gte=day.year))


def _agency_words(keys: Collection[str]) -> dict[str, str]:
    agencies = Agency.objects.filter(pk__in=keys).select_related("plan")
    return {
        str(agency.pk): _("%(agency)s: %(count)s tasks (plan %(year)s)")
        % {
            "agency": agency.name,
            "count": agency.tasks.confirmed().count(),
            "year": agency.plan.year,
        }
        for agency in agencies
    }


def _move_agency(key: str, source: int, target: int, keep: bool) -> bool:
    return _move_link(Agency.objects.get(pk=key), source, target, keep)


def _deadlines_of(organisation: int, day: date) -> list[str]:
    deadlines = Deadline.objects.in_register().filter(organisations=organisation)
    return _keys(deadlines.filter(on__gte=day))


def _deadline_words(keys: Collection[str]) -> dict[str, str]:
    return {str(due.pk): str(due) for due in Deadline.objects.filter(pk__in=keys)}


def _move_deadline(key: str, source: int, target: int, keep: bool) -> bool:
    return _move_link(Deadline.objects.get(pk=key), source, target, keep)


def _keys(items: ItemQuerySet) -> list[str]:
    return [str(pk) for pk in items.order_by("position", "pk").values_list("pk", flat=True)]


def _move_link(item: Agency | Deadline, source: int, target: int, keep: bool) -> bool:
    linked = set(item.organisations.values_list("pk", flat=True))
    _require(source in linked)
    if not keep:
        item.organisations.remove(source)
    item.organisations.add(target)
    return target in linked


def offered_of(plan: Plan) -> list[tuple[OrganisationHandover, str]]:
    """Return what of the plan is offered to a successor that has not answered yet, in words."""
    ours = {
        "plans.lead": IndicatorLead.objects.of(plan),
        "plans.agency": Agency.objects.of(plan),
        "plans.deadline": Deadline.objects.of(plan),
    }
    found: list[tuple[OrganisationHandover, str]] = []
    for kind, items in ours.items():
        keys = [str(pk) for pk in items.values_list("pk", flat=True)]
        waiting = OrganisationHandover.objects.open().filter(kind=kind, record_id__in=keys)
        handovers = list(waiting.select_related("from_organisation", "to_organisation"))
        words = PASSING[kind].words({handover.record_id for handover in handovers})
        found += [(handover, words[handover.record_id]) for handover in handovers]
    return found


def _require(stands: bool) -> None:
    if not stands:
        raise Refused(_("It does not stand with the organisation any longer."))


PASSING = {
    "plans.lead": PassesOn(gettext_lazy("Indicator"), _leads_of, _lead_words, _move_lead),
    "plans.agency": PassesOn(gettext_lazy("Tasks"), _agencies_of, _agency_words, _move_agency),
    "plans.deadline": PassesOn(
        gettext_lazy("Report due"), _deadlines_of, _deadline_words, _move_deadline
    ),
}
