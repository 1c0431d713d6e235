"""All that waits for a person, from every app: overdue, due soon, or asked without a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, WAITS, Waiting
from mangnon.core.working_calendar import working_calendar


class Part(models.TextChoices):
    OVERDUE = "overdue", _("Overdue")
    DUE_SOON = "soon", _("Due soon")
    ASKED = "asked", _("Waits for me")


@dataclass(frozen=True)
class Item:
    """One thing that waits; a last day that is a day off lasts until the next working day."""

    kind: str
    waiting: Waiting
    part: Part
    last_day: date | None


@dataclass(frozen=True)
class Work:
    """What waits for a person, the oldest day first; of `cut` kinds there may be more."""

    items: Sequence[Item]
    cut: frozenset[str]

    def of(self, part: Part) -> list[Item]:
        return [item for item in self.items if item.part == part]


def work_of(user: User, now: datetime) -> Work:
    """Return what waits for a person at a moment in the province's time, each thing once."""
    items: list[Item] = []
    cut = set()
    for kind, answer in WAITS.items():
        given = list(answer(user, now.date()))
        if len(given) >= MOST_WAITING:
            cut.add(kind)
        items += _items(kind, given, now)
    return Work(sorted(items, key=lambda item: item.last_day or date.max), frozenset(cut))


def _items(kind: str, given: Sequence[Waiting], now: datetime) -> Iterator[Item]:
    seen = set()
    for one in given:
        thing = one.url, one.title, one.read_url
        if thing not in seen:
            seen.add(thing)
            last = _last_day(one)
            yield Item(kind, one, _part(one, last, now), last)


def _last_day(waiting: Waiting) -> date | None:
    """Return the day, put off by days off as the Civil Code 2015, art. 148 has it."""
    if waiting.due_on is None or waiting.due_at is not None:
        return waiting.due_on
    return working_calendar().on_or_after(waiting.due_on)


def _part(waiting: Waiting, last: date | None, now: datetime) -> Part:
    if last is None:
        return Part.ASKED
    is_over = waiting.due_at < now if waiting.due_at else last < now.date()
    return Part.OVERDUE if is_over else Part.DUE_SOON
