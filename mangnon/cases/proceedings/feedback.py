"""What is owed to the hotline that passed a report on: that it is told what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.report import Report
from mangnon.cases.seeing import Section
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import answers_of
from mangnon.core.models import User
from mangnon.engine.cases import process as engine
from mangnon.ui.formats import date_text

STEP, CLOCK = "feed_back", "feedback"


@dataclass(frozen=True)
class Owed:
    """What one case owes: to whom, by their reference, and until when."""

    case: Case
    due_at: datetime
    is_late: bool
    reports: Sequence[tuple[str, str]]  # the channel in words, their reference


def news_for_hotline(case: Case, definition: engine.Step) -> list[str]:
    """Return the event that a hotline is owed word of a step that is done, if it is owed any."""
    if definition.told_back and hotline_reports(case):
        return [engine.NEWS]
    return []


def hotline_reports(case: Case) -> Sequence[Report]:
    """Return the reports of a case that a hotline passed on, the first one first."""
    hotlines = case_catalog().process(case.process_from).hotlines
    return list(case.reports.filter(channel__in=hotlines).order_by("received_at"))


def owed(by: User, now: datetime) -> list[Owed]:
    """Return what the cases owe that the person runs, what is due first on top."""
    running = CaseClock.objects.visible_to(by).running().filter(code=CLOCK, case__manager=by)
    channels = code_list("case_channel").by_code
    return [
        Owed(
            clock.case, clock.due_at, clock.due_at < now,
            [(channels[r.channel].vi, r.reference) for r in hotline_reports(clock.case)],
        )
        for clock in running.select_related("case__unit").order_by("due_at", "pk")
    ]  # fmt: skip


def told(case: Case, sections: frozenset[Section]) -> Sequence[tuple[datetime, str]]:
    """Return when and what the hotline was told, for whoever may read that and not the steps."""
    if Section.FEEDBACK not in sections or Section.STEPS in sections:
        return []
    definition = case_catalog().process(case.process_from).by_code[STEP]
    steps = case.steps.filter(code=STEP, state=Step.State.DONE).order_by("happened_at")
    return [(step.happened_at, answers_of(step, definition)["told"]) for step in steps]


def proposal(case: Case, step: engine.Step) -> dict[str, Any]:
    """Return what the form of a feedback begins with: their reference, and the steps done since."""
    if step.code != STEP:
        return {}
    references = [report.reference for report in hotline_reports(case) if report.reference]
    return {"reference": ", ".join(references), "told": "\n".join(_news(case))}


def _news(case: Case) -> list[str]:
    """Return each step to be told since the last feedback: what and when, no word of a content."""
    known = case_catalog().process(case.process_from).by_code
    last = case.steps.filter(code=STEP, state=Step.State.DONE).order_by("-entered_at").first()
    told = [code for code, definition in known.items() if definition.told_back]
    steps = case.steps.filter(state=Step.State.DONE, code__in=told).order_by("happened_at")
    if last is not None:
        steps = steps.filter(entered_at__gt=last.entered_at) | steps.filter(
            decided_at__gt=last.entered_at
        )
    return [
        _("%(day)s: %(step)s.")
        % {
            "day": date_text(local_day(step.decided_at or step.happened_at)),
            "step": known[step.code].title.vi,
        }
        for step in steps
    ]
