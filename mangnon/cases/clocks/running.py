"""Starting, pausing, extending and stopping the clocks of a case by what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.limits import end_of, end_of_day, local_day, warning_of
from mangnon.cases.clocks.local import local_limits
from mangnon.cases.clocks.local_limit import LocalLimit
from mangnon.cases.clocks.pausing import pause, resume
from mangnon.cases.step import Step
from mangnon.core.models import Refused
from mangnon.engine.cases.clocks import Clock

UNTIL = "until"


def run_clocks(
    case: Case, step: Step, events: Collection[str], answers: Mapping[str, Any], moment: datetime
) -> None:
    """Let the events of a step act on the clocks; `moment` is when they happened.

    A clock that runs keeps to the version of the catalogue that it began under. Raises Refused
    where the step happened before a clock began that it would stop, or is still to come.
    """
    if moment > entered_at(step):
        raise Refused(_("This time is still to come; write when it happened."))
    happened = set(events)
    for clock in case.clocks.running().select_for_update():
        _act(clock, step, happened, answers, moment)
    running = set(case.clocks.running().values_list("code", flat=True))
    for code, definition in case_catalog().clocks_on(local_day(moment)).items():
        if happened & set(definition.starts) and code not in running:
            start(case, definition, step, moment)


def definition_of(clock: CaseClock) -> Clock:
    """Return the version of the catalogue that the clock was started by."""
    return case_catalog().clock_as_of(clock.code, clock.clock_from)


def entered_at(step: Step) -> datetime:
    """Return when the step took its effect in the records: when it was agreed to, or entered."""
    moment: datetime = step.decided_at or step.entered_at
    return moment


def start(case: Case, definition: Clock, step: Step, moment: datetime) -> CaseClock:
    """Start a clock; the tightest of the law's limit and the local ones says when it ends."""
    moves = definition.on_day_off == "moves"
    legal = end_of(definition.limit, moment, moves=moves)
    local = local_limits(case.unit, local_day(moment)).get(definition.code, [])
    ends = [(end_of(one.limit, moment, moves=moves), one) for one in local]
    due, tightest = min(ends, key=lambda end: end[0], default=(legal, None))
    if due >= legal:
        due, tightest = legal, None
    return _begin(case, definition, step, moment, due=due, legal_due=legal, local_limit=tightest)


def _begin(
    case: Case,
    definition: Clock,
    step: Step,
    moment: datetime,
    *,
    due: datetime,
    legal_due: datetime,
    local_limit: LocalLimit | None = None,
) -> CaseClock:
    return CaseClock.objects.create(
        case=case, code=definition.code, clock_from=definition.valid_from, started_by=step,
        started_at=moment, due_at=due, legal_due_at=legal_due, local_limit=local_limit,
        warns_at=warning_of(definition.warn_before, moment, due),
    )  # fmt: skip


def stop(clock: CaseClock, step: Step, moment: datetime) -> None:
    """Stop a clock, and keep both when it was and when that was entered."""
    _require_begun(clock, moment)
    if clock.paused_at is not None:
        resume(clock, definition_of(clock), step, moment)
    clock.stopped_by, clock.stopped_at, clock.stop_entered_at = step, moment, entered_at(step)
    clock.save()


def extend(
    clock: CaseClock, definition: Clock, step: Step, until: date, moment: datetime
) -> CaseClock:
    """Let a limit run until the end of another day, by a decision.

    A limit that has run out before the decision stays broken: a new clock begins beside it.
    """
    _require_begun(clock, moment)
    due = end_of_day(until)
    if due <= clock.legal_due_at or due < moment:
        raise Refused(_("An extension ends after the limit that it extends; choose a later day."))
    if moment > clock.due_at:
        stop(clock, step, moment)
        return _begin(clock.case, definition, step, moment, due=due, legal_due=due)
    clock.due_at = clock.legal_due_at = due
    clock.local_limit = None
    clock.warns_at = warning_of(definition.warn_before, moment, due)
    clock.warned_at = clock.escalated_at = None
    clock.save()
    return clock


def _act(
    clock: CaseClock, step: Step, happened: set[str], answers: Mapping[str, Any], moment: datetime
) -> None:
    definition = definition_of(clock)
    if happened & set(definition.ends):
        stop(clock, step, moment)
    elif happened & set(definition.stops):
        stop(clock, step, moment)
        if definition.repeats:
            start(clock.case, definition, step, moment)
    elif definition.extended_by in happened:
        extend(clock, definition, step, answers[UNTIL], moment)
    elif happened & set(definition.pauses) and clock.paused_at is None:
        _require_begun(clock, moment)
        pause(clock, definition, step, moment)
    elif happened & set(definition.resumes) and clock.paused_at is not None:
        resume(clock, definition, step, moment)


def _require_begun(clock: CaseClock, moment: datetime) -> None:
    if moment < clock.started_at:
        raise Refused(
            _("This happened before the time limit began that it would end; look at the time.")
        )
