"""Units are read from the catalogue whole or not at all."""

import datetime
import os
from pathlib import Path

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.models import Refused, Unit, UnitChange
from mangnon.core.units.loading import load_units

UNITS = CATALOG / "units" / "units.csv"
CHANGES = CATALOG / "units" / "unit_changes.csv"
JUNE, JULY = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


def broken(tmp_path: Path, source: Path, old: str, new: str) -> Path:
    text = source.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / source.name
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("70,1997-01-01", "70,1997-31-01", "units.csv:2"),
        ("2025-07-01,province", "1996-07-01,province", "70"),
        ("70,1997-01-01,2025-07-01,province", "70,1997-01-01,2025-07-01,realm", "realm"),
        ("Thị xã,Phước Long,70", "Thị xã,Phước Long,71", "688"),
        ("code,valid_from", "kode,valid_from", "code"),
        ("11.751189", "eleven", "eleven"),
        ("11.751189", "NaN", "NaN"),
        ("11.751189", "inf", "inf"),
        ("106.723464,,", "106.723464,-5,", "-5"),
        ("Bình Phước", "Bình\x00Phước", "units.csv:2"),
        ("Bình Phước", "x" * 101, "units.csv:2"),
        ("Bình Phước", "", "units.csv:2"),
        ("Bình Phước", "x" * 200_000, "units.csv"),
        (",from_two_packages", "", "units.csv:2"),
        (",from_two_packages", ",from_two_packages,more", "units.csv:2"),
        ("Thị xã,Phước Long,70", "Thị xã,Phước Long,688", "688"),
    ],
)
def test_a_broken_units_file_is_refused_and_nothing_is_loaded(tmp_path, old, new, sentence):
    with pytest.raises(Refused, match=sentence):
        load_units(broken(tmp_path, UNITS, old, new), CHANGES, by=None)
    assert Unit.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("merge,1,", "merge,NaN,", "NaN"),
        ("merge,1,", "merge,1.5,", "1.5"),
        ("merge,1,", "merge,0,", "0"),
        ("merge", "mix", "mix"),
    ],
)
def test_a_broken_changes_file_is_refused_and_nothing_is_loaded(tmp_path, old, new, sentence):
    with pytest.raises(Refused, match=sentence):
        load_units(UNITS, broken(tmp_path, CHANGES, old, new), by=None)
    assert Unit.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "sentence"),
    [("1997-01-01", "units.csv:170: .*hai lần.*units.csv:2"), ("1998-01-01", "170: .*hai lần")],
)
def test_a_code_that_is_valid_twice_is_refused(tmp_path, since, sentence):
    file = tmp_path / "units.csv"
    again = f"70,{since},2025-07-01,province,Tỉnh,Bình Phước,,,,,,\n"
    file.write_text(UNITS.read_text(encoding="utf-8") + again, encoding="utf-8")
    with pytest.raises(Refused, match=sentence):
        load_units(file, CHANGES, by=None)


@pytest.mark.django_db
def test_what_is_no_file_is_refused_without_waiting(tmp_path):
    pipe = tmp_path / "units.csv"
    os.mkfifo(pipe)
    with pytest.raises(Refused, match=r"units\.csv"):
        load_units(pipe, CHANGES, by=None)


