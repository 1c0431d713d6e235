"""Who took part: parts that add up, names for the keeper alone, small counts hidden."""

import datetime
from uuid import uuid4

import pytest
from django.db import connection

from mangnon.activities.attendance.entering import (
    add_participant,
    remove_participant,
    set_counts,
)
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.attendance.shown import breakdowns
from mangnon.activities.models import Activity, Headcount, Participant
from mangnon.core.models import AuditEntry, Refused

BORN = datetime.date(2015, 3, 5)
SEXES = {"male": 20, "female": 25, "unknown": 5}


def test_parts_that_are_more_than_all_are_refused_with_both_numbers(enter, keeper):
    activity = enter()
    with pytest.raises(Refused, match=r"52.*nhiều hơn 2.*50"):
        set_counts(activity.pk, 50, 0, {"sex": {"male": 27, "female": 25}}, by=keeper)
    assert not Headcount.objects.exists()


def test_parts_that_are_fewer_are_refused_until_the_rest_is_said_to_be_unknown(enter, keeper):
    activity = enter()
    with pytest.raises(Refused, match=r"45.*50.*5.*không rõ"):
        set_counts(activity.pk, 50, 0, {"sex": {"male": 20, "female": 25}}, by=keeper)
    headcount = set_counts(activity.pk, 50, 3, {"sex": SEXES, "age": {"7_10": 0}}, by=keeper)
    assert headcount.parts == {"sex": SEXES}


def test_counts_of_a_list_are_those_of_its_lines(enter, keeper, ward, make_child):
    activity = enter()
    known = make_child("Điểu Thị Hoa", ward, sex="female", ethnicity="30", disability="no")
    made = add_participant(activity.pk, uuid4(), NewParticipant("điểu thị HOA", BORN), by=keeper)
    adult = NewParticipant("Trần Văn Cha", datetime.date(1980, 1, 1))
    add_participant(activity.pk, uuid4(), adult, by=keeper)
    assert made.child == known
    assert (made.sex, made.ethnic_group, made.disability) == ("female", "minority", "no")
    headcount = Headcount.objects.get()
    assert (headcount.children, headcount.adults) == (1, 1)
    assert headcount.parts["age"] == {"under_7": 0, "7_10": 1, "11_15": 0, "unknown": 0}
    with pytest.raises(Refused, match="danh sách"):
        set_counts(activity.pk, 9, 0, {}, by=keeper)
    for line in list(activity.participants.all()):
        remove_participant(activity.pk, line.pk, by=keeper)
    assert not Headcount.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (NewParticipant("Điểu Hoa"), "trẻ em hay người lớn"),
        (NewParticipant("Điểu Hoa", datetime.date(2025, 6, 2)), "sau ngày"),
    ],
)
def test_a_line_that_tells_no_age_is_refused(line, words, enter, keeper):
    with pytest.raises(Refused, match=words):
        add_participant(enter().pk, uuid4(), line, by=keeper)


def test_nobody_stands_on_a_list_twice_and_a_line_sent_twice_is_one(enter, keeper):
    activity, key = enter(), uuid4()
    line = NewParticipant("Điểu Thị Hoa", BORN)
    for _n in range(2):
        add_participant(activity.pk, key, line, by=keeper)
    with pytest.raises(Refused, match="đã có trong danh sách"):
        add_participant(activity.pk, uuid4(), NewParticipant("Điểu Thị  Hoa", BORN), by=keeper)
    assert Participant.objects.count() == 1


def test_a_kind_without_names_takes_none(enter, keeper):
    activity = enter(kind="campaign", leaves=[])
    with pytest.raises(Refused, match="chỉ ghi số"):
        add_participant(activity.pk, uuid4(), NewParticipant("Điểu Hoa", BORN), by=keeper)


def test_names_lie_sealed_and_are_read_by_the_keeper_alone(
    enter, keeper, focal_point, officer, leader
):
    add_participant(enter().pk, uuid4(), NewParticipant("Điểu Thị Hoa", BORN), by=keeper)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM activities_participant")
        assert b"Hoa" not in bytes(cursor.fetchone()[0])
    assert [p.name for p in Participant.objects.visible_to(keeper)] == ["Điểu Thị Hoa"]
    for other in (focal_point, officer, leader):
        assert not Participant.objects.visible_to(other).exists()
    assert "Hoa" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("role", ["focal_office", "agency_focal_point"])
def test_who_has_no_organisation_reads_no_list_of_the_bodies_of_the_province(
    enter, focal_point, union, make_user, province, role, client
):
    held = enter(by=focal_point, organiser=union)
    add_participant(held.pk, uuid4(), NewParticipant("Điểu Thị Hoa", BORN), by=focal_point)
    nobody = make_user(role, province, "chua-co-co-quan")
    assert not Participant.objects.visible_to(nobody).exists()
    assert not Activity.objects.edited_by(nobody).exists()
    client.force_login(nobody)
    assert client.get(f"/activities/{held.pk}/names/").status_code == 404
    assert Participant.objects.visible_to(focal_point).count() == 1
    with pytest.raises(Refused, match="chưa thuộc cơ quan nào"):
        enter(by=nobody, organiser=union)
    assert "chưa thuộc cơ quan nào" in client.get("/activities/new/").content.decode()


def test_small_counts_are_hidden_with_one_beside_them(enter, keeper):
    parts = {"disability": {"yes": 2, "no": 40, "unknown": 8}, "sex": SEXES}
    headcount = set_counts(enter().pk, 50, 0, parts, by=keeper)
    open_ones = {p.count for b in breakdowns(headcount, reads_names=True) for p in b.parts}
    assert open_ones == {2, 40, 8, 20, 25, 5}
    sex, disability = breakdowns(headcount, reads_names=False)
    assert [part.count for part in sex.parts] == [20, 25, 5]
    assert disability.parts[0].count is None
    assert [part.count for part in disability.parts].count(None) == 2
