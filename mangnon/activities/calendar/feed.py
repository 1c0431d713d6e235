"""The feed for calendars of telephones and desks (RFC 5545): whole days, no person, no child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity, ActivityQuerySet
from mangnon.core.access import allowed
from mangnon.core.models import User

BACK, AHEAD, MOST = timedelta(days=60), timedelta(days=365), 1000
LONGEST_LINE = 75  # bytes


def in_feed(user: User, day: date) -> ActivityQuerySet:
    """Return what stands in a person's feed: what they keep, else what they see."""
    activities = Activity.objects.edited_by(user)
    if not allowed(user, "activity.edit"):
        activities = Activity.objects.visible_to(user)
    near = activities.filter(from_day__range=(day - BACK, day + AHEAD), same_as=None)
    return near.select_related("unit", "organiser", "place").order_by("from_day", "pk")[:MOST]


def calendar_text(user: User, day: date, site: str) -> str:
    """Return the feed; `site` is the address that the pages stand under."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mang Non//activities//VI",
        "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_escaped(_('Activities for children'))}",
    ]  # fmt: skip
    for activity in in_feed(user, day):
        lines += _event(activity, site)
    pieces = [piece for line in [*lines, "END:VCALENDAR"] for piece in _folded(line)]
    return "".join(f"{piece}\r\n" for piece in pieces)


def _event(activity: Activity, site: str) -> list[str]:
    after = activity.to_day + timedelta(days=1)  # the first day on which it is over
    place = ", ".join(part for part in (activity.held_at, str(activity.unit)) if part)
    states = {"planned": "TENTATIVE", "held": "CONFIRMED", "cancelled": "CANCELLED"}
    about = f"{activity.kind_label}. {activity.held_by}."
    return [
        "BEGIN:VEVENT",
        f"UID:{activity.pk}@mangnon",
        f"DTSTAMP:{activity.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{activity.from_day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_escaped(activity.title)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(about)}",
        f"URL:{site}/activities/{activity.pk}/",
        f"STATUS:{states[activity.state]}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    r"""Return a text as a value of the feed.

    >>> _escaped("Vui, khỏe; an toàn")
    'Vui\\, khỏe\\; an toàn'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 bytes, cut between letters."""
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