@pytest.mark.django_db
def test_a_file_in_another_encoding_is_refused(tmp_path):
    file = tmp_path / "units.csv"
    file.write_text(UNITS.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(Refused, match="UTF-8"):
        load_units(file, CHANGES, by=None)


@pytest.mark.django_db
def test_the_plans_units_are_11_districts_and_111_communes_of_one_province():
    load_units(UNITS, CHANGES, by=None)
    on = Unit.objects.on(JUNE)
    assert on.filter(level="province").count() == 1
    assert on.filter(level="district").count() == 11
    assert on.filter(level="commune").count() == 111
    assert UnitChange.objects.filter(on=JULY, kind="merge").count() == 112


@pytest.mark.django_db
def test_the_units_after_the_reform_are_40_communes_and_no_district():
    load_units(UNITS, CHANGES, by=None)
    on = Unit.objects.on(JULY)
    assert on.filter(level="district").count() == 0
    assert on.filter(level="commune").count() == 40


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    first = load_units(UNITS, CHANGES, by=None)
    second = load_units(UNITS, CHANGES, by=None)
    assert (second.units, second.changes) == (first.units, first.changes)
    assert (second.new_units, second.new_changes) == (0, 0)


@pytest.mark.django_db
def test_a_code_that_was_used_again_is_two_units():
    load_units(UNITS, CHANGES, by=None)
    assert Unit.objects.on(JUNE).get(code="25246").name == "Long Hưng"
    assert Unit.objects.on(JULY).get(code="25246").name == "Bình Tân"


def test_a_subtree_holds_the_unit_and_all_below_it_and_nothing_beside(province, elsewhere):
    assert set(province.subtree().values_list("code", flat=True)) == {
        "70", "688", "692", "25216", "25217", "25270",
    }  # fmt: skip
    district = Unit.objects.get(code="688")
    assert set(district.subtree().values_list("code", flat=True)) == {"688", "25216", "25217"}
    assert list(elsewhere.subtree().values_list("code", flat=True)) == ["79"]


@pytest.mark.django_db
def test_a_subtree_stays_in_its_own_time():
    load_units(UNITS, CHANGES, by=None)
    old = Unit.objects.get(code="70")
    levels = old.subtree().values_list("level", flat=True)
    assert sorted(levels).count("commune") == 111
    assert not old.subtree().filter(valid_from__gte=JULY).exists()


@pytest.mark.django_db
def test_a_subtree_never_reaches_what_another_unit_of_the_same_code_held_later(make_unit):
    day = datetime.date
    ours = make_unit("1", "Ta", "province", "Tỉnh", valid_from=day(2000, 1, 1), valid_to=None)
    make_unit("2", "Họ", "province", "Tỉnh", valid_from=day(2000, 1, 1), valid_to=None)
    make_unit(
        "900", "Của ta", "district", "Huyện", "1",
        valid_from=day(2000, 1, 1), valid_to=day(2010, 1, 1),
    )  # fmt: skip
    make_unit("900", "Của họ", "district", "Huyện", "2", valid_from=day(2010, 1, 1), valid_to=None)
    make_unit("90001", "Xã họ", "commune", "Xã", "900", valid_from=day(2012, 1, 1), valid_to=None)
    make_unit(
        "90002", "Xã ta", "commune", "Xã", "900",
        valid_from=day(2005, 1, 1), valid_to=day(2010, 1, 1),
    )  # fmt: skip
    assert set(ours.subtree().values_list("name", flat=True)) == {"Ta", "Của ta", "Xã ta"}


def label_of_75(day):
    return Unit.objects.on(day).get(code="75").label_on(day)


@pytest.mark.django_db
def test_a_province_of_which_a_part_is_loaded_is_named_by_that_part():
    load_units(UNITS, CHANGES, by=None)
    assert label_of_75(JULY) == label_of_75(datetime.date(2026, 5, 1)) == "địa bàn Bình Phước cũ"
    assert Unit.objects.get(code="70").label_on(JUNE) == "Tỉnh Bình Phước"


@pytest.mark.django_db
def test_the_province_has_its_own_name_once_all_its_communes_are_loaded(make_unit):
    make_unit("75", "Đồng Nai", "province", "Tỉnh", valid_from=JULY, valid_to=None)
    for number in range(94):
        make_unit(f"{number:05}", "Xã", "commune", "Xã", "75", valid_from=JULY, valid_to=None)
    assert label_of_75(JULY) == "địa bàn Bình Phước cũ"
    make_unit("00094", "Xã", "commune", "Xã", "75", valid_from=JULY, valid_to=None)
    assert label_of_75(JULY) == "Tỉnh Đồng Nai"
