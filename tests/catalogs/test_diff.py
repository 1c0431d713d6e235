"""What another catalogue changes, field by field and in words."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.catalogs.diff import diff
from mangnon.engine.catalogs.parts import differs_from_software, parts_hash, read_parts
from mangnon.engine.catalogs.used import (
    Used,
    altered_in_place,
    lost_to_the_software,
    unknown_to_the_software,
)
from mangnon.engine.issues import CatalogError
from tests.catalogs.conftest import LEAF_14, edit, redefine


@pytest.fixture(scope="module")
def before():
    return read_parts(CATALOG)


def test_a_copy_changes_nothing_however_it_is_laid_out(before, other):
    edit(other, LEAF_14, ("better: higher", "# lời ghi\nbetter:   'higher'"))
    assert diff(before, read_parts(other)) == []
    assert parts_hash(other) != parts_hash(CATALOG)  # the files are others all the same


def test_a_new_definition_changes_no_earlier_number(before, other):
    redefine(other)
    ended, added = diff(before, read_parts(other))
    assert (ended.how, ended.name, ended.is_in_place) == ("changed", "14@2021-01-01", False)
    assert [(f.field, f.before, f.after) for f in ended.fields] == [
        ("valid_to", None, "2026-01-01")
    ]
    assert "hết hiệu lực từ 01/01/2026" in ended.says
    assert (added.how, added.effect, added.is_in_place) == ("added", "figures", False)
    assert "từ 01/01/2026 tính theo định nghĩa mới (denominator.where)" in added.says
    assert "trước đó không đổi" in added.says


def test_a_definition_that_is_altered_in_place_is_said_to_change_every_number(before, other):
    edit(other, LEAF_14, ("INTERVAL '5' YEAR", "INTERVAL '1' YEAR"))
    [change] = diff(before, read_parts(other))
    assert (change.is_in_place, change.effect) == (True, "figures")
    assert [each.field for each in change.fields] == ["denominator.where"]
    assert "bị sửa tại chỗ (denominator.where)" in change.says


def test_words_change_no_number(before, other):
    edit(other, LEAF_14, ("Tỷ lệ trẻ em", "Tỉ lệ trẻ em"))
    edit(other, "lists/sex.yaml", ('vi: "Nam"', 'vi: "Trai"'))
    changes = diff(before, read_parts(other))
    assert [(change.effect, change.is_in_place) for change in changes] == [("words", False)] * 2


def test_a_check_changes_findings_and_a_code_a_breakdown(before, other):
    edit(other, "quality/jump@2021-01-01.yaml", ("limit: 50", "limit: 40"))
    edit(other, "lists/sex.yaml", ('code: "unknown"', 'code: "other"'))
    codes, check = diff(before, read_parts(other))
    assert (check.part, check.effect, check.fields[0].after) == ("quality", "findings", 40.0)
    assert codes.effect == "figures"
    assert {each.field for each in codes.fields} > {"codes[unknown].code", "codes[other].code"}


def test_a_leaf_that_loses_its_last_definition_is_no_longer_computed(before, other):
    (other / LEAF_14).unlink()
    [change] = diff(before, read_parts(other))
    assert (change.how, change.is_in_place) == ("removed", True)
    assert "sẽ không được tính" in change.says


def test_what_cannot_be_read_is_said_with_its_line(other):
    edit(other, LEAF_14, ("better: higher", "beter: higher"))
    with pytest.raises(CatalogError, match=r"indicators/14@2021-01-01\.yaml:\d+: .*beter"):
        read_parts(other)


def test_a_schedule_of_vaccines_is_compared_where_both_have_one(before, other):
    schedule = next(other.glob("vaccines/*.yaml"))
    edit(other, f"vaccines/{schedule.name}", ("certainty: ", "certainty: low # "))
    [change] = diff(before, read_parts(other))
    assert (change.part, change.effect) == ("vaccines", "figures")
    schedule.unlink()
    assert diff(before, read_parts(other)) == []


USED = "14@2021-01-01"


@pytest.fixture
def used(before):
    return {USED: Used(before["indicators", USED], date(2025, 12, 31))}


def test_words_and_a_later_end_of_a_used_definition_are_allowed(other, used):
    redefine(other)
    edit(other, LEAF_14, ("Tỷ lệ trẻ em", "Tỉ lệ trẻ em"))
    assert list(altered_in_place(read_parts(other), used)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("INTERVAL '5' YEAR", "INTERVAL '6' YEAR", "không được sửa tại chỗ (denominator.where)"),
        ("valid_to: null", "valid_to: 2025-12-31", "valid_to phải sau ngày đó"),
        ("plausible: [30, 100]", "plausible: [20, 100]", "không được sửa tại chỗ (plausible)"),
    ],
)
def test_what_would_change_figures_of_a_used_definition_is_refused(other, used, old, new, said):
    edit(other, LEAF_14, (old, new))
    [problem] = altered_in_place(read_parts(other), used)
    assert problem.startswith("indicators/14@2021-01-01.yaml: ")
    assert said in problem


def test_a_used_definition_is_not_thrown_away(other, used):
    (other / LEAF_14).unlink()
    [problem] = altered_in_place(read_parts(other), used)
    assert "đã tính theo định nghĩa này tới 31/12/2025" in problem


def test_codes_that_registers_hold_and_columns_that_nobody_fills_are_named(before, other):
    edit(other, "lists/sex.yaml", ('code: "unknown"', 'code: "other"'))
    edit(
        other, "tables/births.yaml", ("name: sex, type: code, list: sex", "name: sexe, type: text")
    )
    after = read_parts(other)
    assert list(lost_to_the_software(after, before)) == [
        "tables/births.yaml: mất columns[sex], sổ và phần mềm còn dùng; hãy giữ lại.",
        "lists/sex.yaml: mất codes[unknown], sổ và phần mềm còn dùng; hãy giữ lại.",
    ]
    assert list(unknown_to_the_software(after, before)) == [
        "tables/births.yaml: columns[sexe] khác với cột mà phần mềm ghi ra."
    ]


def test_other_parts_come_with_the_software(other):
    assert differs_from_software(other, CATALOG) == []
    schedule = next(other.glob("vaccines/*.yaml"))
    schedule.write_text(schedule.read_text(encoding="utf-8") + "# khác\n", encoding="utf-8")
    (other / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
    assert differs_from_software(other, CATALOG) == ["notes.yaml", f"vaccines/{schedule.name}"]
