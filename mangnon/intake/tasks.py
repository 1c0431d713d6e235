"""What goes on in the background when a page asks for it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.jobs import every_hour, job
from mangnon.core.models import Refused, User
from mangnon.intake import keeping, services
from mangnon.intake.batch import Batch

WORK: dict[str, Callable[..., object]] = {
    Batch.Work.CHECK: services.check,
    Batch.Work.APPLY: services.apply,
    Batch.Work.UNDO: services.undo,
}


def begin(batch: Batch, work: str, *, by: User) -> None:
    """Queue the work on a batch, and let its page say so; what goes on already goes on alone."""
    with transaction.atomic():
        free = Batch.objects.visible_to(by).filter(pk=batch.pk, work="")
        if free.update(work=work, refusal=""):
            work_on.defer(batch_id=str(batch.pk), user_id=by.pk)


@job
def work_on(batch_id: str, user_id: int) -> None:
    """Do what the batch waits for; when it was done before a worker died, nothing is left to do."""
    by = User.objects.get(pk=user_id)
    batch = Batch.objects.visible_to(by).get(pk=batch_id)
    if not batch.work:
        return
    refusal = _(
        "A fault broke the work off, and nothing was written; try again, and tell the "
        "administrator if it happens again."
    )
    try:
        WORK[batch.work](batch, by=by)
        refusal = ""
    except Refused as refused:
        refusal = str(refused)
    finally:  # else the page would wait for a job that failed, and nobody could begin another
        Batch.objects.filter(pk=batch_id).update(work="", refusal=refusal)


@every_hour
def drop_what_is_over(timestamp: int) -> None:
    keeping.drop_what_is_over(timezone.now())
