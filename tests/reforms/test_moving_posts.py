"""Posts pass to the successor of their unit with who fills them, and back."""

import datetime
from uuid import uuid4

from mangnon.activities.models import CoreGroup, Holding, Post, PostPlace
from mangnon.activities.network.by_unit import posts_on
from mangnon.core.reforms.undoing import undo_reform
from tests.network.conftest import SINCE, told
from tests.reforms.conftest import DAY, tables
from tests.reforms.test_applying import MERGE, MERGED

BEFORE = datetime.date(2025, 6, 30)


def post_of(place, officer, **more):
    post = Post.objects.create(
        kind="child_protection_officer", unit=place, from_day=SINCE, entered_by=officer, **more
    )
    PostPlace.objects.create(post=post, unit=place, from_day=SINCE, until=more.get("until"))
    return post


def test_a_post_stands_in_the_successor_and_stood_where_it_was(
    unit, draft, apply, officer, settings
):
    settings.TODAY = datetime.date(2025, 8, 1)
    old = unit("25216")
    post = post_of(old, officer)
    Holding.objects.create(post=post, entered_by=officer, **told())
    closed = post_of(old, officer, until=datetime.date(2024, 1, 1))
    group = CoreGroup.objects.create(
        pk=uuid4(), unit=old, name="Nhóm", from_day=SINCE, entered_by=officer
    )
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    new = unit("25217")
    for one in (post, closed, group):
        one.refresh_from_db()
    assert (post.unit, closed.unit, group.unit) == (new, old, new)
    assert Holding.objects.get().until is None
    places = post.places.values_list("unit", "from_day", "until")
    assert list(places) == [(old.pk, SINCE, DAY), (new.pk, DAY, None)]
    officer.refresh_from_db()
    for place, day in ((old, BEFORE), (new, DAY)):
        (one,) = posts_on(place, by=officer, day=day)
        assert one.holding.full_name == "Trần Thị Bình"
    assert posts_on(new, by=officer, day=BEFORE) == []
    undo_reform(batch.pk, by=officer)
    assert tables() == before
