"""Pupils handed over for the summer: offered, accepted or returned, names for both sides alone."""

import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mangnon.activities.models import SummerChild, SummerList
from mangnon.activities.summer.offering import accept_list, communes_near, offer_list, return_list
from mangnon.core.models import AuditEntry, Refused
from mangnon.places.models import School
from tests import small_reform
from tests.at_once import at_once
from tests.conftest import placed

NOW = datetime.datetime(2025, 6, 20, 9, tzinfo=datetime.UTC)
PUPILS = "Điểu Thị Hoa; 05/03/2015; Nữ; Thôn 2\nLê Văn Ba\t7/8/2014\tNam\tThôn 1\n\nCao Mười"


@pytest.fixture
def school(make_organisation, ward):
    body = make_organisation("Trường Tiểu học Thác Mơ", ward, kind="school")
    made = School(kind="school", unit=ward, organisation=body, level="primary")
    made.set_name(body.name)
    made.save()
    return made


@pytest.fixture
def teacher(make_user, ward, school):
    person = make_user("school_staff", ward)
    person.organisation = school.organisation
    person.save()
    return person


@pytest.fixture
def offer(school, teacher, ward):
    def send(text=PUPILS, *, by=teacher, unit=ward, key=None):
        return offer_list(key or uuid4(), school, unit, text, by=by, now=NOW)

    return send


def names(by):
    return [line.name for line in SummerChild.objects.visible_to(by)]


def test_before_the_units_of_a_day_are_loaded_a_school_has_no_commune_to_hand_over_to(school):
    assert not communes_near(school, datetime.date(2025, 10, 31)).exists()


def test_a_list_is_offered_once_and_both_sides_read_it(offer, teacher, keeper, leader, officer):
    key = uuid4()
    first, again = offer(key=key), offer(key=key)
    assert first == again
    with pytest.raises(Refused, match="đang chờ"):
        offer()
    assert names(teacher) == names(keeper) == ["Điểu Thị Hoa", "Lê Văn Ba", "Cao Mười"]
    assert not names(leader)
    assert not names(officer)
    for reader in (leader, officer, keeper):
        assert SummerList.objects.visible_to(reader).get().count == 3
    assert "Hoa" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_another_school_and_another_commune_see_nothing(
    offer, make_user, make_organisation, next_ward
):
    offer()
    stranger = make_user("school_staff", next_ward)
    stranger.organisation = make_organisation("Trường khác", next_ward, kind="school")
    stranger.save()
    assert not SummerList.objects.visible_to(stranger).exists()
    assert not SummerList.objects.visible_to(make_user("commune_officer", next_ward)).exists()


def test_a_list_for_the_next_commune_is_read_there_and_not_at_the_school_s(
    offer, keeper, make_user, next_ward
):
    offered = offer(unit=next_ward)
    neighbour = make_user("commune_officer", next_ward)
    assert len(names(neighbour)) == 3
    assert not names(keeper)
    with pytest.raises(Refused, match="xã khác"):
        accept_list(offered.pk, by=keeper, now=timezone.now())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "dán danh sách"),
        ("Lê Ba\n123; 5/3/2015", "Dòng 2"),
        ("Lê Ba; 31/02/2015", "Dòng 1.*ngày/tháng/năm"),
        ("Lê Ba; 05/03/2026", "Dòng 1"),
        ("Lê Ba; 05/03/2015; trai lớn", "Nam"),
        ("Lê Ba; 05/03/2015\nLÊ BA; 5/3/2015", "Dòng 2.*dòng 1"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_with_its_line(text, words, offer):
    with pytest.raises(Refused, match=words):
        offer(text)
    assert not SummerList.objects.exists()


def test_accepting_links_those_whom_the_register_knows(offer, keeper, ward, make_child):
    known = make_child("Điểu Thị Hoa", ward, datetime.date(2015, 3, 5))
    offered = offer()
    for _n in range(2):
        accept_list(offered.pk, by=keeper, now=timezone.now())
    assert [line.child_id for line in SummerChild.objects.all()] == [known.pk, None, None]
    assert AuditEntry.objects.filter(action="summer.accept").count() == 1
    with pytest.raises(Refused, match="đã được trả lời"):
        return_list(offered.pk, "Sai", by=keeper, now=timezone.now())


def test_a_returned_list_says_why_and_may_be_offered_anew(offer, keeper, leader):
    offered = offer()
    with pytest.raises(PermissionDenied):
        return_list(offered.pk, "Sai xã", by=leader, now=timezone.now())
    with pytest.raises(Refused, match="vì sao"):
        return_list(offered.pk, " ", by=keeper, now=timezone.now())
    returned = return_list(offered.pk, "Ba em ở xã khác", by=keeper, now=timezone.now())
    assert (returned.state, returned.returned_because) == ("returned", "Ba em ở xã khác")
    assert offer().state == "offered"


def test_lists_go_on_page_after_page_with_nothing_twice_and_nothing_lost(
    school, teacher, keeper, ward, client
):
    about = {
        "school": school, "unit": ward, "count": 1, "state": "returned", "returned_because": "Sai",
        "offered_by": teacher, "offered_at": NOW, "answered_by": keeper, "answered_at": NOW,
    }  # fmt: skip
    SummerList.objects.bulk_create(SummerList(year=2000 + n % 26, **about) for n in range(60))
    client.force_login(keeper)
    first = client.get("/activities/summer/").context
    second = client.get(f"/activities/summer/?{first['next']}").context
    pages = [one.pk for context in (first, second) for one in context["lists"]]
    assert (len(first["lists"]), len(set(pages)), second["next"]) == (50, 60, "")


def test_names_of_a_returned_list_are_for_the_school_alone(offer, teacher, keeper):
    offered = offer()
    return_list(offered.pk, "Không phải trẻ của phường", by=keeper, now=NOW)
    assert len(names(teacher)) == 3
    assert not names(keeper)
    assert SummerList.objects.visible_to(keeper).get().count == 3


def test_who_runs_a_school_from_its_department_reads_no_names(offer, make_user, school, province):
    offer()
    clerk = placed(make_user("agency_focal_point", province), school.organisation)
    assert SummerList.objects.visible_to(clerk).exists()
    assert not SummerList.objects.open_to(clerk).exists()
    assert not names(clerk)


@pytest.mark.django_db(transaction=True)
def test_a_list_accepted_and_returned_at_once_is_answered_once(offer, keeper):
    offered = offer()
    told = at_once(
        lambda: accept_list(offered.pk, by=keeper, now=NOW),
        lambda: return_list(offered.pk, "Thiếu ngày sinh", by=keeper, now=NOW),
    )
    assert sorted(type(one).__name__ for one in told) == ["Refused", "SummerList"]


def test_a_school_whose_commune_was_merged_hands_over_to_the_communes_of_today(school):
    small_reform.reform()
    near = communes_near(school, datetime.date(2026, 5, 20))
    assert [(unit.code, unit.name) for unit in near] == [
        ("25270", "Lộc Ninh"), ("25217", "Phước Long"),
    ]  # fmt: skip
