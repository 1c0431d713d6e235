"""Figures of the network: communes with staff, posts filled, turnover, and who was trained."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, Subquery

from mangnon.activities.network.by_unit import UnitPosts, places_on, posts_of_units
from mangnon.activities.network.catalog import PostKind, no_leaver_reasons, post_kinds
from mangnon.activities.network.post import Holding, Training
from mangnon.core.models import Unit, User

Span = tuple[date, date]  # the first day is in, the second one out


@dataclass(frozen=True)
class Staffing:
    """Communes on a day: all of them, those with staff, and those that told of no post at all."""

    communes: int
    with_staff: int
    not_told: int

    @property
    def share(self) -> float | None:
        """The share of communes with staff, of 100; None without any commune."""
        return 100 * self.with_staff / self.communes if self.communes else None


@dataclass(frozen=True)
class OfKind:
    """One kind of posts: `posts` and `filled` at the end of the period, the rest over it."""

    kind: PostKind
    posts: int
    filled: int
    full_time: int
    women: int
    trained: int
    trained_in_period: int
    leavers: int
    average_filled: float

    @property
    def turnover(self) -> float | None:
        """Leavers per 100 filled posts; None where none was filled."""
        return 100 * self.leavers / self.average_filled if self.average_filled else None

    @property
    def trained_share(self) -> float | None:
        return 100 * self.trained / self.filled if self.filled else None


def staffing(told: Iterable[UnitPosts]) -> Staffing:
    rows = [row for row in told if row.unit.level == Unit.Level.COMMUNE]
    return Staffing(
        len(rows), sum(row.has_staff for row in rows), sum(not row.is_told for row in rows)
    )


def communes_on(by: User, day: date) -> list[UnitPosts]:
    """Return the communes of the day that the person sees, by name, with their posts."""
    units = Unit.objects.visible_to(by).on(day).filter(level=Unit.Level.COMMUNE)
    return posts_of_units(list(units.order_by("name_key", "code")), by=by, day=day)


def by_district(told: Sequence[UnitPosts], *, by: User, day: date) -> list[tuple[Unit, Staffing]]:
    """Return the staffing of each district of the day; none after the districts ended."""
    districts = Unit.objects.visible_to(by).on(day).filter(level=Unit.Level.DISTRICT)
    return [
        (district, staffing(row for row in told if row.unit.parent_code == district.code))
        for district in districts.order_by("name_key", "code")
    ]


def by_kind(period: Span, *, by: User) -> list[OfKind]:
    """Return the figures of each kind of posts that there was in the period."""
    last = period[1] - timedelta(days=1)
    standing = Counter(places_on(by, last).values_list("post__kind", flat=True))
    holdings: dict[str, list[_Held]] = defaultdict(list)
    for one in _held_in(period, by):
        holdings[one.kind].append(one)
    found = []
    for code, kind in post_kinds().items():
        own, posts = holdings[code], standing[code]
        if not own and not posts:
            continue
        now = [one for one in own if one.until is None or one.until > last]
        trained = [one.last_training for one in now if one.last_training]
        found.append(
            OfKind(
                kind, posts, len(now),
                full_time=sum(one.is_full_time for one in now),
                women=sum(one.sex == "female" for one in now),
                trained=len(trained),
                trained_in_period=sum(day >= period[0] for day in trained),
                leavers=sum(_left_in(one, period) for one in own),
                average_filled=average_filled(own, period),
            )
        )  # fmt: skip
    return found


class _Held(NamedTuple):
    """Who filled a post of a kind, with the last training; there are thousands of them."""

    kind: str
    from_day: date
    until: date | None
    is_full_time: bool
    sex: str
    left_because: str
    last_training: date | None


def average_filled(holdings: Iterable[_Held], period: Span) -> float:
    """Return how many of the posts were filled on an average day of the period."""
    first, end = period
    days = sum((min(one.until or end, end) - max(one.from_day, first)).days for one in holdings)
    return days / (end - first).days


def _left_in(holding: _Held, period: Span) -> bool:
    """Say whether the holder left in the period; the last day at work counts."""
    first, end = period
    return (
        holding.until is not None
        and first < holding.until <= end
        and holding.left_because not in no_leaver_reasons()
    )


def _held_in(period: Span, by: User) -> Iterable[_Held]:
    """Return who filled a post on a day of the period, with the last training before its end."""
    first, end = period
    taken = Training.objects.filter(holding=OuterRef("pk"), ended_on__lt=end)
    last = Subquery(taken.order_by("-ended_on").values("ended_on")[:1])
    found = Holding.objects.visible_to(by).filter(
        Q(until=None) | Q(until__gt=first), from_day__lt=end
    )
    told = found.order_by().annotate(kind=F("post__kind"), last_training=last)
    return itertools.starmap(_Held, told.values_list(*_Held._fields))
