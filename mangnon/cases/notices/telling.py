"""Telling somebody what others did with a case, and marking it read. No e-mail tells of a case.

Cases to take, dossiers to decide on and offers are lists that each stands on: nobody is told of
those once more. What runs out is told by `clocks/watching.py`.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mangnon.cases.case import Case
from mangnon.cases.notices.notice import Notice
from mangnon.cases.record.team import colleagues
from mangnon.cases.taking_part import WORKS, Part, Participant
from mangnon.core.models import User


def tell(
    case: Case, kind: Notice.Kind, person: User | None, *, by: User | None, now: datetime
) -> None:
    """Tell one person what somebody did; nobody is told what they did themselves."""
    if person is not None and person != by:
        Notice.objects.create(case=case, kind=kind, user=person, at=now)


def tell_manager(case: Case, kind: Notice.Kind, *, by: User | None, now: datetime) -> None:
    """Tell whoever runs the case; where nobody can any more, whoever may take it over."""
    if case.manager is None or colleagues(case).filter(pk=case.manager.pk).exists():
        tell(case, kind, case.manager, by=by, now=now)
    else:
        Notice.objects.create(case=case, kind=kind, unit=case.unit, right=WORKS, at=now)


def tell_receivers(case: Case, *, by: User, now: datetime) -> None:
    """Tell whoever received a report that its case was taken, or came to an end."""
    received = Participant.objects.now().filter(case=case, part=Part.INTAKE, user__isnull=False)
    for one in received.select_related("user"):
        tell(case, Notice.Kind.TAKEN_ON, one.user, by=by, now=now)


@transaction.atomic
def mark_read(notice_id: int, *, by: User, now: datetime) -> None:
    """Let a notice of the person stand on no list any more; read again, it stays as it was."""
    unread = Notice.objects.visible_to(by).unread().select_for_update(of=("self",))
    notice: Notice | None = unread.filter(pk=notice_id).first()
    if notice is not None:
        notice.read_at, notice.read_by = now, by
        notice.save(update_fields=["read_at", "read_by"])
