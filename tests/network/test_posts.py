"""Posts: whose they are, what is refused, and that a post is filled once at a time."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mangnon.activities.models import Holding, Post, PostPlace
from mangnon.activities.network.filling import (
    add_training,
    change_holding,
    fill_post,
    remove_training,
    trainings_for,
)
from mangnon.activities.network.posting import change_post
from mangnon.core.models import AuditEntry, Refused, Unit
from tests.at_once import at_once
from tests.network.activities import training_held
from tests.network.conftest import COLLABORATOR, SINCE, TODAY, told

MARCH = datetime.date(2025, 3, 1)
AHEAD = datetime.date(2025, 6, 21)


def close(post, until, by):
    post.refresh_from_db()
    return change_post(post.pk, "", "", until, seen_at=post.changed_at, by=by, today=TODAY)


def test_who_may_not_keep_the_network_opens_no_post(open_one, make_user, ward, leader):
    for person in (leader, make_user("commune_chair", ward)):
        with pytest.raises(PermissionDenied):
            open_one(by=person)
    assert not Post.objects.exists()


def test_nobody_opens_a_post_where_they_do_not_serve(open_one, keeper, next_ward, stranger):
    for person in (keeper, stranger):
        with pytest.raises(Refused, match="phục vụ"):
            open_one(by=person, unit=next_ward)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "king"}, "loại vị trí"),
        ({"kind": "province_officer"}, "chọn đơn vị khác"),
        ({"since": datetime.date(1990, 1, 1)}, "01/01/1990"),
        ({"since": AHEAD}, "tương lai"),
    ],
)  # fmt: skip
def test_a_post_that_cannot_be_is_refused_with_the_reason(values, words, open_one):
    with pytest.raises(Refused, match=words):
        open_one(**values)


def test_the_post_of_a_collaborator_is_that_of_a_hamlet(open_one, officer):
    post = open_one(COLLABORATOR)
    with pytest.raises(Refused, match="thôn"):
        close(post, None, officer)


def test_a_form_sent_twice_opens_one_post_and_fills_it_once(open_one, fill):
    key, other = uuid4(), uuid4()
    first, again = open_one(key=key), open_one(key=key)
    assert first == again
    assert fill(first, key=other) == fill(first, key=other)
    assert (Post.objects.count(), PostPlace.objects.count(), Holding.objects.count()) == (1, 1, 1)
    assert AuditEntry.objects.filter(action__startswith="network.").count() == 2


def test_the_audit_holds_no_name_of_who_fills_a_post(open_one, fill):
    fill(open_one(), name="Điểu Thị Hoa")
    kept = [str(entry.details) for entry in AuditEntry.objects.all()]
    assert not any("Hoa" in details for details in kept)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"since": datetime.date(2019, 12, 31)}, "01/01/2020"),
        ({"since": AHEAD}, "tương lai"),
        ({"until": MARCH}, "vì sao"),
        ({"why": "resigned"}, "vì sao"),
        ({"until": MARCH, "why": "bored"}, "lý do"),
        ({"until": SINCE, "why": "resigned"}, "không sau ngày đầu"),
        ({"qualification": "genius"}, "trình độ"),
    ],
)  # fmt: skip
def test_who_cannot_have_filled_a_post_is_refused(about, words, open_one, fill):
    post = open_one()
    with pytest.raises(Refused, match=words):
        fill(post, **about)
    assert not Holding.objects.exists()


def test_two_never_fill_one_post_on_one_day(open_one, fill):
    post = open_one()
    fill(post, until=MARCH, why="resigned")
    with pytest.raises(Refused, match="01/03/2025"):
        fill(post, name="Lê Văn Tám", since=datetime.date(2025, 2, 28))
    fill(post, name="Lê Văn Tám", since=MARCH)  # the very day on which it became vacant
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            post=post, full_name="Thứ ba", from_day=MARCH, entered_by=post.entered_by
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_a_post_at_once_one_is_refused(open_one, officer):
    post = open_one()
    results = at_once(
        *(
            lambda name=name: fill_post(post.pk, uuid4(), told(name), by=officer, today=TODAY)
            for name in ("Trần Thị Bình", "Lê Văn Tám")
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["Holding", "Refused"]
    assert Holding.objects.count() == 1


def test_who_saw_the_post_before_somebody_filled_it_is_told(open_one, fill, officer):
    post = open_one()
    seen_at = post.changed_at
    holding = fill(post)
    for again in (
        lambda: change_post(post.pk, "", "x", None, seen_at=seen_at, by=officer, today=TODAY),
        lambda: change_holding(holding, told(), seen_at=seen_at, by=officer, today=TODAY),
    ):
        with pytest.raises(Refused, match="đã sửa"):
            again()


def test_a_post_is_closed_when_it_is_vacant_and_filled_no_more(open_one, fill, officer):
    post = open_one()
    holding = fill(post)
    with pytest.raises(Refused, match="còn người"):
        close(post, MARCH, officer)
    post.refresh_from_db()
    change_holding(
        holding, told(until=MARCH, why="moved"), seen_at=post.changed_at, by=officer, today=TODAY
    )
    with pytest.raises(Refused, match="tương lai"):
        close(post, AHEAD, officer)
    close(post, MARCH, officer)
    assert PostPlace.objects.get().until == MARCH
    with pytest.raises(Refused, match="đóng từ"):
        fill(post, name="Lê Văn Tám", since=MARCH)
    close(post, None, officer)
    assert PostPlace.objects.get().until is None


def test_training_is_an_activity_of_its_kind_or_a_course_in_words(
    open_one, fill, officer, ward, make_organisation, province
):
    holding = fill(open_one())
    course = training_held(officer, make_organisation("Sở Y tế", province), ward)
    assert list(trainings_for(holding, officer)) == [course]

    def add(activity=None, words="", day=None, key=None):
        return add_training(holding, key or uuid4(), activity, words, day, by=officer, today=TODAY)

    key = uuid4()
    assert add(course, key=key).ended_on == course.to_day
    assert add(course, key=key).pk == key
    for told_of, words in (
        ({}, "một trong hai"),
        ({"activity": course, "words": "Khóa khác"}, "một trong hai"),
        ({"activity": course}, "ghi rồi"),
        ({"words": "Khóa khác"}, "ngày nào"),
        ({"words": "Khóa khác", "day": AHEAD}, "chưa kết thúc"),
    ):
        with pytest.raises(Refused, match=words):
            add(**told_of)
    add(words="Lớp bồi dưỡng của Cục Trẻ em", day=MARCH)
    assert holding.trainings.count() == 2
    remove_training(holding, key, by=officer)
    assert holding.trainings.count() == 1


def test_an_officer_of_a_district_stands_in_a_district(open_one):
    district = Unit.objects.get(code="688")
    assert open_one("district_officer", unit=district).unit == district
