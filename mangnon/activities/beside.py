"""The activities that carry a task out, on its page."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import Beside, BesideLine
from mangnon.ui.formats import date_text

MOST = 20


def activities_of(user: User, task: UUID) -> Beside | None:
    """Return the newest activities of a task that the person sees."""
    if not allowed(user, "activity.view"):
        return None
    seen = Activity.objects.visible_to(user).filter(assignments=task)
    newest = seen.select_related("organiser").newest_first()[:MOST]
    lines = [
        BesideLine(
            str(one), reverse("activity", args=[one.pk]),
            f"{date_text(one.from_day)} · {one.get_state_display()} · {one.held_by}",
        )
        for one in newest
    ]  # fmt: skip
    return Beside(_("Activities for children"), lines)
