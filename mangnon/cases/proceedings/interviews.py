"""Booking a friendly interview room, and giving it back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.proceedings.booking import InterviewBooking
from mangnon.cases.proceedings.rights import require_works_on
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.places.models import Place
from mangnon.places.place import PlaceQuerySet
from mangnon.ui.formats import moment_text

SERVICE = "friendly_interview"
LONGEST = timedelta(hours=8)


@dataclass(frozen=True)
class NewBooking:
    place: Place
    begins_at: datetime
    ends_at: datetime
    who: str
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def rooms(by: User, day: date) -> PlaceQuerySet:
    """Return the places of the province that have a friendly interview room on a day."""
    found: PlaceQuerySet = Place.objects.offered_to(by, day)
    return found.open_on(day).filter(services__contains=[SERVICE])


@transaction.atomic
def book(case_id: uuid.UUID, new: NewBooking, *, by: User, now: datetime) -> InterviewBooking:
    """Book a room for a case; the same booking sent again is the one that is there."""
    case = lock_case(case_id, by)
    require_works_on(case, by)
    known: InterviewBooking | None = case.interviews.filter(pk=new.id).first()
    if known is not None:
        return known
    if new.begins_at < now:
        raise Refused(_("This time has passed; choose a later one."))
    if not new.begins_at < new.ends_at <= new.begins_at + LONGEST:
        raise Refused(_("An interview ends after it begins, and within eight hours."))
    if not new.who.strip():
        raise Refused(_("Write who asks the child, and who is with them."))
    day = local_day(new.begins_at)
    # The row of the room is held, so that of two who book at once the second is told.
    room = rooms(by, day).select_for_update(of=("self",)).filter(pk=new.place.pk).first()
    if room is None:
        raise Refused(_("This place has no friendly interview room on that day."))
    taken = InterviewBooking.objects.standing().filter(
        place=room, begins_at__lt=new.ends_at, ends_at__gt=new.begins_at
    )
    if other := taken.order_by("begins_at").first():
        raise Refused(
            _("The room is taken from %(begin)s until %(end)s; choose another time.")
            % {
                "begin": moment_text(timezone.localtime(other.begins_at)),
                "end": moment_text(timezone.localtime(other.ends_at)),
            }
        )
    booking = InterviewBooking.objects.create(
        id=new.id, case=case, place=room, begins_at=new.begins_at, ends_at=new.ends_at,
        who=new.who.strip(), booked_at=now, booked_by=by,
    )  # fmt: skip
    record(by, "interview.book", booking, unit=case.unit)
    return booking


@transaction.atomic
def cancel(
    case_id: uuid.UUID, booking_id: uuid.UUID, *, by: User, now: datetime
) -> InterviewBooking:
    """Give a room back before the interview; cancelled again nothing changes."""
    case = lock_case(case_id, by)
    require_works_on(case, by)
    booking: InterviewBooking = case.interviews.select_for_update().get(pk=booking_id)
    if booking.cancelled_at is not None:
        return booking
    if booking.begins_at <= now:
        raise Refused(_("This interview has begun already; it cannot be cancelled."))
    booking.cancelled_at, booking.cancelled_by = now, by
    booking.save(update_fields=["cancelled_at", "cancelled_by"])
    record(by, "interview.cancel", booking, unit=case.unit)
    return booking
