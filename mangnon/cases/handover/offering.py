"""Offering a case to another commune, with a reason; and taking the offer back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.handover.hand_over import HandOver
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User


@transaction.atomic
def offer(
    case_id: UUID, to_unit: Unit, reason: str, *, by: User, now: datetime, key: UUID | None = None
) -> HandOver:
    """Offer the case to a commune of today; the same offer sent again is the one that is there."""
    access.require(by, "case.hand_over")
    case = lock_case(case_id, by)
    key = key or uuid4()
    known: HandOver | None = case.hand_overs.filter(pk=key).first()
    if known is not None:
        return known
    _require_possible(case, to_unit, reason, by, now)
    made: HandOver = case.hand_overs.create(
        id=key, from_unit=case.unit, to_unit=to_unit, reason=reason.strip(),
        offered_by=by, offered_at=now,
    )  # fmt: skip
    record(by, "case.offer", made, unit=case.unit, to=to_unit.code)
    return made


@transaction.atomic
def withdraw(case_id: UUID, *, by: User, now: datetime) -> None:
    """Take back the offer that waits for an answer."""
    access.require(by, "case.hand_over")
    case = lock_case(case_id, by)
    waiting = case.hand_overs.open().select_for_update().first()
    if waiting is None:
        raise Refused(_("No offer of this case waits for an answer any more."))
    waiting.state, waiting.answered_by, waiting.answered_at = HandOver.State.WITHDRAWN, by, now
    waiting.save()
    record(by, "case.withdraw_offer", waiting, unit=case.unit)


def require_commune_of_today(unit: Unit, now: datetime) -> None:
    day = local_day(now)
    if unit.level != Unit.Level.COMMUNE or not Unit.objects.on(day).filter(pk=unit.pk).exists():
        raise Refused(
            _("%(unit)s is no commune of today; choose the commune that it became part of.")
            % {"unit": unit}
        )


def _require_possible(case: Case, to_unit: Unit, reason: str, by: User, now: datetime) -> None:
    if case.manager_id != by.pk:
        raise Refused(_("Only whoever runs the case offers it to another commune."))
    if case.closed_at is not None:
        raise Refused(_("The case is closed; a closed case stays where it is."))
    if not reason.strip():
        raise Refused(_("Say why the case is handed over."))
    require_commune_of_today(to_unit, now)
    if to_unit.pk == case.unit_id:
        raise Refused(_("The case is with this commune already."))
    if case.steps.filter(state="waits").exists():
        raise Refused(_("A step of this case waits for a decision; it comes first."))
    if case.hand_overs.open().exists():
        raise Refused(_("This case is offered already, and waits for an answer."))
