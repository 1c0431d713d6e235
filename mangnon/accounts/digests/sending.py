"""Sending each person's e-mail of the day, once, in working hours of working days.

The row of a person and day is held before anything is sent: of two workers one sends. Where a
worker died in between, nobody knows whether the e-mail left, so it is not sent again.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from mangnon.accounts.digests.post import Post, is_set_up, reason_of
from mangnon.accounts.digests.words import mail_of
from mangnon.accounts.models import MOST_ATTEMPTS, Delivery, DigestChoice
from mangnon.core.access import rights_of
from mangnon.core.models import User
from mangnon.core.waiting import work_of
from mangnon.core.working_calendar import working_calendar

OPENS, CLOSES = 7, 17  # hours of the province's offices
DIED_AFTER = timedelta(minutes=30)
KEPT = timedelta(days=400)
State, Often = Delivery.State, DigestChoice.Often
log = logging.getLogger(__name__)


def send_digests(now: datetime) -> int:
    """Send what is due at a moment in the province's time, and return how many were sent."""
    if not is_set_up() or not is_working_time(now):
        return 0
    _give_up_on_the_dead(now)
    post = Post()
    try:
        return sum(_send(choice, post, now) for choice in due_choices(now.date()))
    finally:
        post.close()


def is_working_time(now: datetime) -> bool:
    return OPENS <= now.hour < CLOSES and working_calendar().is_working_day(now.date())


def due_choices(day: date) -> list[DigestChoice]:
    """Return who is to be written to: once a day, or a week, and again where it failed."""
    monday = day - timedelta(days=day.weekday())
    over = Delivery.objects.filter(
        Q(attempts__gte=MOST_ATTEMPTS) | ~Q(state__in=(State.WAITS, State.FAILED)),
        person=OuterRef("person"), day__lte=day,
    )  # fmt: skip
    due = DigestChoice.objects.filter(
        Q(often=Often.DAILY) & ~Exists(over.filter(day=day))
        | Q(often=Often.WEEKLY) & ~Exists(over.filter(day__gte=monday)),
        person__is_active=True,
    )
    return [
        one for one in due.select_related("person__unit").order_by("pk") if rights_of(one.person)
    ]


def drop_old(day: date) -> None:
    """Delete what the log has kept long enough."""
    Delivery.objects.filter(day__lt=day - KEPT).delete()


def _send(choice: DigestChoice, post: Post, now: datetime) -> bool:
    delivery = _hold(choice.person, now)
    if delivery is None:
        return False
    try:
        work = work_of(choice.person, now)
        delivery.items = len(work.items)
        if work.items:
            post.send(mail_of(work, choice.address, now.date()))
        delivery.state, delivery.reason = State.SENT if work.items else State.NOTHING, ""
    except Exception as fault:  # noqa: BLE001 - one person's fault must not keep others waiting
        log.warning("no e-mail to person %s: %s", choice.person_id, type(fault).__name__)
        delivery.state, delivery.reason = State.FAILED, reason_of(fault, choice.address)
    delivery.save(update_fields=["state", "items", "reason"])
    return delivery.state == State.SENT


@transaction.atomic
def _hold(person: User, now: datetime) -> Delivery | None:
    """Take the person's row of the day, if nobody else sends from it or has sent."""
    Delivery.objects.bulk_create([Delivery(person=person, day=now.date())], ignore_conflicts=True)
    rows = Delivery.objects.select_for_update(of=("self",))
    held: Delivery = rows.get(person=person, day=now.date())
    if held.state not in (State.WAITS, State.FAILED) or held.attempts >= MOST_ATTEMPTS:
        return None
    held.state, held.attempts, held.tried_at = State.SENDING, held.attempts + 1, now
    held.save(update_fields=["state", "attempts", "tried_at"])
    return held


def _give_up_on_the_dead(now: datetime) -> None:
    died = Delivery.objects.filter(state=State.SENDING, tried_at__lt=now - DIED_AFTER)
    why = _("The server stopped while sending; whether it left is not known.")
    died.update(state=State.FAILED, attempts=MOST_ATTEMPTS, reason=why)
