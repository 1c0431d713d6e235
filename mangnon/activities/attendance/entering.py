"""Telling who took part: counts by groups, or people one by one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.headcount import Headcount
from mangnon.activities.attendance.list_counts import count_list
from mangnon.activities.attendance.matching import Known, same_person
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.attendance.parts import Counts, checked
from mangnon.activities.keeping import locked, touch
from mangnon.children.names import clean_name
from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import row_of_key
from mangnon.intake.batch import Batch

LONGEST_NAME = 200


@transaction.atomic
def set_counts(
    activity_id: UUID, children: int, adults: int, parts: Counts, *, by: User
) -> Headcount:
    """Tell how many took part; raise Refused where the parts do not add up."""
    activity = locked(activity_id, by)
    _require_not_cancelled(activity)
    if activity.participants.exists():
        raise Refused(_("There is a sign-in list: the counts are those of the list."))
    values = {"children": children, "adults": adults, "parts": checked(children, parts)}
    headcount, _made = Headcount.objects.update_or_create(activity=activity, defaults=values)
    touch(activity)
    activity.save(update_fields=["changed_at"])
    record(by, "activity.count", activity, unit=activity.unit)
    return headcount


@transaction.atomic
def add_participant(activity_id: UUID, key: UUID, new: NewParticipant, *, by: User) -> Participant:
    """Add one line to the sign-in list; the same line sent again is the one that is there."""
    activity = locked(activity_id, by)
    known: Participant | None = row_of_key(activity.participants, key)
    if known is not None:
        return known
    require_list(activity)
    require_name(new)
    register = Known(activity, [new], by)
    if same_person(activity, new, register) is not None:
        raise Refused(_("This person stands on the list already."))
    made = made_of(new, activity, register)
    made.pk = key
    made.save(force_insert=True)
    recount(activity)
    record(by, "activity.add_participant", activity, unit=activity.unit, line=str(made.pk))
    return made


@transaction.atomic
def remove_participant(activity_id: UUID, key: UUID, *, by: User) -> None:
    """Take a line off the sign-in list."""
    activity = locked(activity_id, by)
    for line in activity.participants.filter(pk=key):
        line.delete()
        recount(activity)
        record(by, "activity.remove_participant", activity, unit=activity.unit, line=str(key))


def require_list(activity: Activity) -> None:
    """Raise Refused when the activity takes no sign-in list."""
    _require_not_cancelled(activity)
    if not activity.asks.names:
        raise Refused(_("Of an activity of this kind only counts are kept, no names."))


def require_name(new: NewParticipant) -> None:
    """Raise Refused where nothing of the name is to be seen, or it is longer than any name."""
    if not 0 < len(clean_name(new.name)) <= LONGEST_NAME:
        raise Refused(_("Write the name, in %(most)s signs at most.") % {"most": LONGEST_NAME})


def made_of(
    new: NewParticipant, activity: Activity, register: Known, batch: Batch | None = None
) -> Participant:
    """Return the line, with what the register knows of the child where nothing was written."""
    is_child = child_or_adult(new, activity.from_day)
    child = register.child_of(new) if is_child else None
    told: dict[str, Any] = {
        name: getattr(new, name) for name in ("sex", "ethnic_group", "disability")
    }
    if child is not None:
        known = register.facts_of(child)
        told = {name: known[name] if value == "unknown" else value for name, value in told.items()}
    return Participant(
        activity=activity, name=clean_name(new.name), is_child=is_child, batch=batch,
        birth_date=new.birth_date, comes_from=new.comes_from, child=child, **told,
    )  # fmt: skip


def child_or_adult(new: NewParticipant, day: date) -> bool:
    """Say whether a line is a child's; raise Refused where neither date nor answer says so."""
    if new.birth_date is not None:
        if new.birth_date > day:
            raise Refused(_("The birth date is after the day of the activity."))
        return new.birth_date > birthday_years_before(day, ADULT_AT)
    if new.is_child is None:
        raise Refused(_("Say whether it is a child or an adult, or write the birth date."))
    return new.is_child


def recount(activity: Activity) -> None:
    """Count the participants anew from the list, and let others know that it changed."""
    count_list(activity)
    touch(activity)
    activity.save(update_fields=["changed_at"])


def _require_not_cancelled(activity: Activity) -> None:
    if activity.state == Activity.State.CANCELLED:
        raise Refused(_("The activity is cancelled; nobody took part."))
