"""The feed for calendars of telephones and desks (RFC 5545): whole days, no person, no child."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core.access import allowed
from mangnon.core.models import User

BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=365), 1000
STATUS = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def in_feed(user: User, day: date) -> ActivityQuerySet:
    """Return what stands in a person's feed: what they keep, else what they see."""
    activities = Activity.objects.edited_by(user)
    if not allowed(user, "activity.edit"):
        activities = Activity.objects.visible_to(user)
    near = activities.filter(from_day__range=(day - BACK, day + AHEAD), same_as=None)
    return near.select_related("unit", "organiser", "place").order_by("from_day", "pk")[:MOST]


def calendar_text(user: User, day: date, site: str) -> str:
    """Return the feed; `site` is the address that the pages stand under."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Mang Non//activities//VI")
    calendar.add("x-wr-calname", _("Activities for children"))
    for activity in in_feed(user, day):
        calendar.add_component(_event(activity, site))
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(activity: Activity, site: str) -> Event:
    event = Event()
    event.add("uid", f"{activity.pk}@mangnon")
    event.add("dtstamp", activity.changed_at)
    event.add("dtstart", activity.from_day)
    event.add("dtend", activity.to_day + timedelta(days=1))  # the first day on which it is over
    event.add("summary", activity.title)
    place = ", ".join(part for part in (activity.held_at, str(activity.unit)) if part)
    event.add("location", place)
    event.add("description", f"{activity.kind_label}. {activity.held_by}.")
    event.add("url", f"{site}/activities/{activity.pk}/")
    event.add("status", STATUS[activity.state])
    return event
