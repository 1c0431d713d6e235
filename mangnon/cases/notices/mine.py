"""Limits, decisions and notices that wait for one person, for "Việc của tôi"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.running import definition_of
from mangnon.cases.notices.notice import Notice
from mangnon.cases.step import Step
from mangnon.cases.taking_part import cases_run_by, rights_to_decide
from mangnon.core.models import User
from mangnon.core.units.lineage import units_known


@dataclass(frozen=True)
class Due:
    """A limit of one of the person's own cases."""

    clock: CaseClock
    title: str


@dataclass(frozen=True)
class ToDecide:
    """A dossier that waits for the person."""

    step: Step
    title: str


@dataclass(frozen=True)
class Told:
    """A notice, the title of what is due, "" where nothing is, and whether they see its case still.

    Who offered a case to another commune is told that it was taken, and sees it no longer.
    """

    notice: Notice
    title: str
    may_open: bool


def due_of(by: User, now: datetime, most: int) -> list[Due]:
    """Return the limits of the person's cases that have run out, or warn at the moment."""
    own = CaseClock.objects.running().filter(case__in=cases_run_by(by), paused_at=None)
    found = own.filter(warns_at__lte=now).select_related("case").order_by("due_at")
    found = found.only("code", "clock_from", "due_at", "case__number")[:most]
    return [Due(clock, definition_of(clock).title.vi) for clock in found]


def to_decide_of(by: User, most: int) -> list[ToDecide]:
    decides = rights_to_decide(by)
    if not decides:
        return []
    waiting = Step.objects.filter(
        state=Step.State.WAITS, needs__in=decides, case__unit__in=units_known(by)
    ).exclude(by=by)
    waiting = waiting.select_related("case").order_by("entered_at")
    return [_to_decide(step) for step in waiting[:most]]


def _to_decide(step: Step) -> ToDecide:
    process = case_catalog().process(step.case.process_from)
    return ToDecide(step, process.by_code[step.code].title.vi)


def told_of(by: User, most: int) -> list[Told]:
    unread = (
        Notice.objects.visible_to(by)
        .unread()
        .select_related("case", "clock")
        .only("kind", "at", "due_at", "case__number", "clock__code", "clock__clock_from")
    )
    found = list(unread.order_by("-at", "-pk")[:most])
    if not found:
        return []
    opened = Case.objects.visible_to(by).filter(pk__in={notice.case_id for notice in found})
    keys = set(opened.values_list("pk", flat=True))
    return [
        Told(
            notice, title=definition_of(notice.clock).title.vi if notice.clock else "",
            may_open=notice.case_id in keys,
        )
        for notice in found
    ]  # fmt: skip
