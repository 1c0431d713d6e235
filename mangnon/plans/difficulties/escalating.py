"""What the focal office did not answer in time goes up to the provincial committee."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mangnon.core.audit import record
from mangnon.core.working_calendar import working_calendar
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.plans.difficulties.note import DifficultyNote


def escalate(now: datetime) -> int:
    """Pass up each difficulty whose limit has passed, once; return how many. None on a day off."""
    day = now.date()
    if not working_calendar().is_working_day(day):
        return 0
    late = Difficulty.objects.late(day).filter(escalated_on=None)
    return sum(_escalate(key, now) for key in late.values_list("pk", flat=True))


@transaction.atomic
def _escalate(key: object, now: datetime) -> bool:
    """Pass one up, unless it was answered a moment ago."""
    locked = Difficulty.objects.late(now.date()).select_for_update(of=("self",), skip_locked=True)
    found: Difficulty | None = locked.filter(pk=key, escalated_on=None).first()
    if found is None:
        return False
    found.escalated_on, found.changed_at = now.date(), now
    found.save(update_fields=["escalated_on", "changed_at"])
    DifficultyNote.objects.create(
        difficulty=found, number=found.notes.count() + 1, kind=DifficultyNote.Kind.ESCALATED,
        state=found.state, at=now,
    )  # fmt: skip
    record(None, "difficulty.escalate", found, unit=found.unit)
    return True
