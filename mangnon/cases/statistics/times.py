"""How long steps took and how many limits were missed, of the whole province, by codes alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, F, Min, Q

from mangnon.cases.case import Case
from mangnon.cases.clock import CaseClock
from mangnon.cases.step import Step


@dataclass(frozen=True)
class Took:
    """The median hours from the report to a step; None where too few cases have taken it."""

    code: str
    hours: float | None


@dataclass(frozen=True)
class Missed:
    """How many clocks of one limit ran, and how many ran out; None where few did."""

    code: str
    ran: int | None
    missed: int | None


def times_to_steps(year: int, below: int) -> list[Took]:
    """Return for each step the median time from the report until it was first done."""
    done = Step.objects.filter(state=Step.State.DONE, case__received_at__year=year)
    firsts = done.exclude(code="receive").values("case", "code", "case__received_at")
    hours: dict[str, list[float]] = defaultdict(list)
    for row in firsts.annotate(first=Min("happened_at")):
        took = row["first"] - row["case__received_at"]
        hours[row["code"]].append(took.total_seconds() / 3600)
    return [
        Took(code, round(median(found), 1) if len(found) >= below else None)
        for code, found in sorted(hours.items())
    ]


def missed_limits(year: int, now: datetime, below: int) -> list[Missed]:
    """Return for each limit how many ran and how many were missed, those still running too."""
    is_late = Q(stopped_at__gt=F("due_at")) | Q(stopped_at=None, due_at__lt=now)
    clocks = CaseClock.objects.filter(started_at__year=year).order_by("code").values("code")
    counted = clocks.annotate(ran=Count("pk"), missed=Count("pk", filter=is_late))
    return [_missed(row["code"], row["ran"], row["missed"], below) for row in counted]


def outcomes(year: int, below: int) -> dict[str, int | None]:
    """Return how many cases were closed for each reason, None where they are few."""
    closed = Case.objects.filter(closed_at__year=year).order_by("closing_reason")
    counted = closed.values("closing_reason").annotate(cases=Count("pk"))
    return {row["closing_reason"]: _many(row["cases"], below) for row in counted}


def _missed(code: str, ran: int, missed: int, below: int) -> Missed:
    if _many(missed, below) is None or _many(ran - missed, below) is None:
        return Missed(code, _many(ran, below), None)
    return Missed(code, ran, missed)


def _many(count: int, below: int) -> int | None:
    return None if 0 < count < below else count
