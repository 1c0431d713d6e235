"""Telling somebody of a case, and marking that they have read it. No e-mail leaves the system."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mangnon.cases.case import Case
from mangnon.cases.notices.notice import Notice
from mangnon.core.models import Unit, User


def notify_person(case: Case, kind: Notice.Kind, person: User, *, now: datetime) -> Notice:
    """Tell one person of a case."""
    return Notice.objects.create(case=case, kind=kind, user=person, at=now)


def notify(
    case: Case, kind: Notice.Kind, *, right: str, now: datetime, unit: Unit | None = None
) -> Notice:
    """Tell whoever holds a right in a unit, that of the case unless another is named."""
    return Notice.objects.create(case=case, kind=kind, unit=unit or case.unit, right=right, at=now)


@transaction.atomic
def mark_read(notice_id: int, *, by: User, now: datetime) -> None:
    """Let a notice of the person stand on no list any more; read again, it stays as it was."""
    unread = Notice.objects.visible_to(by).unread().select_for_update(of=("self",))
    notice: Notice | None = unread.filter(pk=notice_id).first()
    if notice is not None:
        notice.read_at, notice.read_by = now, by
        notice.save(update_fields=["read_at", "read_by"])
