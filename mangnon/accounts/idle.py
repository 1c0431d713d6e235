"""A session that nobody used for a while ends by itself."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mangnon.core.access import NEEDS_SECOND_FACTOR
from mangnon.core.models import User

Answer = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"
NOTED_EVERY_SECONDS = 60


def listen() -> None:
    user_logged_in.connect(_begin)


def idle_seconds(person: User) -> int:
    is_near_cases = person.role in NEEDS_SECOND_FACTOR
    allowed = settings.IDLE_AFTER_NEAR_CASES if is_near_cases else settings.IDLE_AFTER
    return int(allowed.total_seconds())


def note_activity(get_response: Answer) -> Answer:
    """Move the end of the session on when it is used; written at most once a minute."""

    def answer(request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN)
        is_due = seen is not None and time.time() - seen >= NOTED_EVERY_SECONDS
        if is_due and request.user.is_authenticated:
            _move_end(request, request.user)
            own = UserSession.objects.filter(session_key=request.session.session_key)
            own.update(last_seen_at=timezone.now())
        return get_response(request)

    return answer


def _begin(request: HttpRequest, user: User, **_: Any) -> None:
    _move_end(request, user)


def _move_end(request: HttpRequest, person: User) -> None:
    request.session[SEEN] = int(time.time())
    request.session.set_expiry(idle_seconds(person))
