"""Starting, extending and stopping the clocks of a case by what happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.limits import end_of, end_of_day, warning_of
from mangnon.cases.step import Step
from mangnon.core.models import Refused
from mangnon.engine.cases.clocks import Clock

UNTIL = "until"


def run_clocks(
    case: Case, step: Step, events: Collection[str], answers: Mapping[str, Any], moment: datetime
) -> None:
    """Let the events of a step stop, extend and start clocks; `moment` is when they happened.

    Raises Refused where the step happened before the clock began that it would stop.
    """
    known = case_catalog().clocks_on(timezone.localtime(moment).date())
    running = {clock.code: clock for clock in case.clocks.running().select_for_update()}
    for code, clock in running.items():
        definition = known[code]
        if set(definition.stops) & set(events):
            stop(clock, step, moment)
        elif definition.extended_by in events:
            extend(clock, definition, answers[UNTIL], moment)
    for code, definition in known.items():
        is_running = code in running and running[code].stopped_at is None
        if set(definition.starts) & set(events) and not is_running:
            start(case, definition, step, moment)


def start(case: Case, definition: Clock, step: Step, moment: datetime) -> CaseClock:
    due = end_of(definition.limit, moment)
    return CaseClock.objects.create(
        case=case, code=definition.code, clock_from=definition.valid_from, started_by=step,
        started_at=moment, due_at=due, legal_due_at=due,
        warns_at=warning_of(definition.warn_before, moment, due),
    )  # fmt: skip


def stop(clock: CaseClock, step: Step, moment: datetime) -> None:
    if moment < clock.started_at:
        raise Refused(
            _("This happened before the time limit began that it would end; look at the time.")
        )
    clock.stopped_by, clock.stopped_at, clock.stop_entered_at = step, moment, step.entered_at
    clock.save(update_fields=["stopped_by", "stopped_at", "stop_entered_at"])


def extend(clock: CaseClock, definition: Clock, until: date, moment: datetime) -> None:
    """Let a limit run until the end of another day, by a decision."""
    due = end_of_day(until)
    if due <= clock.legal_due_at:
        raise Refused(_("An extension ends after the limit that it extends; choose a later day."))
    clock.due_at = clock.legal_due_at = due
    clock.warns_at = warning_of(definition.warn_before, moment, due)
    clock.warned_at = clock.escalated_at = None
    clock.save(update_fields=["due_at", "legal_due_at", "warns_at", "warned_at", "escalated_at"])
