"""How difficulties stood at the end of a period, for reports and reviews.

It is read from the notes, so that the same period gives the same answer whenever it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from mangnon.core.models import Unit, User
from mangnon.plans.difficulties.difficulty import OPEN, Difficulty
from mangnon.plans.difficulties.note import DifficultyNote

State = Difficulty.State


@dataclass(frozen=True)
class OpenDifficulty:
    """One that was open at the end of the period; `state` is where it stood then, by its code."""

    title: str
    raiser: str
    since: date
    proposed: str
    field: str
    state: str
    was_escalated: bool


@dataclass(frozen=True)
class Standing:
    """How many were raised, solved and withdrawn within the period, and which were open at its end.

    What was raised before the period counts among the solved, withdrawn and open ones alone.
    """

    raised: int
    solved: int
    withdrawn: int
    open: tuple[OpenDifficulty, ...]


def open_and_solved(
    units: Iterable[Unit] | QuerySet[Unit] | Any, start: date, end: date, *, by: User
) -> Standing:
    """Return how the difficulties of the units stood at the end of `end`, as far as `by` sees them.

    `units` is whatever a lookup of units takes: units, their keys or a subquery. Both days belong
    to the period. Open ones come in the order in which they were raised.
    """
    return standing_of(Difficulty.objects.visible_to(by).filter(unit__in=units), start, end)


def standing_of(difficulties: QuerySet[Difficulty], start: date, end: date) -> Standing:
    """Return how these difficulties stood at the end of `end`; both days belong to the period."""
    first, after = _moment(start), _moment(end + timedelta(days=1))
    notes = DifficultyNote.objects.filter(difficulty=OuterRef("pk"), at__lt=after)
    last = notes.order_by("-number")
    seen = difficulties.filter(raised_at__lt=after)
    known: list[Any] = list(
        seen.annotate(
            stood=Subquery(last.values("state")[:1]), stood_since=Subquery(last.values("at")[:1])
        )
        .select_related("unit", "organisation")
        .order_by("raised_at", "pk")
    )
    within = Counter(one.stood for one in known if one.stood_since >= first)
    escalated = _escalated(known, after)
    return Standing(
        raised=sum(one.raised_at >= first for one in known),
        solved=within[State.SOLVED],
        withdrawn=within[State.WITHDRAWN],
        open=tuple(
            OpenDifficulty(
                one.title, one.raiser, one.since, one.proposed, one.field, one.stood,
                one.pk in escalated,
            )
            for one in known
            if one.stood in OPEN
        ),
    )  # fmt: skip


def _escalated(known: list[Difficulty], after: datetime) -> set[object]:
    passed_up = DifficultyNote.objects.filter(
        difficulty__in=known, kind=DifficultyNote.Kind.ESCALATED, at__lt=after
    )
    return set(passed_up.values_list("difficulty_id", flat=True))


def _moment(day: date) -> datetime:
    """Return when the day begins in the province's time zone."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
