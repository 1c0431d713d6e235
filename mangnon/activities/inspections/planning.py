"""Planning inspections: the plan under its decision, and which place is looked at when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.inspections.catalog import checklists_on
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.keeping import (
    NO_ORGANISATION,
    has_no_organisation,
    organisers_for,
    stands_in,
)
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.ui.context import today
from mangnon.ui.formats import date_text

State = Inspection.State
# What of an inspection is said when it is planned, and may be changed until it is carried out.
PLANNED_FIELDS = ("team", "planned_on", "decision_number", "decision_on")


@transaction.atomic
def enter_plan(
    key: UUID, values: Mapping[str, Any], files: Iterable[Brought] = (), *, by: User, now: datetime
) -> InspectionPlan:
    """Enter a plan of inspections; the same form sent again is the one that is there."""
    access.require(by, "inspection.edit")
    mine = InspectionPlan.objects.edited_by(by)
    known: InspectionPlan | None = sent_before(mine, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    plan = InspectionPlan(pk=key, entered_by=by)
    _fill_plan(plan, values, by)
    plan.save(force_insert=True)
    plan.files.set(brought_in(files, by=by, now=now))
    record(by, "inspection.enter_plan", plan, unit=plan.unit)
    return plan


@transaction.atomic
def change_plan(
    plan_id: UUID, values: Mapping[str, Any], files: Iterable[Brought] = (), *,
    seen_at: datetime, by: User, now: datetime,
) -> InspectionPlan:  # fmt: skip
    """Write other values of a plan that nobody has changed since the person saw it."""
    access.require(by, "inspection.edit")
    mine = InspectionPlan.objects.edited_by(by).select_for_update(of=("self",))
    plan: InspectionPlan | None = mine.filter(pk=plan_id).first()
    if plan is None:
        raise Refused(_("This plan of inspections is kept by another organisation or commune."))
    require_unchanged(plan.changed_at, seen_at)
    _fill_plan(plan, values, by)
    plan.changed_at = timezone.now()
    plan.save()
    plan.files.add(*brought_in(files, by=by, now=now))
    record(by, "inspection.change_plan", plan, unit=plan.unit)
    return plan


@transaction.atomic
def plan_inspection(key: UUID, values: Mapping[str, Any], *, by: User) -> Inspection:
    """Plan to look at one place on a day; the same form sent again is the one that is there."""
    access.require(by, "inspection.edit")
    mine = Inspection.objects.edited_by(by)
    known: Inspection | None = sent_before(mine, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    made = Inspection(pk=key, entered_by=by, unit=values["unit"], kind=values["kind"])
    _fill(made, values)
    made.plan, made.organisation = values.get("plan"), values.get("organisation")
    checklist = checklists_on(made.planned_on).get(made.kind)
    if checklist is None:
        raise Refused(_("Choose one of the kinds of places that are inspected."))
    made.since = checklist.since
    _name_place(made, values)
    _require_own(made, by)
    _require_fit(made)
    made.save(force_insert=True)
    record(by, "inspection.plan", made, unit=made.unit, kind=made.kind)
    return made


@transaction.atomic
def change_inspection(
    inspection_id: UUID, values: Mapping[str, Any], *, seen_at: datetime, by: User
) -> Inspection:
    """Change the day, the team and the decision of an inspection that is still planned."""
    held = locked(inspection_id, by, seen_at=seen_at)
    require_planned(held)
    _fill(held, values)
    _require_fit(held)
    touch(held)
    record(by, "inspection.change", held, unit=held.unit)
    return held


@transaction.atomic
def cancel(inspection_id: UUID, reason: str, *, seen_at: datetime, by: User) -> Inspection:
    """Say why an inspection is not carried out; it stays on the list."""
    held = locked(inspection_id, by, seen_at=seen_at)
    require_planned(held)
    if not reason.strip():
        raise Refused(_("Say why the inspection is not carried out."))
    held.state, held.cancelled_because = State.CANCELLED, reason.strip()
    touch(held)
    record(by, "inspection.cancel", held, unit=held.unit)
    return held


def locked(inspection_id: UUID, by: User, *, seen_at: datetime | None = None) -> Inspection:
    """Return the inspection, locked, when the person carries it out and saw it as it is."""
    access.require(by, "inspection.edit")
    mine = Inspection.objects.edited_by(by).select_for_update(of=("self",))
    found: Inspection | None = mine.filter(pk=inspection_id).first()
    if found is None:
        raise Refused(_("This inspection is carried out by another organisation or commune."))
    if seen_at is not None:
        require_unchanged(found.changed_at, seen_at)
    return found


def require_unchanged(changed_at: datetime, seen_at: datetime) -> None:
    if changed_at != seen_at:
        raise Refused(_("Somebody has changed this since you opened it. Open it again first."))


def require_planned(inspection: Inspection) -> None:
    if inspection.state != State.PLANNED:
        raise Refused(
            _("This inspection is closed already: %(state)s.")
            % {"state": inspection.get_state_display().lower()}
        )


def touch(inspection: Inspection) -> None:
    """Save it, and let whoever has seen it before know that it has changed."""
    inspection.changed_at = timezone.now()
    inspection.save()


def _fill_plan(plan: InspectionPlan, values: Mapping[str, Any], by: User) -> None:
    for name in (
        "title", "year", "unit", "organisation", "decision_number", "decision_on", "issuer",
        "subject",
    ):  # fmt: skip
        setattr(plan, name, values[name])
    _require_unit(plan.unit, by)
    _require_body(plan.organisation, by)
    _require_valid(plan, exclude=["unit", "organisation", "entered_by"])
    if plan.decision_on > today():
        raise Refused(_("The decision is of a day that has not come yet."))


def _fill(inspection: Inspection, values: Mapping[str, Any]) -> None:
    for name in PLANNED_FIELDS:
        if name in values:
            setattr(inspection, name, values[name])


def _name_place(inspection: Inspection, values: Mapping[str, Any]) -> None:
    inspection.place = values.get("place")
    if inspection.place is None:
        inspection.name_place(values.get("place_words", ""))
    elif values.get("place_words"):
        raise Refused(_("Choose the place in the register or write its name, not both."))
    if not inspection.place and not inspection.place_key:
        raise Refused(_("Choose the place in the register, or write its name."))


def _require_own(inspection: Inspection, by: User) -> None:
    """Raise Refused for what would lie outside of what the person carries out."""
    _require_unit(inspection.unit, by)
    _require_body(inspection.organisation, by)
    plan = inspection.plan
    if plan is None:
        return
    if not InspectionPlan.objects.edited_by(by).filter(pk=plan.pk).exists():
        raise Refused(_("This plan of inspections is kept by another organisation or commune."))
    if plan.organisation_id != inspection.organisation_id:
        raise Refused(_("Whoever keeps the plan carries out its inspections."))
    if not plan.unit.subtree().filter(pk=inspection.unit_id).exists():
        raise Refused(_("The plan is for %(unit)s; choose a place there.") % {"unit": plan.unit})


def _require_unit(unit: Unit, by: User) -> None:
    if not Unit.objects.placed_within(by).filter(pk=unit.pk).exists():
        raise Refused(_("Choose a unit that you serve."))


def _require_body(body: Organisation | None, by: User) -> None:
    if has_no_organisation(by):
        raise Refused(NO_ORGANISATION)
    if body is None and by.role in access.BY_ORGANISER:
        raise Refused(_("Choose the organisation that inspects."))
    if body is not None and not organisers_for(by).filter(pk=body.pk).exists():
        raise Refused(_("You plan the inspections of your own organisation alone."))


def _require_fit(inspection: Inspection) -> None:
    """Raise Refused, in one sentence, for what cannot be so."""
    day = inspection.planned_on
    if not inspection.unit.exists_on(day):
        raise Refused(
            _("%(unit)s does not exist on %(day)s; choose the unit of that day.")
            % {"unit": inspection.unit, "day": date_text(day)}
        )
    if inspection.place is not None and not stands_in(inspection.place, inspection.unit):
        raise Refused(_("This place does not stand in the unit of the inspection."))
    if bool(inspection.decision_number) != bool(inspection.decision_on):
        raise Refused(_("A decision has a number and a day; write both, or neither."))
    _require_valid(inspection, exclude=["unit", "organisation", "place", "plan", "entered_by"])


def _require_valid(record_of: models.Model, exclude: list[str]) -> None:
    try:
        record_of.clean_fields(exclude=exclude)
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
