"""The secret address of a person's own feed; only its hash is kept, so it is shown once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import models, transaction

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import User


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def visible_to(self, user: User) -> CalendarKeyQuerySet:
        """Return the person's own: nobody sees another's, whatever the role."""
        return self.filter(person=user.pk)


class CalendarKey(models.Model):
    """A new one takes the place of the old, whose address is nothing from then on."""

    person = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = CalendarKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person_id)


@transaction.atomic
def renew_key(*, by: User, now: datetime) -> str:
    """Return a new secret for the person's feed; the address before it ends."""
    access.require(by, "activity.view")
    secret = secrets.token_urlsafe(32)
    made = {"digest": _digest(secret), "made_at": now}
    key, _made = CalendarKey.objects.update_or_create(person=by, defaults=made)
    record(by, "activity.calendar_key", key, unit=by.unit)
    return secret


@transaction.atomic
def end_key(*, by: User) -> None:
    """Let the person's address be nothing any more."""
    access.require(by, "activity.view")
    for key in CalendarKey.objects.visible_to(by):
        record(by, "activity.calendar_end", key, unit=by.unit)
        key.delete()


def person_of(secret: str) -> User | None:
    """Return whose feed the address is, if that person may still see activities."""
    found = CalendarKey.objects.select_related("person__unit").filter(digest=_digest(secret))
    key = found.first()
    is_open = key is not None and access.allowed(key.person, "activity.view")
    return key.person if key is not None and is_open else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
