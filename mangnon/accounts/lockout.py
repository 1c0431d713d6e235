"""A name that was tried too often from one address is locked there for a while, by django-axes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import User


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Return the name as it is counted: capital letters give no new tries."""
    name = (credentials or {}).get("username")
    return name.lower() if isinstance(name, str) else None


def answer(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say that this name is locked here, and until when; whether it exists is not told."""
    ends_at = _end(name_tried(request, credentials), request.META.get("REMOTE_ADDR"))
    return render(request, "accounts/locked.html", {"ends_at": ends_at}, status=429)


def locks_of(person: User) -> list[dict[str, Any]]:
    """Return the addresses where the person's name is locked now, and until when."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failures: dict[str, int] = {}
    name = person.username.lower()
    for attempt in AccessAttempt.objects.filter(username=name, attempt_time__gt=since):
        count = failures.get(attempt.ip_address, 0) + attempt.failures_since_start
        failures[attempt.ip_address] = count
    return [
        {"address": address, "ends_at": _end(name, address)}
        for address, count in failures.items()
        if count >= settings.AXES_FAILURE_LIMIT
    ]


@transaction.atomic
def lift_lock(person: User, *, by: User) -> None:
    """Let the person try again at once, from everywhere."""
    access.require(by, "person.manage")
    reset(username=person.username.lower())
    record(by, "person.unlock", person, unit=person.unit)


def _end(name: str | None, address: str | None) -> datetime:
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    end: datetime = (last or timezone.now()) + settings.AXES_COOLOFF_TIME
    return end
