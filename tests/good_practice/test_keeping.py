"""Models of work: whose they are, in which order their states come, what is refused."""

import datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.activities.good_practice.adding import add_figure, commend, take_off
from mangnon.activities.good_practice.keeping import change_practice, count_practice
from mangnon.activities.good_practice.moving_on import move_back, move_on, replicate
from mangnon.activities.models import Practice, PracticeCost
from mangnon.core.models import AuditEntry, Refused, Unit
from tests.good_practice.conftest import BEGUN, TODAY

MARCH, MAY = datetime.date(2025, 3, 1), datetime.date(2025, 5, 1)
AHEAD = datetime.date(2025, 6, 21)


def move(practice, state, day, by, note=""):
    practice.refresh_from_db()
    return move_on(practice.pk, state, day, note, seen_at=practice.changed_at, by=by, today=TODAY)


def take_over(practice, unit, by, day=MARCH, key=None):
    return replicate(practice.pk, key or uuid4(), unit, day, by=by, today=TODAY)


def test_who_may_not_keep_activities_enters_no_model(enter, leader, focal_point, next_ward):
    with pytest.raises(PermissionDenied):
        enter(by=leader)
    with pytest.raises(Refused, match="phục vụ"):
        enter(unit=next_ward)
    with pytest.raises(Refused, match="cơ quan"):
        enter(by=focal_point)  # not held by their own body
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "replicated"}, "thí điểm hoặc"),
        ({"since": AHEAD}, "tương lai"),
        ({"since": datetime.date(1990, 1, 1)}, "01/01/1990"),
        ({"field": "magic"}, "lĩnh vực"),
        ({"organiser_words": ""}, "ai thực hiện"),
        ({"costs": {"local": -1}}, "0 đồng"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_with_the_reason(values, words, enter):
    with pytest.raises(Refused, match=words):
        enter(**values)
    assert not Practice.objects.exists()


def test_a_form_sent_twice_makes_one_model(enter):
    key = uuid4()
    assert enter(key=key) == enter(key=key)
    assert AuditEntry.objects.filter(action="practice.enter").count() == 1


def test_states_go_forward_in_time_and_in_order(enter, keeper, next_ward):
    practice = enter()
    for state, day, words in (
        ("pilot", MARCH, "không chuyển thành"),
        ("running", BEGUN, "10/01/2025"),
        ("running", AHEAD, "10/01/2025"),
        ("replicated", MARCH, "nhân rộng"),
        ("ended", MARCH, "vì sao"),
    ):
        with pytest.raises(Refused, match=words):
            move(practice, state, day, keeper)
    assert move(practice, "running", MARCH, keeper).state == "running"
    with pytest.raises(Refused, match="không chuyển thành"):
        move(practice, "pilot", MAY, keeper)
    take_over(practice, next_ward, keeper)
    move(practice, "replicated", MAY, keeper)
    ended = move(practice, "ended", TODAY, keeper, "Hết kinh phí")
    with pytest.raises(Refused, match="đã kết thúc"):
        take_over(practice, Unit.objects.get(code="25270"), keeper)
    assert list(ended.states.values_list("state", "from_day")) == [
        ("pilot", BEGUN), ("running", MARCH), ("replicated", MAY), ("ended", TODAY),
    ]  # fmt: skip


def test_the_last_state_is_taken_back_but_never_the_first(enter, keeper):
    practice = move(enter(), "running", MARCH, keeper)
    seen_at = practice.changed_at
    back = move_back(practice.pk, seen_at=seen_at, by=keeper)
    assert (back.state, back.states.count()) == ("pilot", 1)
    with pytest.raises(Refused, match="đã sửa"):
        move_back(practice.pk, seen_at=seen_at, by=keeper)
    with pytest.raises(Refused, match="đầu tiên"):
        move_back(practice.pk, seen_at=back.changed_at, by=keeper)


def test_another_unit_takes_a_model_over_once_and_after_it_began(enter, keeper, ward, next_ward):
    practice, key = enter(), uuid4()
    for unit, day, words in (
        (ward, MARCH, "chính đơn vị"),
        (next_ward, datetime.date(2025, 1, 9), "bắt đầu"),
        (next_ward, AHEAD, "tương lai"),
    ):
        with pytest.raises(Refused, match=words):
            take_over(practice, unit, keeper, day)
    made = take_over(practice, next_ward, keeper, key=key)
    assert take_over(practice, next_ward, keeper, key=key) == made
    with pytest.raises(Refused, match="nhân rộng rồi"):
        take_over(practice, next_ward, keeper)
    move(practice, "replicated", MAY, keeper)
    with pytest.raises(Refused, match="bỏ trạng thái"):
        take_off(practice.pk, "replication", made.pk, by=keeper)


def test_costs_are_dong_by_source_and_nothing_is_no_cost(enter, keeper, ward):
    practice = enter(costs={"local": 30_000_000, "donors": 12_500_000, "central": 0})
    assert sorted(PracticeCost.objects.values_list("source", "amount")) == [
        ("donors", 12_500_000), ("local", 30_000_000),
    ]  # fmt: skip
    about = {
        "field": "protection", "unit": ward, "place_words": "", "organiser": None,
        "organiser_words": "UBND", "results": "82 em biết bơi.", "leaves": [],
    }  # fmt: skip
    seen_at = practice.changed_at
    change_practice(practice.pk, "Tên mới", about, {"local": 1}, seen_at=seen_at, by=keeper)
    assert list(practice.costs.values_list("source", "amount")) == [("local", 1)]
    with pytest.raises(Refused, match="đã sửa"):
        change_practice(practice.pk, "Tên", about, {}, seen_at=seen_at, by=keeper)


def test_who_takes_part_adds_up(enter, keeper):
    practice = enter()
    with pytest.raises(Refused, match="nhiều hơn"):
        count_practice(practice.pk, 10, 2, {"sex": {"male": 6, "female": 5}}, by=keeper)
    counted = count_practice(practice.pk, 11, 2, {"sex": {"male": 6, "female": 5}}, by=keeper)
    assert (counted.children, counted.parts["sex"]["female"]) == (11, 5)


def test_numbers_and_praise_come_once_and_are_taken_off(enter, keeper):
    practice, key = enter(), uuid4()
    for _again in range(2):
        figure = add_figure(practice.pk, key, "Biết bơi", Decimal("82"), "em", by=keeper)
    told = ("Hội LHPN", "Bằng khen", "12/QĐ-UBND")

    def praise(day, key):
        return commend(practice.pk, key, *told, day, "UBND tỉnh", by=keeper, today=TODAY)

    for day in (AHEAD, datetime.date(2024, 12, 31)):
        with pytest.raises(Refused, match="Quyết định phải"):
            praise(day, uuid4())
    praised = praise(MAY, uuid4())
    assert (practice.figures.count(), practice.commendations.count()) == (1, 1)
    take_off(practice.pk, "figure", figure.pk, by=keeper)
    take_off(practice.pk, "commendation", praised.pk, by=keeper)
    assert not practice.figures.exists()
    assert not practice.commendations.exists()


def test_an_agency_keeps_its_own_models_and_reads_the_others(enter, focal_point, union, keeper):
    own = enter(by=focal_point, organiser=union, organiser_words="")
    theirs = enter("Của phường")
    assert list(Practice.objects.edited_by(focal_point)) == [own]
    assert Practice.objects.visible_to(focal_point).count() == 2
    assert set(Practice.objects.edited_by(keeper)) == {own, theirs}  # it lies in their ward
    with pytest.raises(Refused, match="khác quản lý"):
        count_practice(theirs.pk, 1, 0, {}, by=focal_point)
