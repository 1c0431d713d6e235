"""The difficulties of a task, on its page."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Beside, BesideLine
from mangnon.plans.difficulties.difficulty import Difficulty
from mangnon.ui.formats import date_text

MOST = 20


def difficulties_of(user: User, task: UUID) -> Beside:
    """Return the newest difficulties of a task that the person sees, and where one is raised."""
    seen = Difficulty.objects.visible_to(user).filter(task=task)
    newest = seen.select_related("unit", "organisation").order_by("-raised_at", "-pk")[:MOST]
    lines = [
        BesideLine(
            str(one), reverse("plans:difficulty", args=[one.pk]),
            f"{one.get_state_display()} · {one.raiser} · {date_text(one.raised_at.date())}",
        )
        for one in newest
    ]  # fmt: skip
    new = f"{reverse('plans:difficulty-new')}?task={task}"
    add = (_("Raise a difficulty"), new) if allowed(user, "task.do") else None
    return Beside(_("Difficulties"), lines, add)
