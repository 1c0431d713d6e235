"""Taking a step of a case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import RISK_ORDER, Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.finding import lock_case
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import as_json, require_sound
from mangnon.cases.steps.effects import take_effect
from mangnon.cases.steps.rules import faults_of
from mangnon.cases.taking_part import Part, Participant
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.engine.cases import process as engine

DECIDES = "case.decide"


@dataclass(frozen=True)
class NewStep:
    """A step as a person enters it. `seen` is the version of the case that they looked at."""

    code: str
    happened_at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)


class ChangedMeanwhile(Refused):
    """Others took steps since the person looked; `steps` are theirs, `now` the version it is."""

    def __init__(self, steps: Sequence[Step], now: int) -> None:
        super().__init__(_("Somebody else has gone on with this case meanwhile; look and decide."))
        self.steps = steps
        self.now = now


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
    definition = _may_take(case, new, by, now)
    answers: dict[str, Any] = {}
    form = None
    if definition.form is not None:
        form = case_catalog().form(definition.form, timezone.localtime(new.happened_at).date())
        answers = require_sound(form, new.answers)
    if faults := faults_of(definition.code, case, answers):
        raise Refused(" ".join(faults))
    _refuse_changed(case, new)
    risk = str(answers.get(definition.risk, "")) if definition.risk else ""
    is_lower = bool(risk and case.risk and RISK_ORDER[risk] < RISK_ORDER[case.risk])
    needs = definition.decided_by or (DECIDES if is_lower else "")
    step = Step(
        id=new.id, case=case, code=definition.code, from_stage=case.stage, risk=risk,
        to_stage=definition.leads_to(answers) or "", form_from=form.valid_from if form else None,
        state=Step.State.WAITS if needs else Step.State.DONE, needs=needs,
        answers=as_json(form, answers) if form else "", happened_at=new.happened_at,
        entered_at=now, by=by,
    )  # fmt: skip
    if needs and Step.objects.filter(case=case, code=step.code, state=Step.State.WAITS).exists():
        raise Refused(_("This step waits for a decision already."))
    step.save(force_insert=True)
    take_effect(case, step, definition, answers)
    if definition.code == "acknowledge":
        _put_in_charge(case, by, now)
    record(by, "case.step", step, unit=case.unit, step=step.code, state=step.state)
    return step


def _may_take(case: Case, new: NewStep, by: User, now: datetime) -> engine.Step:
    definition = case_catalog().process(case.process_from).by_code.get(new.code)
    if definition is None:
        raise Refused(_("The process knows no such step."))
    access.require(by, definition.by)
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
    if new.happened_at > now:
        raise Refused(_("This time is still to come; write when it happened."))
    if new.happened_at < case.received_at:
        raise Refused(_("This happened before the report was received; look at the time again."))
    return definition


def _refuse_changed(case: Case, new: NewStep) -> None:
    if new.seen is not None and new.seen != case.version:
        others = case.steps.order_by("-entered_at")[: max(1, case.version - new.seen)]
        raise ChangedMeanwhile(list(others), case.version)


def _put_in_charge(case: Case, by: User, now: datetime) -> None:
    case.manager = by
    case.save(update_fields=["manager"])
    Participant.objects.create(case=case, user=by, part=Part.MANAGER, since=now, added_by=by)
