"""The feed for calendars of telephones and desks (RFC 5545): whole days, no person, no child.

Apps above this one add days of their own to it (`adds_to_feed`): a person has one address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core.access import allowed
from mangnon.core.models import User

BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=365), 1000
STATUS = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}


@dataclass(frozen=True)
class FeedEntry:
    """A day that another app adds; `path` is the page's own part of the address."""

    uid: str
    on: date
    title: str
    words: str
    path: str
    changed_at: datetime


MORE_IN_FEED: list[Callable[[User, date], Iterable[FeedEntry]]] = []


def adds_to_feed(entries: Callable[[User, date], Iterable[FeedEntry]]) -> None:
    """Register what else stands in a person's feed on a day, in `AppConfig.ready()`."""
    MORE_IN_FEED.append(entries)


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
    calendar.add("x-wr-calname", _("Activities for children, and reports"))
    for activity in in_feed(user, day):
        calendar.add_component(_event(activity, site))
    for entries in MORE_IN_FEED:
        for entry in entries(user, day):
            calendar.add_component(_added(entry, site))
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


def _added(entry: FeedEntry, site: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@mangnon")
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("url", f"{site}{entry.path}")
    return event
