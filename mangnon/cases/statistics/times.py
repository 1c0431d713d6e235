"""How long steps took and how many limits were missed, of the whole province, by codes alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import F, Min, Q

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
    clocks = CaseClock.objects.filter(started_at__year=year)
    is_late = Q(stopped_at__gt=F("due_at")) | Q(stopped_at=None, due_at__lt=now)
    late = set(clocks.filter(is_late).values_list("pk", flat=True))
    ran: dict[str, list[bool]] = defaultdict(list)
    for key, code in clocks.values_list("pk", "code"):
        ran[code].append(key in late)
    return [_missed(code, found, below) for code, found in sorted(ran.items())]


def outcomes(year: int, below: int) -> dict[str, int | None]:
    """Return how many cases were closed for each reason, None where they are few."""
    closed = Case.objects.filter(closed_at__year=year).values_list("closing_reason", flat=True)
    found: dict[str, int] = defaultdict(int)
    for reason in closed:
        found[reason] += 1
    return {reason: _many(count, below) for reason, count in sorted(found.items())}


def _missed(code: str, found: Iterable[bool], below: int) -> Missed:
    ran = list(found)
    missed, kept = sum(ran), len(ran) - sum(ran)
    if _many(missed, below) is None or _many(kept, below) is None:
        return Missed(code, _many(len(ran), below), None)
    return Missed(code, len(ran), missed)


def _many(count: int, below: int) -> int | None:
    return None if 0 < count < below else count
