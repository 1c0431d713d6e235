"""Filters, numbers, carers and hamlets; each asks for its right, none leaves the scope."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mangnon.children.models import Child, CircumstanceSpell, Guardian, Guardianship, ResidenceSpell
from mangnon.children.names import search_text
from mangnon.children.search.finding import find
from mangnon.children.search.wanted import Wanted
from mangnon.core.models import AuditEntry, Refused
from tests.search.conftest import TODAY

LONG_AGO = date(2020, 5, 17)
NUMBER = "070220123456"


def found(by, **wanted):
    lines = find(Wanted(**wanted), by=by, day=TODAY).children
    return set(Child.objects.filter(pk__in=[line.pk for line in lines]))


def care(child, name="Trần Thị Hoa", phone="0912 345 678", **dated):
    guardian = Guardian(full_name=name, unit=child.unit)
    guardian.phone = phone
    guardian.save()
    Guardianship.objects.create(
        child=child, guardian=guardian, relation="mother", began_on=LONG_AGO, **dated
    )


@pytest.fixture
def collaborator(make_user, ward):
    """Sees the children of the ward, neither their numbers nor their circumstances."""
    return make_user("village_collaborator", ward)


@pytest.fixture
def pair(make_child):
    """A child to find, and one beside it."""
    return make_child(), make_child(full_name="Điểu Khác", birth_date=date(2015, 1, 1))


@pytest.mark.parametrize("typed", [NUMBER, " 070 220 123 456", "070220123456 "])
def test_a_child_is_found_by_the_digits_of_its_identity_number(pair, keeper, typed):
    pair[0].identity_number = NUMBER
    pair[0].save()
    assert found(keeper, text=typed) == {pair[0]}
    assert found(keeper, text=NUMBER[:-1]) == set()


@pytest.mark.parametrize("typed", ["0912345678", "0912.345.678", "+84 912 345 678", "84912345678"])
def test_a_child_is_found_by_the_phone_of_who_cares_for_it(pair, keeper, typed):
    care(pair[0])
    assert found(keeper, text=typed) == {pair[0]}


def test_who_may_read_no_number_searches_by_none(pair, collaborator):
    care(pair[0])
    with pytest.raises(Refused, match="chỉ được tìm theo tên"):
        found(collaborator, text="0912345678")
    assert found(collaborator, text="dieu khac") == {pair[1]}


@pytest.mark.parametrize("typed", ["trần thị hoa", "HOA tran", "hoa"])
def test_a_child_is_found_by_who_cares_for_it_today(pair, keeper, typed):
    care(pair[0])
    care(pair[1], ended_on=TODAY)
    assert found(keeper, guardian=typed) == {pair[0]}


NAMES = [
    "Nguyễn Thị Hoà", "ĐIỂU K’RỨT", "Y-Bhăm  Êban", "Lê Ư Ỹ Ợ Ẵ Ậ",
    "Nguye\u0302\u0303n Ăn", "O'Neil_2",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_database_folds_names_as_we_do(name, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT children_fold(%s)", [name])
        assert cursor.fetchone()[0].split() == search_text(name).split()


@pytest.mark.parametrize("typed", ["bu dinh", "Dinh", "ấp bù đ"])
def test_a_child_is_found_by_its_hamlet_of_today(pair, keeper, typed):
    for child, ended in ((pair[0], None), (pair[1], TODAY)):
        ResidenceSpell.objects.create(
            child=child, unit=child.unit, hamlet="Ấp Bù Dinh", began_on=LONG_AGO, ended_on=ended
        )
    assert found(keeper, hamlet=typed) == {pair[0]}


@pytest.mark.parametrize(
    ("years", "ages"),
    [
        ({"age_from": 5, "age_to": 5}, [5]),
        ({"age_from": 6}, [6, 15]),
        ({"age_to": 4}, [0, 4]),
        ({}, [0, 4, 5, 6, 15]),
    ],
)
def test_ages_are_whole_years_on_the_day(make_child, keeper, years, ages):
    born = {
        0: date(2025, 10, 31), 4: date(2020, 11, 1), 5: date(2020, 10, 31), 6: date(2019, 10, 31),
        15: date(2009, 11, 1),
    }  # fmt: skip
    children = {age: make_child(day) for age, day in born.items()}
    assert found(keeper, **years) == {children[age] for age in ages}


@pytest.mark.parametrize(
    ("field", "value"), [("sex", "female"), ("ethnicity", "20"), ("poverty", "poor")]
)
def test_a_filter_keeps_those_whose_record_says_so(make_child, keeper, field, value):
    child = make_child(**{field: value})
    make_child()
    assert found(keeper, **{field: value}) == {child}
    assert found(keeper, text="dieu", **{field: value}) == {child}


def test_a_group_is_that_of_today_and_asks_for_its_right(pair, keeper, collaborator):
    CircumstanceSpell.objects.create(child=pair[0], group="a", began_on=LONG_AGO)
    CircumstanceSpell.objects.create(child=pair[1], group="a", began_on=LONG_AGO, ended_on=TODAY)
    assert found(keeper, group="a") == {pair[0]}
    assert found(keeper, group="b") == set()
    with pytest.raises(PermissionDenied):
        found(collaborator, group="a")


def test_a_commune_is_one_of_the_scope(make_child, keeper, overseer, township, elsewhere):
    here, there = make_child(), make_child(unit=township)
    make_child(unit=elsewhere)
    assert found(overseer, unit=township.pk) == {there}
    assert found(overseer, unit=elsewhere.pk) == set()
    assert found(keeper, unit=township.pk) == set()
    assert found(keeper, unit=here.unit_id) == {here}


def everything_about(child):
    """What tells a child, in each way that a search can ask."""
    care(child, name="Vũ Bà Mẹ", phone="0987654321")
    child.identity_number = NUMBER
    child.save()
    CircumstanceSpell.objects.create(child=child, group="a", began_on=LONG_AGO)
    ResidenceSpell.objects.create(child=child, unit=child.unit, hamlet="Ấp Lạ", began_on=LONG_AGO)
    return [
        {}, {"text": child.full_name}, {"text": NUMBER}, {"text": "0987654321"},
        {"guardian": "vu ba me"}, {"hamlet": "ap la"}, {"group": "a"}, {"age_from": 0},
        {"unit": child.unit_id}, {"sex": child.sex}, {"with_closed": True},
    ]  # fmt: skip


@pytest.mark.parametrize("where", ["elsewhere", "township"])
def test_nobody_finds_a_child_outside_the_scope_by_any_part(
    make_child, keeper, overseer, stranger, where, request
):
    unit = request.getfixturevalue(where)
    for wanted in everything_about(make_child(unit=unit, full_name="Vũ Lạ")):
        assert found(keeper, **wanted) == set(), wanted
        if where == "elsewhere":
            assert found(overseer, **wanted) == set(), wanted
        else:
            assert found(overseer, **wanted), wanted


def test_who_takes_part_in_no_child_finds_none(make_child, make_user, ward):
    teacher = make_user("school_staff", ward)
    make_child()
    assert found(teacher) == found(teacher, text="dieu") == set()


def test_who_may_see_no_child_may_not_search(officer, make_child):
    with pytest.raises(PermissionDenied):
        found(officer, text="dieu")


def entries():
    return [entry.details for entry in AuditEntry.objects.filter(action="child.search")]


def test_the_audit_learns_the_parts_of_a_search_once_and_never_a_word(make_child, keeper):
    make_child()
    for typed in ("d", "di", "dieu"):
        found(keeper, text=typed)
    assert entries() == [{"fields": ["name"]}]
    found(keeper, text=NUMBER, guardian="hoa")
    found(keeper)
    assert entries() == [{"fields": ["name"]}, {"fields": ["guardian", "number"]}]


def test_a_search_of_another_person_or_hour_is_told_again(keeper, overseer, time_machine):
    time_machine.move_to("2025-10-31T08:00:00+07:00", tick=False)
    found(keeper, text="d")
    found(overseer, text="d")
    assert len(entries()) == 2
    time_machine.move_to("2025-10-31T08:11:00+07:00", tick=False)
    found(keeper, text="d")
    assert len(entries()) == 3
