"""The posts of the demonstration's communes, most of them filled; every name is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from mangnon.activities.models import (
    CoreGroup,
    CoreGroupCount,
    Holding,
    Post,
    PostPlace,
    Training,
)
from mangnon.core.audit import record
from mangnon.core.models import Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON

MADE = "demo.network"
SINCE = date(2018, 1, 1)
KINDS = (
    ("child_protection_officer", ""),
    ("collaborator", "Thôn 1"),
    ("collaborator", "Thôn 2"),
    ("collaborator", "Thôn 3"),
    ("standing_group_head", ""),
    ("standing_group_member", ""),
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Điểu", "Phạm", "Thị", "Hoàng", "Vũ")
GIVEN = ("Văn Hòa", "Thị Mai", "Minh Đức", "Thị Lan", "Quốc Bảo", "Thị Hạnh", "Văn Tài")
QUALIFICATIONS = ("university", "college", "intermediate", "upper_secondary")
VACANT_EVERY, LEFT_EVERY, GROUP_EVERY = 9, 14, 4
COURSE, TRAINED_AFTER = "Tập huấn công tác bảo vệ trẻ em cấp xã", timedelta(days=75)
LEFT_BEFORE = timedelta(days=60)  # of the day of the demonstration


@transaction.atomic
def make_network(today: date) -> None:
    """Open the posts of the communes of the plan's year and of today; some are vacant.

    Some changed hands, every other holder was trained; those of a commune that ended end with it.
    """
    by = local_administrator()
    known = Unit.objects.filter(level=Unit.Level.COMMUNE)
    communes = list((known.on(min(RESULTS_ON, today)) | known.on(today)).order_by("code", "pk"))
    posts = [
        Post(
            kind=kind, hamlet=hamlet, unit=unit, from_day=max(unit.valid_from, SINCE),
            until=_end(unit, today), entered_by=by,
        )
        for unit in communes
        for kind, hamlet in KINDS
    ]  # fmt: skip
    Post.objects.bulk_create(posts)
    PostPlace.objects.bulk_create(
        PostPlace(post=post, unit=post.unit, from_day=post.from_day, until=post.until)
        for post in posts
    )
    holdings = Holding.objects.bulk_create(_holdings(posts, by, today))
    Training.objects.bulk_create(_trainings(holdings, by, today))
    groups = [
        CoreGroup(
            unit=unit, name="Nhóm trẻ nòng cốt", place_words="Trường THCS",
            from_day=max(unit.valid_from, SINCE), until=_end(unit, today), entered_by=by,
        )
        for unit in communes[::GROUP_EVERY]
    ]  # fmt: skip
    CoreGroup.objects.bulk_create(groups)
    CoreGroupCount.objects.bulk_create(
        CoreGroupCount(
            group=group, unit=group.unit, on=_last_day(group.until, today), children=15,
            parts={"sex": {"male": 7, "female": 8, "unknown": 0}},
        )
        for group in groups
    )  # fmt: skip
    record(by, MADE, by, unit=by.unit, posts=len(posts))


def _holdings(posts: list[Post], by: User, today: date) -> Iterator[Holding]:
    """Yield who fills the posts: of some nobody, of some a second person after a month vacant."""
    for number, post in enumerate(posts):
        if number % VACANT_EVERY == 0:
            continue
        left = _last_day(post.until, today) - LEFT_BEFORE
        if number % LEFT_EVERY == 0 and post.from_day < left:
            yield _holding(number, post, by, post.from_day, until=left)
            yield _holding(number + 1, post, by, left + timedelta(days=30))
        else:
            yield _holding(number, post, by, post.from_day)


def _holding(number: int, post: Post, by: User, since: date, until: date | None = None) -> Holding:
    until = until or post.until
    why = ("" if until is None else "post_ended") if until == post.until else "moved"
    return Holding(
        post=post, full_name=f"{FAMILY[number % 8]} {GIVEN[number % 7]}", entered_by=by,
        sex="female" if "Thị" in GIVEN[number % 7] else "male",
        qualification=QUALIFICATIONS[number % 4], is_full_time=post.kind == KINDS[0][0],
        from_day=since, until=until, left_because=why,
    )  # fmt: skip


def _trainings(holdings: list[Holding], by: User, today: date) -> Iterator[Training]:
    """Yield what every other holder was taught within the year, while they filled the post."""
    for holding in holdings[::2]:
        on = max(holding.from_day, date(today.year, 1, 1)) + TRAINED_AFTER
        if on < min(holding.until or date.max, today):
            yield Training(holding=holding, words=COURSE, ended_on=on, entered_by=by)


def _end(unit: Unit, today: date) -> date | None:
    """Return the first day without the unit, where it has ended."""
    return unit.valid_to if unit.valid_to and unit.valid_to <= today else None


def _last_day(until: date | None, today: date) -> date:
    return until - timedelta(days=1) if until else today
