"""One event that two people entered: found by its words, and let count once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.ui.formats import date_text


def alike(activity: Activity) -> ActivityQuerySet:
    """Return the others of the unit and kind that are called so on the same days."""
    others = Activity.objects.filter(
        unit=activity.unit_id, kind=activity.kind, title_words=activity.title_words,
        from_day__lte=activity.to_day, to_day__gte=activity.from_day, same_as=None,
    )  # fmt: skip
    return others.exclude(pk=activity.pk).exclude(state=Activity.State.CANCELLED)


def may_be_same(activity: Activity) -> ActivityQuerySet:
    """Return the others of the unit and kind on the same days, to choose among."""
    others = Activity.objects.filter(
        unit=activity.unit_id, kind=activity.kind, from_day__lte=activity.to_day,
        to_day__gte=activity.from_day, same_as=None,
    )  # fmt: skip
    return others.exclude(pk=activity.pk).exclude(state=Activity.State.CANCELLED).newest_first()


@transaction.atomic
def say_same(activity_id: UUID, as_id: UUID | None, *, by: User) -> Activity:
    """Let an activity stand for another one that is the same event; None takes it back.

    It stays as it is with its participants, and counts for no target.
    """
    access.require(by, "activity.edit")
    mine = Activity.objects.edited_by(by).select_for_update(of=("self",))
    activity: Activity | None = mine.filter(pk=activity_id).first()
    if activity is None:
        raise Refused(_("This activity is kept by another organisation or commune."))
    if as_id is None:
        _require_no_twin(activity)
    elif not may_be_same(activity).filter(pk=as_id).exists():
        raise Refused(_("Choose an activity of the same unit, kind and days."))
    elif activity.entered_again.exists():
        raise Refused(_("Another activity stands for this one already; take that back first."))
    activity.same_as_id = as_id
    activity.changed_at = timezone.now()
    activity.save(update_fields=["same_as", "changed_at"])
    record(by, "activity.same", activity, unit=activity.unit, same_as=str(as_id or ""))
    return activity


def _require_no_twin(activity: Activity) -> None:
    twin = alike(activity).filter(counted_for__overlap=activity.counted_for).first()
    if activity.counted_for and twin is not None:
        raise Refused(
            _("“%(title)s” on %(day)s counts for the same target, and is called the same.")
            % {"title": twin, "day": date_text(twin.from_day)}
        )
