"""Whose local plan a person may draft or approve, and under which plan of a province it stands."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.accounts.people import day_of_units, units_to_place
from mangnon.core import access
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.units.lineage import ids_served_from
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.plan import Plan

Holder = Unit | Organisation


def units_for(by: User, day: date) -> QuerySet[Unit]:
    """Return the units whose plan the person may draft: districts for as long as there are any."""
    if access.keeps_to_an_organisation(by):
        return Unit.objects.none()
    units: QuerySet[Unit] = units_to_place(by, day).exclude(level=Unit.Level.PROVINCE)
    gone = Unit.objects.filter(level=Unit.Level.DISTRICT, valid_to__lte=day)
    return units.exclude(pk__in=gone)


def organisations_for(by: User, day: date) -> QuerySet[Organisation]:
    """Return whose plan the person may draft: their own agency's, or any of the province's."""
    if access.keeps_to_an_organisation(by):
        own = by.organisation_id
        return Organisation.objects.filter(pk=own) if own else Organisation.objects.none()
    if not access.allowed(by, "plan.review"):
        return Organisation.objects.none()
    known = Organisation.objects.on(day_of_units(by, day))
    found: QuerySet[Organisation] = Organisation.objects.of_units_of(by).filter(pk__in=known)
    return found.order_by("name", "pk")


def require_may_draft(holder: Holder, by: User, day: date) -> None:
    access.require(by, "local_plan.draft")
    if isinstance(holder, Organisation):
        is_theirs = organisations_for(by, day).filter(pk=holder.pk).exists()
    else:
        is_theirs = units_for(by, day).filter(pk=holder.pk).exists()
        if not is_theirs and holder.level == Unit.Level.DISTRICT and not holder.exists_on(day):
            raise Refused(
                _("There is no %(unit)s any more; its communes make plans of their own.")
                % {"unit": holder}
            )
    if not is_theirs:
        raise Refused(
            _("You may not draft the plan of %(holder)s; choose your own unit or organisation.")
            % {"holder": holder}
        )


def may_draft(local: LocalPlan, by: User, day: date) -> bool:
    """Say whether the person may work on a plan that they see."""
    if not access.allowed(by, "local_plan.draft"):
        return False
    if local.organisation is not None:
        return organisations_for(by, day).filter(pk=local.organisation.pk).exists()
    return not access.keeps_to_an_organisation(by)


def may_approve(local: LocalPlan, by: User) -> bool:
    """Say whether it is the person's to approve: the head's of the unit or of the organisation."""
    if not access.allowed(by, "local_plan.approve"):
        return False
    if access.keeps_to_an_organisation(by):
        return local.organisation_id is not None and local.organisation_id == by.organisation_id
    return local.organisation_id is None and local.unit_id == by.unit_id


def plan_over(unit: Unit, year: int) -> Plan | None:
    """Return the plan in force of the province that the unit lies in, or lay in before a reform."""
    plans = Plan.objects.approved().filter(unit__level=Unit.Level.PROVINCE, year=year)
    by_unit: dict[int, Plan] = {plan.unit_id: plan for plan in plans.order_by("approved_at")}
    if not by_unit:
        return None
    was_made_of = Unit.objects.filter(pk__in=ids_served_from(unit.pk))
    for own in (unit, *was_made_of.exclude(pk=unit.pk).order_by("-valid_from", "code")):
        province = _province_of(own)
        if province is not None and province.pk in by_unit:
            return by_unit[province.pk]
    top = _province_of(unit)
    within = ids_served_from(top.pk) if top else []
    return next((by_unit[pk] for pk in by_unit if pk in within), None)


def _province_of(unit: Unit) -> Unit | None:
    """Return the province that the unit lay in on its first day."""
    found: Unit | None = unit
    while found is not None and found.level != Unit.Level.PROVINCE:
        above = Unit.objects.on(max(unit.valid_from, found.valid_from))
        found = above.filter(code=found.parent_code).first()
    return found
