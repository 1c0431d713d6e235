"""What follows from an inspection: remedies that become tasks, and administrative penalties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.activities.inspections.catalog import penalty_kinds
from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.penalty import FINE, InspectionPenalty
from mangnon.activities.inspections.planning import locked
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.audit import record
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.work.giving import Asked, demand
from mangnon.ui.context import today


@dataclass(frozen=True)
class Demanded:
    """What is to be done until when, by an organisation or, without one, by the commune itself."""

    text: str
    due_on: date
    organisation: Organisation | None = None


@transaction.atomic
def demand_remedy(
    finding_id: UUID, key: UUID, demanded: Demanded, *, by: User, now: datetime
) -> Remedy:
    """Demand that a finding is put right: a task with proof; the same form sent again is one."""
    finding = (
        InspectionFinding.objects.visible_to(by).select_related("inspection").get(pk=finding_id)
    )
    held = locked(finding.inspection_id, by)
    known: Remedy | None = sent_before(finding.remedies, key, by=by, sent_by="demanded_by")
    if known is not None:
        return known
    _require_done(held)
    if demanded.due_on < today():
        raise Refused(_("The day until which it is put right has passed; choose a later one."))
    body = demanded.organisation
    if body is None and held.unit.level == Unit.Level.PROVINCE:
        raise Refused(_("Choose the organisation of the province that puts it right."))
    partners = [held.organisation] if held.organisation and held.organisation != body else []
    task = demand(
        Asked(
            _("Put right at %(place)s: %(what)s")
            % {"place": held.place_name, "what": demanded.text.strip()},
            held.unit, organisation=body, partners=partners, expected_result=finding.text,
            due_on=demanded.due_on, needs_evidence=True,
        ),
        by=by, now=now,
    )  # fmt: skip
    made = Remedy.objects.create(
        pk=key, finding=finding, assignment=task, demanded_by=by, demanded_at=now
    )
    record(by, "inspection.demand_remedy", made, unit=held.unit)
    return made


@transaction.atomic
def add_penalty(
    inspection_id: UUID, key: UUID, values: Mapping[str, Any], *, by: User, now: datetime
) -> InspectionPenalty:
    """Enter an administrative penalty with its decision; the same form sent again is one."""
    held = locked(inspection_id, by)
    known = sent_before(held.penalties, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    _require_done(held)
    made = InspectionPenalty(pk=key, inspection=held, entered_by=by, entered_at=now, **values)
    _require_penalty(made, held)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("This decision is entered with the inspection already.")) from error
    record(by, "inspection.add_penalty", made, unit=held.unit, amount=made.amount)
    return made


@transaction.atomic
def withdraw_penalty(penalty_id: UUID, reason: str, *, by: User) -> InspectionPenalty:
    """Say why a penalty does not stand; it is shown, and counts no more."""
    inspection = InspectionPenalty.objects.visible_to(by).get(pk=penalty_id).inspection_id
    held = locked(inspection, by)
    penalty: InspectionPenalty = held.penalties.get(pk=penalty_id)
    if penalty.withdrawn_because:
        raise Refused(_("This penalty is withdrawn already."))
    if not reason.strip():
        raise Refused(_("Say why the penalty is withdrawn."))
    penalty.withdrawn_because = reason.strip()
    penalty.save(update_fields=["withdrawn_because"])
    record(by, "inspection.withdraw_penalty", penalty, unit=held.unit)
    return penalty


def _require_penalty(penalty: InspectionPenalty, held: Inspection) -> None:
    if penalty.kind not in penalty_kinds():
        raise Refused(_("Choose one of the kinds of penalties."))
    if penalty.kind == FINE and not penalty.amount:
        raise Refused(_("A fine has an amount in đồng; write it."))
    if penalty.kind != FINE and penalty.amount is not None:
        raise Refused(_("Only a fine has an amount; leave it out, or choose the fine."))
    if penalty.decision_on > today():
        raise Refused(_("The decision is of a day that has not come yet."))
    if held.done_on and penalty.decision_on < held.done_on:
        raise Refused(_("The decision is of a day before the inspection; look at both days again."))


def _require_done(held: Inspection) -> None:
    if not held.is_done:
        raise Refused(_("Close the inspection as carried out first."))
