"""An activity was held, or is not to be; both can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.evidence.adding import add_proofs
from mangnon.activities.keeping import locked, require_told, touch
from mangnon.activities.sameness import pass_on_the_event, require_new
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.uploads.attaching import Brought
from mangnon.ui.formats import date_text

State = Activity.State


@transaction.atomic
def close_as_held(
    activity_id: UUID, results: str, cost_spent: int | None, *,
    seen_at: datetime, by: User, now: datetime, files: Iterable[Brought] = (),
) -> Activity:  # fmt: skip
    """Say that it was held and what came of it, once what its kind asks for is told.

    `files`, such as the documents of what was spent, become proofs for who keeps the activity.
    """
    activity = locked(activity_id, by, seen_at=seen_at)
    if activity.state != State.PLANNED:
        raise Refused(_("Only a planned activity is closed as held."))
    if activity.to_day > now.date():
        raise Refused(
            _("The activity lasts until %(day)s; close it when it is over.")
            % {"day": date_text(activity.to_day)}
        )
    if not results.strip():
        raise Refused(_("Say what came of it."))
    require_told(activity)
    activity.state, activity.results = State.HELD, results.strip()
    activity.cost_spent = cost_spent
    touch(activity)
    activity.save()
    record(by, "activity.hold", activity, unit=activity.unit)
    if brought := list(files):
        add_proofs(activity.pk, brought, shows_children=True, by=by, now=now)
    return activity


@transaction.atomic
def cancel(activity_id: UUID, reason: str, *, seen_at: datetime, by: User) -> Activity:
    """Say why the activity is not held; it stays on the list, and one that stood for it counts."""
    activity = locked(activity_id, by, seen_at=seen_at)
    if activity.state != State.PLANNED:
        raise Refused(_("Only a planned activity is cancelled."))
    if not reason.strip():
        raise Refused(_("Say why it is not held."))
    activity.state, activity.cancelled_because = State.CANCELLED, reason.strip()
    touch(activity)
    activity.save()
    record(by, "activity.cancel", activity, unit=activity.unit)
    pass_on_the_event(activity, by=by)
    return activity


@transaction.atomic
def plan_again(activity_id: UUID, *, seen_at: datetime, by: User) -> Activity:
    """Take back that it was held or cancelled, unless it was entered anew and counts so."""
    activity = locked(activity_id, by, seen_at=seen_at)
    if activity.state == State.PLANNED:
        raise Refused(_("The activity is planned already."))
    require_new(activity)
    activity.state, activity.cancelled_because = State.PLANNED, ""
    touch(activity)
    activity.save()
    record(by, "activity.plan_again", activity, unit=activity.unit)
    return activity
