"""Agreeing to a step that waits, or returning it: never by whoever proposed it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.cases.catalog import case_catalog
from mangnon.cases.finding import lock_case
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import answers_of
from mangnon.cases.steps.effects import give_back, take_effect
from mangnon.cases.steps.rules import faults_of
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


@transaction.atomic
def decide(
    case_id: UUID, step_id: UUID, *, agrees: bool, answer: str = "", by: User, now: datetime
) -> Step:
    """Let a waiting step take effect, or return it with a reason to whoever proposed it.

    The same decision sent again changes nothing.
    """
    wanted = Step.State.DONE if agrees else Step.State.RETURNED
    try:
        case = lock_case(case_id, by)
    except Refused:  # who has decided may take part no more
        known: Step | None = decided_by(by).filter(pk=step_id, state=wanted).first()
        if known is None:
            raise
        return known
    step: Step = case.steps.select_for_update().get(pk=step_id)
    access.require(by, step.needs)
    if step.state == wanted and step.decided_by_id == by.pk:
        return step
    if step.state != Step.State.WAITS:
        raise Refused(_("Somebody has decided on this already."))
    if step.by_id == by.pk:
        raise Refused(_("Whoever proposes a step does not decide on it; another person must."))
    if not agrees and not answer.strip():
        raise Refused(_("Say why it is returned."))
    definition = case_catalog().process(case.process_from).by_code[step.code]
    answers = answers_of(step, definition)
    step.state, step.decided_by, step.decided_at, step.answer = wanted, by, now, answer.strip()
    step.save()
    if agrees:
        if faults := faults_of(step.code, case, answers):
            raise Refused(" ".join(faults))
        take_effect(case, step, definition, answers)
    else:
        give_back(case, step, definition)
    record(by, "case.decide", step, unit=case.unit, step=step.code, state=step.state)
    return step


def decided_by(person: User) -> QuerySet[Step]:
    """Return the steps that the person decided on, whether or not they still see the cases."""
    steps: QuerySet[Step] = Step.objects.filter(decided_by=person)
    return steps
