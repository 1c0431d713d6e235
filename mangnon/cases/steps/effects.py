"""What a step makes of its case when it is proposed, and when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.running import entered_at, run_clocks
from mangnon.cases.notices.telling import tell_receivers
from mangnon.cases.proceedings.feedback import news_for_hotline
from mangnon.cases.receiving.following import standing_of
from mangnon.cases.step import Step
from mangnon.cases.steps.classifying import classify
from mangnon.engine.cases import process as engine


def take_effect(
    case: Case, step: Step, definition: engine.Step, answers: Mapping[str, Any]
) -> None:
    """Move the case to where the step leads, and let its events start and stop clocks.

    A proposal happened when it was made; what another person agreed to, when they did.
    """
    if step.state == Step.State.WAITS:
        _move(case, definition.waits_at)
        run_clocks(
            case, step, definition.events_of(answers, engine.PROPOSED), answers, step.happened_at
        )
        return
    if step.risk:
        case.risk = step.risk
    if "is_emergency" in answers:
        case.is_emergency = answers["is_emergency"] == "yes"
    classify(case, definition, answers)
    moment, stood = step.took_effect_at, standing_of(case)
    if step.to_stage:
        _end_or_go_on(case, step.to_stage, moment, answers)
    _move(case, step.to_stage)
    if standing_of(case) != stood:
        tell_receivers(case, by=step.by, now=entered_at(step))
    events = [*definition.events_of(answers, engine.DONE), *news_for_hotline(case, definition)]
    run_clocks(case, step, events, answers, moment)


def _end_or_go_on(case: Case, stage: str, moment: datetime, answers: Mapping[str, Any]) -> None:
    """Close a case that comes to an end, and open one that leaves it again."""
    if case_catalog().process(case.process_from).stage_by_code[stage].is_end:
        case.closed_at, case.closing_reason = moment, str(answers.get("reason", ""))
    else:
        case.closed_at, case.closing_reason = None, ""


def give_back(case: Case, step: Step, definition: engine.Step) -> None:
    """Let the case stand where it stood before the proposal, if it waited there for the answer."""
    _move(case, step.from_stage if case.stage == definition.waits_at else None)


def _move(case: Case, stage: str | None) -> None:
    if stage:
        case.stage = stage
    case.version += 1
    case.save()
