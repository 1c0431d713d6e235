"""Opening a post, changing it, closing it: may I, lock, rule, change, record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.accounts.people import day_of_units
from mangnon.activities.network.catalog import post_kinds
from mangnon.activities.network.post import Post, PostPlace
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.ui.formats import date_text


@transaction.atomic
def open_post(key: UUID, values: Mapping[str, Any], *, by: User, today: date) -> Post:
    """Open a post of a unit; the same form sent again is the one that is there.

    `values` are kind, unit, hamlet, words and from_day.
    """
    access.require(by, "network.edit")
    known: Post | None = sent_before(Post.objects, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    post = Post(pk=key, entered_by=by, **values)
    _require_unit(post.unit, by, today)
    _require_fit(post, today)
    post.save(force_insert=True)
    PostPlace.objects.create(post=post, unit=post.unit, from_day=post.from_day)
    record(by, "network.open_post", post, unit=post.unit, kind=post.kind)
    return post


@transaction.atomic
def change_post(
    post_id: UUID, hamlet: str, words: str, until: date | None,
    *, seen_at: datetime, by: User, today: date,
) -> Post:  # fmt: skip
    """Write a post's words anew; with a day the post is closed from then on, without one open."""
    post = locked_post(post_id, by, seen_at=seen_at)
    post.hamlet, post.words, post.until = hamlet, words, until
    _require_hamlet(post)
    _close_place(post, by, today)
    touch(post)
    record(by, "network.change_post", post, unit=post.unit, until=str(until) if until else None)
    return post


def locked_post(post_id: UUID, by: User, *, seen_at: datetime | None = None) -> Post:
    """Return the post, locked, when the person keeps it and saw it as it is."""
    access.require(by, "network.edit")
    found: Post = Post.objects.visible_to(by).select_for_update(of=("self",)).get(pk=post_id)
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(_("Somebody has changed this post since you opened it. Open it again first."))
    return found


def touch(post: Post) -> None:
    """Let whoever has seen the post before know that it has changed."""
    post.changed_at = timezone.now()
    post.save()


def _require_unit(unit: Unit, by: User, today: date) -> None:
    if not units_of_posts(by, today).filter(pk=unit.pk).exists():
        raise Refused(_("Choose a unit that you serve."))


def units_of_posts(by: User, today: date) -> QuerySet[Unit]:
    """Return the units where the person may open a post: those of the day that they serve."""
    units: QuerySet[Unit] = Unit.objects.placed_within(by).on(day_of_units(by, today))
    return units.order_by("level", "name_key", "code")


def _require_fit(post: Post, today: date) -> None:
    """Raise Refused, in one sentence, for what cannot be so."""
    kind = post_kinds().get(post.kind)
    if kind is None:
        raise Refused(_("Choose one of the kinds of posts."))
    words = {"kind": kind.label, "unit": post.unit, "day": date_text(post.from_day)}
    if not kind.holds_on(post.from_day):
        raise Refused(_("There is no post “%(kind)s” on %(day)s.") % words)
    if kind.level != post.unit.level:
        raise Refused(_("%(unit)s has no post “%(kind)s”; choose another unit.") % words)
    if not post.unit.exists_on(post.from_day):
        raise Refused(_("%(unit)s does not exist on %(day)s; choose the unit of that day.") % words)
    if post.from_day > today:
        raise Refused(_("The first day lies in the future; enter the post when it is there."))
    _require_hamlet(post)


def _require_hamlet(post: Post) -> None:
    if post_kinds()[post.kind].hamlet and not post.hamlet:
        raise Refused(_("Say of which hamlet this post is."))


def _close_place(post: Post, by: User, today: date) -> None:
    """End the post's time in its unit with the post, or let it go on."""
    place = post.places.latest("from_day")
    if post.until is not None:
        if post.until <= place.from_day:
            raise Refused(
                _("The post stands in %(unit)s since %(day)s; it cannot end before.")
                % {"unit": place.unit, "day": date_text(place.from_day)}
            )
        if post.until > today:
            raise Refused(_("The day lies in the future; close the post when it is over."))
        if post.holdings.filter(Q(until=None) | Q(until__gt=post.until)).exists():
            raise Refused(
                _("Somebody fills the post on that day; say first since when it is vacant.")
            )
    elif not place.unit.exists_on(day_of_units(by, today)):
        raise Refused(
            _("%(unit)s is no more; open a post in its successor.") % {"unit": place.unit}
        )
    PostPlace.objects.filter(pk=place.pk).update(until=post.until)
