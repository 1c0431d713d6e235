"""Whose records a person sees after reforms, worked by hand on the loaded and on small units.

Of the loaded units: the phường of new Phước Long (25217 from 1/7/2025) was made of the old 25216,
25217, 25237 and 25249; new Phước Bình (25220) of 25219, 25220, 25244 and 25245, from two districts.
"""

import datetime

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit, UnitChange
from mangnon.core.units.loading import load_units

JULY = datetime.date(2025, 7, 1)
APRIL = datetime.date(2026, 4, 30)
DAY = datetime.date


@pytest.fixture
def loaded(db):
    load_units(CATALOG / "units" / "units.csv", CATALOG / "units" / "unit_changes.csv", by=None)


def unit_on(day, code):
    return Unit.objects.on(day).get(code=code)


def seen_by(person):
    return {(unit.code, unit.valid_from.year) for unit in Unit.objects.visible_to(person)}


def change(on, old, new, kind="merge", share=1):
    basis = "whole" if share == 1 else "area"
    UnitChange.objects.create(
        on=on, from_code=old, to_code=new, kind=kind, share=share, share_basis=basis
    )


def test_a_new_commune_sees_the_old_ones_it_was_made_of_and_no_other(loaded, make_user):
    officer = make_user("commune_officer", unit_on(JULY, "25217"))
    assert seen_by(officer) == {
        ("25217", 2025), ("25216", 1997), ("25217", 1997), ("25237", 1997), ("25249", 1997),
    }  # fmt: skip


def test_an_old_commune_never_sees_the_new_one_that_has_its_code(loaded, make_user):
    officer = make_user("commune_officer", unit_on(DAY(2025, 6, 30), "25217"))
    assert seen_by(officer) == {("25217", 1997)}


def test_a_district_keeps_its_own_and_never_gains_the_province(loaded, make_user):
    person = make_user("focal_office", unit_on(DAY(2025, 6, 30), "688"))
    codes = {code for code, _since in seen_by(person)}
    assert codes == {"688", "25216", "25217", "25219", "25220", "25237", "25245", "25249"}
    assert all(since == 1997 for _code, since in seen_by(person))


def test_a_person_of_the_old_province_is_not_handed_the_new_one(loaded, make_user):
    person = make_user("focal_office", unit_on(DAY(2025, 6, 30), "70"))
    assert len(seen_by(person)) == 1 + 11 + 111
    assert ("75", 2025) not in seen_by(person)


@pytest.mark.parametrize("day", [JULY, APRIL])
def test_a_person_of_the_new_province_sees_the_old_one_and_all_below_it(loaded, make_user, day):
    person = make_user("focal_office", unit_on(day, "75"))
    assert set(Unit.objects.visible_to(person)) == set(Unit.objects.all())


def test_a_new_type_of_the_same_unit_takes_nothing_away_and_gives_nothing(loaded, make_user):
    before, after = unit_on(JULY, "25270"), unit_on(APRIL, "25270")
    assert before != after
    seen = seen_by(make_user("commune_officer", before, "before"))
    assert seen == seen_by(make_user("commune_officer", after, "after"))
    assert {("25270", 2025), ("25270", 2026), ("25270", 1997)} <= seen


def test_another_province_sees_nothing_of_ours(loaded, make_user, elsewhere):
    assert seen_by(make_user("focal_office", elsewhere)) == {("79", 1997)}


@pytest.fixture
def above(make_unit):
    """Province 9, which all units of the worked examples lie in."""
    return make_unit("9", "Chín", "province", "Tỉnh", valid_to=None)


