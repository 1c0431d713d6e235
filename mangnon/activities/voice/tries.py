"""How often codes are guessed from one address: counted for all processes, forgotten soon.

A row holds a keyed mark of the address, never the address, and nothing of the code.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.crypto import salted_hmac

WINDOW = timedelta(minutes=10)
MOST_WRONG = 20


class WrongCode(models.Model):
    """One wrong code of the last minutes."""

    mark = models.CharField(max_length=64)  # of the address, by the secret of the site
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["mark", "at"], name="wrong_code_of_address"),
            models.Index(fields=["at"], name="wrong_code_by_moment"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


def are_too_many(address: str, now: datetime) -> bool:
    """Say whether so many wrong codes came from the address that none is looked at any more."""
    last = WrongCode.objects.filter(mark=_mark(address), at__gt=now - WINDOW)
    return last.count() >= MOST_WRONG


def note_wrong(address: str, now: datetime) -> None:
    """Count one more wrong code, and forget those of before."""
    forget_old(now)
    WrongCode.objects.create(mark=_mark(address), at=now)


def forget_old(now: datetime) -> None:
    WrongCode.objects.filter(at__lte=now - WINDOW).delete()


def _mark(address: str) -> str:
    return salted_hmac("mangnon.voice.tries", address, algorithm="sha256").hexdigest()
