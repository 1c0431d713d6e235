"""The files that a person brought in and has not applied yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.intake.batch import Batch

State = Batch.State


def imports_waiting_for(user: User, _day: date) -> Iterator[Waiting]:
    """Yield the person's own files on which nothing goes on in the background."""
    own = Batch.objects.visible_to(user).filter(
        received_by=user, work="", state__in=(State.RECEIVED, State.CHECKED), dropped_at=None
    )
    for batch in own.order_by("received_at", "pk")[:MOST_WAITING]:
        is_checked = batch.state == State.CHECKED
        why = _("Checked: apply it") if is_checked else _("Say what its columns hold")
        yield Waiting(str(batch), reverse("imports:batch", args=[batch.pk]), None, why)