@pytest.fixture
def parted(make_unit, above):
    """Commune 1 is parted over 11 and 12 in 2025; 2 goes to 12 wholly; in 2030 12 becomes 20."""
    made = {"valid_from": JULY, "valid_to": DAY(2030, 1, 1)}
    make_unit("1", "Một", "commune", "Xã", "9")
    make_unit("2", "Hai", "commune", "Xã", "9")
    make_unit("11", "Mười một", "commune", "Xã", "9", **made | {"valid_to": None})
    make_unit("12", "Mười hai", "commune", "Xã", "9", **made)
    make_unit("20", "Hai mươi", "commune", "Xã", "9", valid_from=DAY(2030, 1, 1), valid_to=None)
    change(JULY, "1", "11", "part_transfer", 0.75)
    change(JULY, "1", "12", "part_transfer", 0.25)
    change(JULY, "2", "12")
    change(DAY(2030, 1, 1), "12", "20")


def test_of_a_parted_unit_nothing_is_seen_from_a_part(parted, make_user):
    officer = make_user("commune_officer", unit_on(JULY, "11"))
    assert seen_by(officer) == {("11", 2025)}


def test_the_lineage_is_followed_over_several_reforms(parted, make_user):
    officer = make_user("commune_officer", Unit.objects.get(code="20"))
    assert seen_by(officer) == {("20", 2030), ("12", 2025), ("2", 1997)}


def test_a_merged_unit_gives_its_people_nothing_until_they_are_handed_over(parted, make_user):
    officer = make_user("commune_officer", Unit.objects.get(code="2"))
    assert seen_by(officer) == {("2", 1997)}
    officer.unit = unit_on(JULY, "12")
    assert seen_by(officer) == {("12", 2025), ("2", 1997)}


def test_a_code_that_was_given_to_another_unit_later_carries_no_lineage(
    above, make_unit, make_user
):
    """Code 5 was ours until 2010; who took it later was joined in 2020 by 6, never ours."""
    make_unit("5", "Của ta", "commune", "Xã", "9", valid_to=DAY(2010, 1, 1))
    make_unit("5", "Của họ", "commune", "Xã", "9", valid_from=DAY(2012, 1, 1), valid_to=None)
    make_unit("6", "Cũng của họ", "commune", "Xã", "9", valid_to=DAY(2020, 1, 1))
    change(DAY(2020, 1, 1), "6", "5")
    ours, theirs = Unit.objects.filter(code="5").order_by("valid_from")
    assert seen_by(make_user("commune_officer", ours, "ta")) == {("5", 1997)}
    assert seen_by(make_user("commune_officer", theirs, "ho")) == {("5", 2012), ("6", 1997)}


def test_what_joined_a_commune_under_a_later_district_is_not_the_earlier_districts(
    above, make_unit, make_user
):
    """Commune 81 lay in the district 8 that ended in 2010, then in another one of that code."""
    make_unit("8", "Trước", "district", "Huyện", "9", valid_to=DAY(2010, 1, 1))
    make_unit("8", "Sau", "district", "Huyện", "9", valid_from=DAY(2010, 1, 1), valid_to=None)
    make_unit("81", "Xã", "commune", "Xã", "8", valid_to=None)
    make_unit("82", "Xã khác", "commune", "Xã", "9", valid_to=DAY(2015, 1, 1))
    change(DAY(2015, 1, 1), "82", "81")
    earlier, later = Unit.objects.filter(code="8").order_by("valid_from")
    assert seen_by(make_user("focal_office", earlier, "truoc")) == {("8", 1997), ("81", 1997)}
    seen = seen_by(make_user("focal_office", later, "sau"))
    assert seen == {("8", 2010), ("81", 1997), ("82", 1997)}


def test_a_unit_that_took_in_another_while_renamed_is_not_the_same_unit(
    above, make_unit, make_user
):
    make_unit("31", "Một", "commune", "Xã", "9")
    make_unit("32", "Hai", "commune", "Xã", "9")
    make_unit("33", "Ba", "commune", "Phường", "9", valid_from=JULY, valid_to=None)
    change(JULY, "31", "33", "rename")
    change(JULY, "32", "33")
    person = make_user("commune_officer", Unit.objects.get(code="31"))
    assert seen_by(person) == {("31", 1997)}
