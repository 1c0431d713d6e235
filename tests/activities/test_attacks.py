"""What somebody tries who wants a child counted twice, or a record under another's key."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from mangnon.activities.attendance.entering import add_participant, set_counts
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.closing import cancel, plan_again
from mangnon.activities.keeping import change_activity, enter_activity
from mangnon.activities.models import Activity, Headcount, Participant
from mangnon.activities.sameness import say_same
from mangnon.activities.targets.distinct import distinct_children
from mangnon.core.models import Refused
from tests.at_once import at_once

from .conftest import DAY
from .test_distinct import LEAVES, held
from .test_keeping import hold
from .test_summer import offer, school, teacher

__all__ = ["held", "offer", "school", "teacher"]
AGES = {"under_7": 0, "7_10": 0, "11_15": 0, "unknown": 0}


def test_a_cancelled_activity_does_not_come_back_beside_its_twin(enter, keeper):
    first = enter()
    first = cancel(first.pk, "Mưa", seen_at=first.changed_at, by=keeper)
    twin = enter()
    with pytest.raises(Refused, match="một lần"):
        plan_again(first.pk, seen_at=first.changed_at, by=keeper)
    cancel(twin.pk, "Nhập hai lần", seen_at=twin.changed_at, by=keeper)
    assert plan_again(first.pk, seen_at=first.changed_at, by=keeper).state == "planned"


def test_a_sign_that_nobody_sees_makes_no_other_event(enter):
    enter("Diễn đàn trẻ em")
    with pytest.raises(Refused, match="một lần"):
        enter("Diễn\u200b đàn\u2060 trẻ\u00ad em")


@pytest.mark.django_db(transaction=True)
def test_two_that_stand_for_each_other_at_once_still_count_once(enter, keeper):
    first, second = enter(), enter("Hội trại")
    told = at_once(
        lambda: say_same(first.pk, second.pk, by=keeper),
        lambda: say_same(second.pk, first.pk, by=keeper),
    )
    assert sorted(type(one).__name__ for one in told) == ["Activity", "Refused"]
    assert Activity.objects.filter(same_as=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_stands_for_an_activity_is_freed_and_that_cancelled_at_once(enter, keeper):
    first, second = enter(), enter("Hội trại")
    say_same(second.pk, first.pk, by=keeper)
    told = at_once(
        lambda: cancel(first.pk, "Mưa", seen_at=first.changed_at, by=keeper),
        lambda: say_same(second.pk, None, by=keeper),
    )
    assert [type(one).__name__ for one in told] == ["Activity", "Activity"]
    second.refresh_from_db()
    assert second.same_as is None


def test_who_cancels_holds_what_stands_for_it_before_the_unit_as_everybody_does(
    enter, keeper, django_assert_max_num_queries
):
    first, second = enter(), enter("Hội trại")
    say_same(second.pk, first.pk, by=keeper)
    with django_assert_max_num_queries(100) as asked:
        cancel(first.pk, "Mưa", seen_at=first.changed_at, by=keeper)
    told = [query["sql"] for query in asked.captured_queries]
    rows = [n for n, sql in enumerate(told) if "FOR NO KEY UPDATE" in sql]
    unit = next(n for n, sql in enumerate(told) if "pg_advisory_xact_lock" in sql)
    assert len(rows) == 2
    assert max(rows) < unit  # else the two would wait for each other


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_the_same_moment_makes_one_activity(keeper, ward):
    about = {
        "kind": "forum", "unit": ward, "organiser_words": "UBND phường", "from_day": DAY,
        "to_day": DAY, "leaves": ["22"],
    }  # fmt: skip
    key = uuid4()
    send = lambda: enter_activity(key, "Diễn đàn", about, by=keeper)  # noqa: E731
    assert {one.pk for one in at_once(send, send)} == {key}


def test_the_key_of_another_list_is_refused_in_a_sentence(enter, keeper, client):
    first, second = enter(), enter("Hội trại")
    line = add_participant(first.pk, uuid4(), NewParticipant("An", is_child=True), by=keeper)
    client.force_login(keeper)
    form = {
        "key": str(line.pk), "name": "Bình", "who": "child", "sex": "unknown",
        "ethnic_group": "unknown", "disability": "unknown",
    }  # fmt: skip
    answer = client.post(reverse("activity-names", args=[second.pk]), form)
    assert answer.status_code == 422
    assert not second.participants.exists()


def test_the_key_of_an_activity_that_one_does_not_keep_is_refused(enter, focal_point, union, ward):
    theirs = enter()
    about = {
        "kind": "forum", "unit": ward, "organiser": union, "from_day": DAY, "to_day": DAY,
        "leaves": [],
    }  # fmt: skip
    with pytest.raises(Refused, match="đã được dùng"):
        enter_activity(theirs.pk, "Hội trại", about, by=focal_point)
    assert Activity.objects.get().title == "Diễn đàn trẻ em"


def test_why_a_summer_list_came_back_is_read_by_both_sides_alone(
    offer, keeper, teacher, leader, client
):
    page = reverse("activity-summer-list", args=[offer().pk])
    client.force_login(keeper)
    client.post(f"{page}return/", {"reason": "Em Hoa đã chuyển đi"})
    seen = {}
    for person in (keeper, teacher, leader):
        client.force_login(person)
        seen[person] = "Em Hoa" in client.get(page).content.decode()
    assert seen == {keeper: True, teacher: True, leader: False}


def test_leaves_of_nested_ages_do_not_tell_what_the_activity_hides(
    held, keeper, leader, ward, client
):
    """Of 40 children 2 are under 7: all (target 23) less those from 7 on (22) would say it."""
    ages = {"under_7": 2, "7_10": 18, "11_15": 20}
    held("Một", by=keeper, children=40, counts=ages, leaves=["22", "23", "24"])
    found = {
        (leaf, by): distinct_children(LEAVES[leaf], 2025, ward, by=by)
        for leaf in ("22", "23", "24")
        for by in (keeper, leader)
    }
    hidden = {key: one.is_hidden for key, one in found.items()}
    assert hidden == {(leaf, by): by == leader and leaf != "23" for leaf, by in found}
    client.force_login(leader)
    page = client.get(reverse("activity-targets"), {"year": 2025, "unit": ward.pk})
    assert ">40<" in page.content.decode()
    assert ">38<" not in page.content.decode()


def test_large_groups_of_ages_are_told_to_all(held, keeper, leader, ward):
    ages = {"under_7": 6, "7_10": 18, "11_15": 20}
    held("Một", by=keeper, children=44, counts=ages)
    assert not distinct_children(LEAVES["22"], 2025, ward, by=leader).is_hidden


def test_a_held_activity_is_not_moved_into_the_future_nor_stripped(enter, keeper):
    activity = enter()
    set_counts(activity.pk, 12, 0, {}, by=keeper)
    activity = hold(activity, keeper)
    later = datetime.date(2025, 6, 28)  # eight days after today

    def change(**values):
        return change_activity(
            activity, activity.title, values, seen_at=activity.changed_at, by=keeper
        )

    with pytest.raises(Refused, match="đã tổ chức"):
        change(from_day=later, to_day=later)
    with pytest.raises(Refused, match="đã tặng, hỗ trợ"):
        change(kind="gifts", goods="")
    assert change(place_words="Nhà văn hóa").state == "held"


def test_a_sign_in_list_fits_the_kind_and_the_day_of_its_activity(enter, keeper):
    activity = enter()
    born = datetime.date(2018, 6, 1)  # seven on the day of the activity
    add_participant(activity.pk, uuid4(), NewParticipant("Điểu Hoa", birth_date=born), by=keeper)

    def change(**values):
        activity.refresh_from_db()
        return change_activity(
            activity, activity.title, values, seen_at=activity.changed_at, by=keeper
        )

    with pytest.raises(Refused, match="không lưu tên"):
        change(kind="campaign", leaves=[])
    before = born - datetime.timedelta(days=1)
    with pytest.raises(Refused, match="ngày sinh"):
        change(from_day=before, to_day=before)
    assert Headcount.objects.get().parts["age"] == AGES | {"7_10": 1}
    before = DAY - datetime.timedelta(days=1)
    change(from_day=before, to_day=before)
    assert Headcount.objects.get().parts["age"] == AGES | {"under_7": 1}


def test_a_name_of_which_nothing_is_seen_is_none(enter, keeper):
    nobody = NewParticipant("\u200b\u2060", is_child=True)
    with pytest.raises(Refused, match="họ tên"):
        add_participant(enter().pk, uuid4(), nobody, by=keeper)
    assert not Participant.objects.exists()


def test_what_the_register_told_of_a_child_is_not_told_to_who_sees_no_child(
    enter, keeper, focal_point, union, ward, make_child, client
):
    make_child("Điểu Thị Hoa", ward, disability="yes")
    activity = enter(by=focal_point, organiser=union)
    line = NewParticipant("Điểu Thị Hoa", birth_date=datetime.date(2015, 3, 5))
    add_participant(activity.pk, uuid4(), line, by=keeper)
    told = {}
    for person in (keeper, focal_point):
        client.force_login(person)
        page = client.get(reverse("activity", args=[activity.pk])).context
        parts = {part.count for one in page["breakdowns"] for part in one.parts}
        form = client.get(reverse("activity-counts", args=[activity.pk])).context["form"]
        told[person] = (1 in parts, form.initial.get("disability-yes"))
    assert told == {keeper: (True, 1), focal_point: (False, None)}
