"""Different children, worked by hand: exact where all are named, else at least and at most."""

import datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from mangnon.activities.attendance.entering import add_participant, set_counts
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.catalog import catalog_on
from mangnon.activities.models import Activity, LeafCount
from mangnon.activities.targets.distinct import distinct_children, keep_count
from mangnon.core.models import Refused
from mangnon.dashboards.activities_beside import activities_beside

DAY = datetime.date(2025, 6, 1)
TEN, SIX, TWELVE = (datetime.date(year, 3, 5) for year in (2015, 2019, 2013))
LEAVES = catalog_on(DAY).leaves


@pytest.fixture
def held(enter):
    """Enter an activity that was held: of these people, or of so many children by age."""

    def make(title, *people, by, counts=None, children=0, **values):
        activity = enter(title, by=by, **values)
        for name, born in people:
            add_participant(activity.pk, uuid4(), NewParticipant(name, born), by=by)
        if children:
            set_counts(activity.pk, children, 0, {"age": counts} if counts else {}, by=by)
        Activity.objects.filter(pk=activity.pk).update(state="held")
        return activity

    return make


def count(leaf, unit, by):
    return distinct_children(LEAVES[leaf], 2025, unit, by=by)


def test_a_child_of_two_lists_counts_once_and_who_is_too_young_not_at_all(
    held, keeper, ward, make_child
):
    make_child("Điểu Thị Hoa", ward, TEN)
    held("Một", ("Điểu Thị Hoa", TEN), ("Lê Văn Ba", TWELVE), ("Bé Tí", SIX), by=keeper)
    held("Hai", ("Điểu thị hoa", TEN), ("LÊ VĂN BA", TWELVE), ("Cao Mười", TWELVE), by=keeper)
    found = count("22", ward, keeper)
    assert (found.children, found.at_most, found.visits) == (3, 3, 5)
    assert found.is_exact
    assert "mỗi trẻ" in found.method_words


def test_a_child_without_a_birth_date_is_of_no_known_age(held, keeper, ward):
    activity = held("Một", ("Lê Văn Ba", TWELVE), by=keeper)
    line = NewParticipant("Trẻ chưa rõ", None, is_child=True)
    add_participant(activity.pk, uuid4(), line, by=keeper)
    assert count("22", ward, keeper).children == 1


def test_with_counts_alone_the_largest_of_each_commune_is_the_least(
    held, keeper, make_user, ward, next_ward, province, officer
):
    """Ward: lists of 2, counts 30 and 20; next ward: 40. At least 30 + 40, at most 2 + 90."""
    neighbour = make_user("commune_officer", next_ward)
    held("Một", ("Lê Văn Ba", TWELVE), ("Cao Mười", TEN), by=keeper)
    for title, number in (("Hai", 30), ("Ba", 20)):
        held(title, by=keeper, children=number, counts={"7_10": number})
    ages = {"under_7": 5, "7_10": 25, "11_15": 15}
    held("Bốn", by=neighbour, unit=next_ward, children=45, counts=ages)
    held("Năm", by=neighbour, unit=next_ward, children=500)
    found = count("22", province, officer)
    assert (found.children, found.at_most) == (70, 92)
    assert (found.activities, found.with_names, found.without_ages) == (5, 1, 1)
    assert not found.is_exact
    assert count("22", ward, keeper).children == 30


def test_an_activity_of_the_province_may_be_of_the_same_children(
    held, keeper, focal_point, union, province, officer
):
    held("Xã", by=keeper, children=30, counts={"7_10": 30})
    held("Tỉnh", by=focal_point, unit=province, organiser=union, children=20, counts={"7_10": 20})
    assert count("22", province, officer).children == 30
    held(
        "Tỉnh, lần hai", by=focal_point, unit=province, organiser=union, children=80,
        counts={"7_10": 80},
    )  # fmt: skip
    assert count("22", province, officer).children == 80


def test_a_count_is_kept_with_its_method_and_without_any_activity_there_is_none(held, keeper, ward):
    with pytest.raises(Refused, match="Không có hoạt động"):
        keep_count(LEAVES["22"], 2025, ward, by=keeper, now=timezone.now())
    held("Hai", by=keeper, children=30, counts={"7_10": 30})
    held("Ba", by=keeper, children=20, counts={"7_10": 20})
    keep_count(LEAVES["22"], 2025, ward, by=keeper, now=timezone.now())
    kept = LeafCount.objects.get()
    assert (kept.children, kept.at_most, kept.method, kept.activities) == (30, 50, "largest", 2)


def test_a_leaf_s_page_tells_what_activities_say_to_who_may_see_them(
    held, keeper, make_user, ward, province
):
    held("Hai", by=keeper, children=30, counts={"7_10": 30})
    told = activities_beside("22", DAY, ward, keeper)
    assert told is not None
    assert told.children == 30
    assert activities_beside("24", DAY, ward, keeper) is None  # it is for no such target
    assert activities_beside("14", DAY, ward, keeper) is None
    assert activities_beside("22", DAY, ward, make_user("analyst", province)) is None
