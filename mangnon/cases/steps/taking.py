"""Taking a step of a case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import RISK_ORDER, Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.record.team import put_in_charge
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import as_json, require_sound
from mangnon.cases.steps.effects import take_effect
from mangnon.cases.steps.meanwhile import refuse_changed
from mangnon.cases.steps.rules import after_the_last, faults_of, out_of_order, require_before
from mangnon.cases.taking_part import DECIDES
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.engine.cases import process as engine

CORRECTION = "correct"
HAND_OVER = "hand_over"
# Nobody takes these: they follow from what is written elsewhere.
OF_THEIR_OWN = frozenset({"receive", HAND_OVER})


@dataclass(frozen=True)
class NewStep:
    """A step as a person enters it. `seen` is the version of the case that they looked at.

    `corrects` is the earlier step that a correction is about.
    """

    code: str
    happened_at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    corrects: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def take_step(case_id: uuid.UUID, new: NewStep, *, by: User, now: datetime) -> Step:
    """Write a step and let it take effect; one that needs a second person waits for them.

    The same step sent again changes nothing. Raises NotAccepted for what the form refuses, Refused
    for what the process or a rule does.
    """
    case = lock_case(case_id, by)
    known: Step | None = case.steps.filter(pk=new.id).first()
    if known is not None:
        return known
    new = replace(new, happened_at=after_the_last(case, new.happened_at))
    definition = _may_take(case, new, by, now)
    form = None
    if definition.form is not None:
        form = case_catalog().form(definition.form, local_day(new.happened_at))
    answers = require_sound(form, new.answers) if form else {}
    if faults := faults_of(definition.code, case, answers, new.happened_at):
        raise Refused(" ".join(faults))
    refuse_changed(case, new.seen)
    step = Step(
        id=new.id, case=case, code=definition.code, from_stage=case.stage,
        to_stage=definition.leads_to(answers) or "", form_from=form.valid_from if form else None,
        answers=as_json(form, answers) if form else "", happened_at=new.happened_at,
        entered_at=now, by=by, corrects=_corrected(case, new),
    )  # fmt: skip
    _let_wait_or_be_done(step, definition, answers)
    step.save(force_insert=True)
    take_effect(case, step, definition, answers)
    if definition.code == "acknowledge":
        put_in_charge(case, by, now, added_by=by)
    record(by, "case.step", step, unit=case.unit, step=step.code, state=step.state)
    return step


def _let_wait_or_be_done(step: Step, definition: engine.Step, answers: Mapping[str, Any]) -> None:
    step.risk = str(answers.get(definition.risk, "")) if definition.risk else ""
    step.needs = definition.decided_by or (DECIDES if _lowers(step, answers) else "")
    step.state = Step.State.WAITS if step.needs else Step.State.DONE
    waiting = Step.objects.filter(case=step.case, code=step.code, state=Step.State.WAITS)
    if step.needs and waiting.exists():
        raise Refused(_("This step waits for a decision already."))


def _may_take(case: Case, new: NewStep, by: User, now: datetime) -> engine.Step:
    definition = case_catalog().process(case.process_from).by_code.get(new.code)
    if definition is None:
        raise Refused(_("The process knows no such step."))
    access.require(by, definition.by)
    if definition.code in OF_THEIR_OWN:
        raise Refused(_("The process knows no such step."))
    if case.stage not in definition.after:
        raise Refused(
            _("This step cannot be taken while the case is at the stage “%(stage)s”.")
            % {
                "stage": case_catalog()
                .process(case.process_from)
                .stage_by_code[case.stage]
                .title.vi
            }
        )
    require_before(case, definition, new.happened_at)
    if new.happened_at > now:
        raise Refused(_("This time is still to come; write when it happened."))
    if new.happened_at < case.received_at:
        raise Refused(_("This happened before the report was received; look at the time again."))
    if sentence := out_of_order(case, definition, new.happened_at):
        raise Refused(sentence)
    return definition


def _lowers(step: Step, answers: Mapping[str, Any]) -> bool:
    """Say whether the step calls the child less in danger than its case says now."""
    case = step.case
    is_lower = bool(step.risk and case.risk and RISK_ORDER[step.risk] < RISK_ORDER[case.risk])
    return is_lower or (case.is_emergency and answers.get("is_emergency") == "no")


def _corrected(case: Case, new: NewStep) -> Step | None:
    if (new.corrects is not None) != (new.code == CORRECTION):
        raise Refused(_("A correction says which step it puts right; choose it in the case file."))
    if new.corrects is None:
        return None
    found: Step | None = case.steps.filter(pk=new.corrects).first()
    if found is None:
        raise Refused(_("This case has no such step."))
    return found
