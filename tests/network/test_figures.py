"""Figures of the network, each worked by hand."""

import datetime

import pytest

from mangnon.activities.network.by_unit import posts_of_units, posts_on
from mangnon.activities.network.figures import by_district, by_kind, communes_on, staffing
from mangnon.activities.network.filling import add_training
from mangnon.core.models import Unit
from tests.network.conftest import COLLABORATOR, OFFICER, TODAY

YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 4, 11))  # a hundred days
APRIL = datetime.date(2025, 4, 10)
# Ten days in the post, and ninety.
EARLY, LATE = datetime.date(2025, 1, 11), datetime.date(2025, 4, 1)


@pytest.fixture
def three(open_one, fill, next_ward):
    """Three posts of officers: one kept, one left and filled again, one in the next ward vacant."""
    kept, changed = open_one(), open_one()
    fill(kept)
    fill(changed, name="Người cũ", until=EARLY, why="resigned")
    fill(changed, name="Người mới", since=LATE, sex="male", is_full_time=False)
    return kept, changed, open_one(unit=next_ward)


def of_kind(officer, kind=OFFICER, period=YEAR):
    return {row.kind.code: row for row in by_kind(period, by=officer)}.get(kind)


def test_turnover_is_who_left_of_the_posts_filled_on_an_average_day(three, officer):
    row = of_kind(officer)
    # kept: 100 days; the old one: 10; the new one: 10 of the hundred days.
    assert row.average_filled == pytest.approx(1.2)
    assert row.leavers == 1
    assert row.turnover == pytest.approx(100 / 1.2)
    assert (row.posts, row.filled, row.full_time, row.women) == (3, 2, 1, 1)


@pytest.mark.parametrize(
    ("first", "end", "leavers"),
    [
        ((2025, 1, 10), (2025, 1, 11), 1),  # the last day at work is the tenth
        ((2025, 1, 11), (2025, 1, 12), 0),
        ((2025, 1, 1), (2025, 1, 10), 0),
    ],
)
def test_who_leaves_is_counted_on_the_last_day_at_work(first, end, leavers, three, officer):
    period = datetime.date(*first), datetime.date(*end)
    assert of_kind(officer, period=period).leavers == leavers


def test_who_stays_on_other_terms_did_not_leave(open_one, fill, officer):
    post = open_one()
    fill(post, until=EARLY, why="changed_terms")
    fill(post, since=EARLY, is_full_time=False)
    row = of_kind(officer)
    assert (row.leavers, row.turnover, row.average_filled) == (0, 0, 1)


def test_the_trained_are_counted_up_to_the_last_day(three, officer):
    kept, changed, _vacant = three
    for post, words, day in (
        (kept, "Khóa 2023", datetime.date(2023, 5, 1)),
        (kept, "Khóa 2025", datetime.date(2025, 2, 1)),
        (changed, "Sau kỳ", datetime.date(2025, 4, 11)),
    ):
        holding = post.holdings.filter(until=None).get()
        add_training(holding, None, None, words, day, by=officer, today=TODAY)
    row = of_kind(officer)
    assert (row.trained, row.trained_in_period) == (1, 1)
    assert row.trained_share == 50


def test_communes_with_staff_on_a_day(three, officer, ward, next_ward):
    told = communes_on(officer, APRIL)
    found = staffing(told)
    # One ward is staffed, the next has a vacant post, the third commune told of nothing.
    assert (found.communes, found.with_staff, found.not_told) == (3, 1, 1)
    assert found.share == pytest.approx(100 / 3)
    districts = {unit.code: row for unit, row in by_district(told, by=officer, day=APRIL)}
    assert (districts["688"].communes, districts["688"].with_staff) == (2, 1)
    assert (districts["692"].communes, districts["692"].with_staff) == (1, 0)


def test_a_collaborator_is_no_staff_of_a_commune(open_one, fill, officer):
    fill(open_one(COLLABORATOR))
    assert staffing(communes_on(officer, APRIL)).with_staff == 0


def test_any_day_shows_who_filled_which_post_then(three, officer, ward):
    names = {
        day: sorted(
            one.holding.full_name if one.holding else "–"
            for one in posts_on(ward, by=officer, day=day)
        )
        for day in (datetime.date(2025, 1, 10), EARLY, LATE)
    }
    assert list(names.values()) == [
        ["Người cũ", "Trần Thị Bình"], ["Trần Thị Bình", "–"], ["Người mới", "Trần Thị Bình"],
    ]  # fmt: skip
    before = posts_of_units([ward], by=officer, day=datetime.date(2019, 12, 31))
    assert not before[0].is_told


def test_who_serves_one_ward_counts_that_ward_alone(three, keeper, stranger):
    assert staffing(communes_on(keeper, APRIL)).communes == 1
    assert by_kind(YEAR, by=stranger) == []


def test_the_whole_list_takes_few_statements(three, officer, django_assert_max_num_queries):
    units = list(Unit.objects.filter(level="commune"))
    with django_assert_max_num_queries(3):
        posts_of_units(units, by=officer, day=APRIL)
    with django_assert_max_num_queries(3):
        by_kind(YEAR, by=officer)
