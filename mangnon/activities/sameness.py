"""One event that two people entered: found by its words, and let count once."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.ui.formats import date_text

# One event that two people enter, or call back, at once is found by the second of them.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('activities.enter'), %s)"


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
    mine = Activity.objects.edited_by(by).select_for_update(of=("self",), no_key=True)
    activity: Activity | None = mine.filter(pk=activity_id).first()
    if activity is None:
        raise Refused(_("This activity is kept by another organisation or commune."))
    _hold_unit(activity)
    activity.same_as_id = None
    if as_id is None:
        require_new(activity)
    elif not may_be_same(activity).filter(pk=as_id).exists():
        raise Refused(_("Choose an activity of the same unit, kind and days."))
    elif activity.entered_again.exists():
        raise Refused(_("Another activity stands for this one already; take that back first."))
    activity.same_as_id = as_id
    activity.changed_at = timezone.now()
    activity.save(update_fields=["same_as", "changed_at"])
    record(by, "activity.same", activity, unit=activity.unit, same_as=str(as_id or ""))
    return activity


def pass_on_the_event(activity: Activity, *, by: User) -> None:
    """Let the first of those that stand for a cancelled activity take its place and count."""
    again = activity.entered_again.order_by("pk")
    # Rows before the unit, as `say_same` has it: else the two would wait for each other.
    list(again.select_for_update(of=("self",), no_key=True))
    _hold_unit(activity)
    copies = list(again)
    if not copies:
        return
    first = copies[0]
    told = {"changed_at": timezone.now()}
    activity.entered_again.exclude(pk=first.pk).update(same_as=first, **told)
    activity.entered_again.filter(pk=first.pk).update(same_as=None, **told)
    for one in copies:
        after = "" if one == first else str(first.pk)
        record(by, "activity.same", one, unit=one.unit, same_as=after)


def require_new(activity: Activity) -> None:
    """Raise Refused when the same event counts for one of the targets already.

    Nobody else's activity of the unit comes or counts until the transaction has ended.
    """
    _hold_unit(activity)
    twin = alike(activity).filter(counted_for__overlap=activity.counted_for).first()
    if activity.counted_for and activity.same_as_id is None and twin is not None:
        leaf = min(set(activity.counted_for) & set(twin.counted_for))
        raise Refused(
            _(
                "“%(title)s” on %(day)s, held by %(who)s, is entered already and counts for target "
                "%(leaf)s; an activity counts once for a target. Open that one, or leave the "
                "target out."
            )
            % {"title": twin, "day": date_text(twin.from_day), "who": twin.held_by, "leaf": leaf}
        )


def _hold_unit(activity: Activity) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [activity.unit_id])
