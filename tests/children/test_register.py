from datetime import date

import pytest

from mangnon.children.models import Child, Death
from mangnon.children.register import birthday_years_before, name_key
from mangnon.core.registries import UNIT_WEIGHTS
from tests.children.refusing import refuse

TODAY = date(2025, 10, 31)


def test_people_are_ordered_by_given_name_then_family_name_then_middle_name():
    names = ["Trần Văn An", "Nguyễn Thị Bình", "Lê Văn An", "Lê Gia An", "Điểu Đố", "Bưi"]
    assert sorted(names, key=name_key) == [
        "Lê Gia An", "Lê Văn An", "Trần Văn An", "Nguyễn Thị Bình", "Bưi", "Điểu Đố",
    ]  # fmt: skip


def test_a_name_of_one_word_and_a_name_with_an_apostrophe_have_a_key():
    assert name_key("Bưi") != name_key("H'Lan") != ""


@pytest.mark.parametrize(
    ("day", "years", "latest"),
    [
        (date(2025, 10, 31), 16, date(2009, 10, 31)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2025, 2, 28), 1, date(2024, 2, 28)),
        (date(2025, 3, 1), 1, date(2024, 3, 1)),
    ],
)
def test_an_age_is_reached_by_those_born_on_or_before_a_day(day, years, latest):
    assert birthday_years_before(day, years) == latest


def test_nobody_may_see_children_in_this_version(make_child, officer, leader, stranger):
    make_child()
    for user in (officer, leader, stranger):
        assert not Child.objects.visible_to(user).exists()


def test_a_child_is_living_from_birth_until_16_or_death(make_child):
    oldest = make_child(date(2009, 11, 1))
    youngest = make_child(TODAY)
    make_child(date(2009, 10, 31))  # 16 on the day
    make_child(date(2025, 11, 1))  # not born yet
    dead = make_child(date(2020, 1, 1))
    Death.objects.create(child=dead, unit=dead.unit, died_on=TODAY)
    assert set(Child.objects.living_on(TODAY)) == {oldest, youngest}
    assert dead in Child.objects.living_on(date(2025, 10, 30))


def test_children_come_in_name_order(make_child):
    binh = make_child(full_name="Nguyễn Thị Bình")
    an = make_child(full_name="Trần Văn An")
    assert list(Child.objects.in_name_order()) == [an, binh]


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("sex", "nam", "child_answers"),
        ("disability", "", "child_answers"),
        ("poverty", "rich", "child_answers"),
        ("birth_registration", "maybe", "child_answers"),
        ("ethnicity", "kinh", "child_ethnicity_code"),
        ("ethnicity", "1", "child_ethnicity_code"),
        ("full_name", "", "child_has_a_name"),
        ("birth_date", date(1989, 12, 31), "child_birth_date"),
    ],
)
def test_the_database_refuses_a_child_that_cannot_be(make_child, field, value, constraint):
    child = make_child()
    setattr(child, field, value)
    with refuse(constraint):
        child.save()


@pytest.mark.parametrize("code", ["01", "54", "foreign", "unknown"])
def test_an_ethnicity_is_a_code_of_the_state_list_or_says_why_not(make_child, code):
    assert make_child(ethnicity=code).ethnicity == code


def test_what_was_not_asked_of_a_child_is_unknown_not_no(make_child):
    child = make_child()
    assert {child.sex, child.ethnicity, child.disability, child.poverty} == {"unknown"}
    assert child.birth_registration == "unknown"


def test_a_child_shows_by_the_full_name(make_child):
    assert str(make_child(full_name="Thị D'Rớt")) == "Thị D'Rớt"


def test_units_weigh_by_the_children_who_live_and_by_no_second_or_mistaken_record(
    make_child, township, settings
):
    settings.TODAY = TODAY
    kept, _other = make_child(), make_child(unit=township)
    make_child(merged_into=kept)
    make_child(closed_on=TODAY, closed_reason="mistake")
    make_child(closed_on=date(2025, 3, 1), closed_reason="left_country")
    make_child(birth_date=date(2009, 10, 31))
    Death.objects.create(child=make_child(), unit=kept.unit, died_on=date(2025, 3, 1))
    weights = UNIT_WEIGHTS["children"]()
    key = (kept.unit.code, kept.unit.valid_from)
    assert weights == {key: 1, (township.code, township.valid_from): 1}
