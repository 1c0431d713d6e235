"""Who fills a post: coming, leaving, corrected; and what they were taught."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.network.catalog import qualifications, reasons_for_leaving
from mangnon.activities.network.post import Holding, Post, Training
from mangnon.activities.network.posting import locked_post, touch
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.ui.formats import date_text

TRAINING = "training"  # the kind of activity
FIELDS = (
    "full_name", "sex", "qualification", "is_full_time", "from_day", "until", "left_because",
)  # fmt: skip


@transaction.atomic
def fill_post(
    post_id: UUID, key: UUID, values: Mapping[str, Any], *, by: User, today: date
) -> Holding:
    """Say who fills a vacant post, or filled it once; the same form sent again is that one."""
    post = locked_post(post_id, by)
    known: Holding | None = sent_before(Holding.objects, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    holding = Holding(pk=key, post=post, entered_by=by, **{name: values[name] for name in FIELDS})
    _require_fit(holding, today)
    holding.save(force_insert=True)
    touch(post)
    record(by, "network.fill_post", holding, unit=post.unit, post=str(post.pk))
    return holding


@transaction.atomic
def change_holding(
    holding: Holding, values: Mapping[str, Any], *, seen_at: datetime, by: User, today: date
) -> Holding:
    """Correct who filled a post, or say since when it is vacant and why."""
    post = locked_post(holding.post_id, by, seen_at=seen_at)
    holding = post.holdings.get(pk=holding.pk)
    before = {name: getattr(holding, name) for name in FIELDS}
    for name in FIELDS:
        setattr(holding, name, values[name])
    _require_fit(holding, today)
    holding.save()
    touch(post)
    changed = sorted(name for name, value in before.items() if getattr(holding, name) != value)
    record(by, "network.change_holding", holding, unit=post.unit, fields=changed)
    return holding


def trainings_for(holding: Holding, by: User) -> QuerySet[Activity]:
    """Return the training activities that the holder may have taken, newest first."""
    held = Activity.objects.visible_to(by).filter(kind=TRAINING, state=Activity.State.HELD)
    taken = holding.trainings.filter(activity__isnull=False).values("activity")
    found: QuerySet[Activity] = held.exclude(pk__in=taken).newest_first()[:100]
    return found


@transaction.atomic
def add_training(
    holding: Holding, key: UUID, activity: Activity | None, words: str, ended_on: date | None,
    *, by: User, today: date,
) -> Training:  # fmt: skip
    """Say what the holder was taught: in an activity, or in a course that is told in words."""
    post = locked_post(holding.post_id, by)
    known: Training | None = sent_before(Training.objects, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    if (activity is None) == (not words):
        raise Refused(
            _("Choose a training of the list, or write which course it was: one of both.")
        )
    if activity is not None:
        if holding.trainings.filter(activity=activity).exists():
            raise Refused(_("This training is written down already."))
        ended_on = activity.to_day
    if ended_on is None:
        raise Refused(_("Say on which day the course ended."))
    if ended_on > today:
        raise Refused(_("The course is not over yet."))
    made = Training.objects.create(
        pk=key,
        holding=holding,
        activity=activity,
        words=words,
        ended_on=ended_on,
        entered_by=by,
    )
    touch(post)
    record(by, "network.add_training", made, unit=post.unit, holding=str(holding.pk))
    return made


@transaction.atomic
def remove_training(holding: Holding, key: UUID, *, by: User) -> None:
    """Take back a training that was written down by mistake."""
    post = locked_post(holding.post_id, by)
    for training in holding.trainings.filter(pk=key):
        record(by, "network.remove_training", training, unit=post.unit, holding=str(holding.pk))
        training.delete()
        touch(post)


def _require_fit(holding: Holding, today: date) -> None:
    """Raise Refused, in one sentence, for what cannot be so."""
    post, until = holding.post, holding.until
    if holding.qualification not in qualifications():
        raise Refused(_("Choose one of the qualifications."))
    if (until is None) != (not holding.left_because):
        raise Refused(_("Tell both the day since when the post is vacant and why, or neither."))
    if until is not None and holding.left_because not in reasons_for_leaving():
        raise Refused(_("Choose one of the reasons."))
    if until is not None and until <= holding.from_day:
        raise Refused(_("The day of leaving is not after the first day."))
    if max(holding.from_day, until or date.min) > today:
        raise Refused(_("The day lies in the future; enter it when it has come."))
    _require_within(holding, post)
    _require_vacant(holding)


def _require_within(holding: Holding, post: Post) -> None:
    if holding.from_day < post.from_day:
        raise Refused(
            _("The post is there since %(day)s; nobody fills it before.")
            % {"day": date_text(post.from_day)}
        )
    if post.until is not None and (holding.until is None or holding.until > post.until):
        raise Refused(
            _("The post is closed since %(day)s; nobody fills it after.")
            % {"day": date_text(post.until)}
        )


def _require_vacant(holding: Holding) -> None:
    others = holding.post.holdings.exclude(pk=holding.pk)
    others = others.filter(Q(until=None) | Q(until__gt=holding.from_day))
    if holding.until is not None:
        others = others.filter(from_day__lt=holding.until)
    if (other := others.first()) is not None:
        raise Refused(
            _("Somebody else fills the post from %(from)s to %(until)s; a post is filled once.")
            % {
                "from": date_text(other.from_day),
                "until": date_text(other.until) if other.until else _("now"),
            }
        )
