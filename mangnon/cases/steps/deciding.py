"""Agreeing to a step that waits, or returning it: never by whoever proposed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.finding import lock_case
from mangnon.cases.four_eyes import require_another
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import answers_of
from mangnon.cases.steps.effects import give_back, take_effect
from mangnon.cases.steps.meanwhile import refuse_changed
from mangnon.cases.steps.rules import faults_of
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.engine.cases import process as engine


@dataclass(frozen=True)
class Decision:
    """`number` is that of a written decision; `answer` says why the step is returned.

    `seen` is the version of the case that the person looked at.
    """

    agrees: bool
    answer: str = ""
    number: str = ""
    seen: int | None = None


@transaction.atomic
def decide(
    case_id: UUID, step_id: UUID, *, agrees: bool, answer: str = "", number: str = "",
    seen: int | None = None, by: User, now: datetime,
) -> Step:  # fmt: skip
    """Let a waiting step take effect, or return it with a reason to whoever proposed it.

    The same decision sent again changes nothing.
    """
    decision = Decision(agrees, answer.strip(), number.strip(), seen)
    try:
        case = lock_case(case_id, by)
    except Refused:  # who has decided may take part no more
        known = decided_so(step_id, decision, by)
        if known is None:
            raise
        return known
    step: Step = case.steps.select_for_update(of=("self",)).select_related("by").get(pk=step_id)
    if decided_so(step_id, decision, by) is not None:
        return step
    _require_possible(step, decision, by)
    refuse_changed(case, decision.seen)
    definition = case_catalog().process(case.process_from).by_code[step.code]
    answers = answers_of(step, definition)
    if agrees:
        _require_unmoved(case, step, definition)
        if faults := faults_of(step.code, case, answers, now):
            raise Refused(" ".join(faults))
    step.state = Step.State.DONE if agrees else Step.State.RETURNED
    step.decided_by, step.decided_at = by, now
    step.answer, step.decision_number = decision.answer, decision.number
    step.save()
    if agrees:
        take_effect(case, step, definition, answers)
    else:
        give_back(case, step, definition)
    tell(case, Notice.Kind.DECIDED, step.by, by=by, now=now)
    record(by, "case.decide", step, unit=case.unit, step=step.code, state=step.state)
    return step


def decided_so(step_id: UUID, decision: Decision, by: User) -> Step | None:
    """Return the step where the person has decided on it in just this way already."""
    state = Step.State.DONE if decision.agrees else Step.State.RETURNED
    found: Step | None = Step.objects.filter(pk=step_id, decided_by=by, state=state).first()
    return found


def is_decided_by(step_id: UUID, by: User) -> bool:
    """Say whether the person has decided on the step, in whatever way."""
    return Step.objects.filter(pk=step_id, decided_by=by).exists()


def _require_possible(step: Step, decision: Decision, by: User) -> None:
    if not step.needs:
        raise Refused(_("This step needs no decision."))
    access.require(by, step.needs)
    if step.state != Step.State.WAITS:
        raise Refused(_("Somebody has decided on this already."))
    require_another(step.by, by)
    if not decision.agrees and not decision.answer:
        raise Refused(_("Say why it is returned."))


def _require_unmoved(case: Case, step: Step, definition: engine.Step) -> None:
    """Refuse what would lead the case on from where it is no more."""
    if definition.moves and case.stage != (definition.waits_at or step.from_stage):
        raise Refused(
            _("The case has gone on since this was proposed; return it, to be proposed anew.")
        )
