"""Answering an offered case: taken over with its open time limits, or refused with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.handover.offering import require_commune_of_today
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell
from mangnon.cases.record.team import end_parts, put_in_charge
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import as_json
from mangnon.cases.steps.effects import take_effect
from mangnon.cases.steps.taking import HAND_OVER
from mangnon.cases.taking_part import Part
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


@transaction.atomic
def accept(hand_over_id: UUID, *, by: User, now: datetime) -> HandOver:
    """Let the commune of whoever accepts own the case, and them run it.

    Whoever worked on it before sees it no more. Time limits run on as they did.
    """
    case, offered = _to_answer(hand_over_id, by)
    if offered.state == HandOver.State.ACCEPTED and offered.answered_by_id == by.pk:
        return offered
    _require_open(offered)
    require_commune_of_today(offered.to_unit, now)
    if case.unit_id == offered.to_unit_id:
        raise Refused(_("The case is with your commune already; let the offer be taken back."))
    end_parts(case, now, Part.MANAGER, Part.MEMBER)
    case.unit = offered.to_unit
    case.save(update_fields=["unit"])
    put_in_charge(case, by, now, added_by=by)
    _answered(offered, HandOver.State.ACCEPTED, by, now)
    _write_step(case, offered, by, now)
    tell(case, Notice.Kind.ANSWERED, offered.offered_by, by=by, now=now)
    record(by, "case.accept", offered, unit=case.unit)
    return offered


@transaction.atomic
def refuse(hand_over_id: UUID, reason: str, *, by: User, now: datetime) -> HandOver:
    """Leave the case where it is, and say why."""
    case, offered = _to_answer(hand_over_id, by)
    if offered.state == HandOver.State.REFUSED and offered.answered_by_id == by.pk:
        return offered
    _require_open(offered)
    if not reason.strip():
        raise Refused(_("Say why your commune does not take the case."))
    offered.refusal = reason.strip()
    _answered(offered, HandOver.State.REFUSED, by, now)
    tell(case, Notice.Kind.ANSWERED, offered.offered_by, by=by, now=now)
    record(by, "case.refuse", offered, unit=offered.to_unit)
    return offered


def _to_answer(hand_over_id: UUID, by: User) -> tuple[Case, HandOver]:
    """Return the case, held, and its offer; in this order, as every writing on a case does."""
    access.require(by, "case.hand_over")
    seen = HandOver.objects.visible_to(by).filter(pk=hand_over_id)
    cases = Case.objects.select_for_update(of=("self",)).select_related("unit")
    case: Case | None = cases.filter(pk__in=seen.values("case")).first()
    if case is None:
        raise Refused(_("The answer to this offer is up to another commune."))
    offered: HandOver = seen.select_related("to_unit", "from_unit").get()
    return case, offered


def _require_open(offered: HandOver) -> None:
    if offered.state != HandOver.State.OPEN:
        raise Refused(
            _("This offer is answered already: %(state)s.") % {"state": offered.get_state_display()}
        )


def _answered(offered: HandOver, state: str, by: User, now: datetime) -> None:
    offered.state, offered.answered_by, offered.answered_at = state, by, now
    offered.save()


def _write_step(case: Case, offered: HandOver, by: User, now: datetime) -> None:
    """Write the hand-over into the way of the case, as whoever took it over did it."""
    definition = case_catalog().process(case.process_from).by_code[HAND_OVER]
    form = case_catalog().form(HAND_OVER, local_day(offered.offered_at))
    answers = {"reason": offered.reason}
    step = Step.objects.create(
        id=offered.pk, case=case, code=HAND_OVER, state=Step.State.DONE, from_stage=case.stage,
        form_from=form.valid_from, answers=as_json(form, answers),
        happened_at=now, entered_at=now, by=by,
    )  # fmt: skip
    take_effect(case, step, definition, answers)
