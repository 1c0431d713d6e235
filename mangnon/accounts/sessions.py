"""Where a person is signed in: seen and ended by the person, or by an administrator."""

from __future__ import annotations

import re

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import User

# The order matters: every browser claims to be several others.
BROWSERS = (
    ("Edg", "Edge"), ("coc_coc", "Cốc Cốc"), ("OPR", "Opera"), ("Firefox", "Firefox"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Macintosh", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def device(user_agent: str) -> str:
    """Say in plain words what the person sits at: "Chrome, Windows"."""
    found = [
        next((word for mark, word in kinds if re.search(mark, user_agent)), "")
        for kinds in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(word for word in found if word) or _("Unknown device")


def sessions_of(person: User) -> list[UserSession]:
    """Return the sessions that still hold, the last used first."""
    sessions = UserSession.objects.purge_and_list(person)
    return sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)


def own(person: User) -> QuerySet[UserSession]:
    found: QuerySet[UserSession] = UserSession.objects.filter(user=person)
    return found


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    session.end()
    record(by, "person.end_session", session.user, unit=session.user.unit, address=session.ip)


@transaction.atomic
def end_other_sessions(request: HttpRequest) -> None:
    """End every session of the person but the one that asks."""
    current = request.session.session_key
    for session in UserSession.objects.filter(user=request.user).exclude(session_key=current):
        session.end()


@transaction.atomic
def end_all_sessions(person: User, *, by: User) -> int:
    """Sign a person out everywhere at once; return in how many places that was."""
    access.require(by, "person.manage")
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    record(by, "person.end_sessions", person, unit=person.unit, count=len(sessions))
    return len(sessions)
