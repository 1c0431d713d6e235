"""The catalogue of forms: those of the day, only verified names, each mistake told."""

import datetime
import shutil

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.issues import CatalogError
from mangnon.engine.load import check_catalog
from mangnon.engine.statistics.load import load_statistics

DAY = datetime.date(2025, 6, 30)
# What domain.md, section 2, read in the circular: nothing else may ship as official.
VERIFIED = {
    "child_population", "sex_ratio_at_birth", "crude_birth_rate", "neonatal_mortality",
    "under_five_mortality", "infant_mortality", "special_circumstances",
    "special_circumstances_supported", "nursery", "preschool", "villages_with_culture_facilities",
    "communes_with_play_points", "consulted_from_seven", "safe_online_knowledge",
    "abused_children",
}  # fmt: skip
STUNTING = "statistics/forms/stunting@2021-11-15.yaml"


@pytest.fixture
def catalog(tmp_path):
    shutil.copytree(CATALOG, tmp_path / "catalog")
    return tmp_path / "catalog"


def change(catalog, before, after, file=STUNTING):
    text = (catalog / file).read_text(encoding="utf-8")
    assert before in text
    (catalog / file).write_text(text.replace(before, after), encoding="utf-8")


def test_only_what_was_verified_is_named_officially():
    forms = load_statistics(CATALOG).forms_on(DAY)
    assert {form.code for form in forms if form.is_named_officially} == VERIFIED
    assert {form.code: form.number for form in forms if form.number} == {
        "safe_online_knowledge": "0605", "abused_children": "0101",
    }  # fmt: skip
    assert not any(form.is_official for form in forms)  # no layout was found


def test_every_group_has_forms_in_their_order():
    forms = load_statistics(CATALOG).forms_on(DAY)
    groups = list(dict.fromkeys(form.group for form in forms))
    regime = load_statistics(CATALOG).regime_on(DAY)
    assert groups == [group.code for group in regime.groups]


def test_before_the_circular_there_was_no_form():
    assert load_statistics(CATALOG).forms_on(datetime.date(2021, 11, 14)) == []
    assert load_statistics(CATALOG).forms_on(datetime.date(2021, 11, 15)) != []


def test_a_changed_form_keeps_the_old_one(catalog):
    new = catalog / "statistics/forms/stunting@2026-01-01.yaml"
    shutil.copy(catalog / STUNTING, new)
    change(catalog, "valid_from: 2021-11-15", "valid_from: 2026-01-01", new)
    change(catalog, "thể thấp còi", "thể thấp còi (mới)", new)
    (issue,) = check_catalog(catalog)  # both hold at once
    assert "valid_to" in issue.message
    change(catalog, "valid_to: null", "valid_to: 2026-01-01")
    assert check_catalog(catalog) == []
    titles = [
        next(f.title.vi for f in load_statistics(catalog).forms_on(day) if f.code == "stunting")
        for day in (datetime.date(2025, 12, 31), datetime.date(2026, 1, 1))
    ]
    assert [title.endswith("(mới)") for title in titles] == [False, True]


MISTAKES = [
    ('leaf: "4b", part: numerator', 'leaf: "4z", part: numerator', "không có chỉ tiêu 4z"),
    ('leaf: "4b", part: numerator', 'leaf: "10", part: numerator', "không có số đếm"),
    ('leaf: "4b", part: numerator', 'item: no_such_item', "không có mã"),
    ('leaf: "4b", part: numerator', 'leaf: "4b"', "part và within"),
    ('leaf: "4b", part: numerator', 'part: numerator', "cần đúng một trong"),
    ("name: counted", "name: all", "có hai lần"),
    ("top: counted", "top: uncounted", "cột không có"),
    ("breakdowns: [sex", "breakdowns: [weight", "Không cột nào"),
    ("group: health", "group: wealth", "Không có nhóm"),
    ("place: 5", "place: 4", "đã là của"),
    ("place: 5", 'place: 5\nnumber: "0205"', "Mã số chỉ ghi"),
    ("code: stunting", "code: wasting", "Tên tệp phải là"),
    ("valid_to: null", "valid_to: 2021-11-15", "sau ngày có hiệu lực"),
    ("rate:", "ratio:", "ratio"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), MISTAKES)
def test_a_mistake_is_told_by_file(catalog, before, after, said):
    change(catalog, before, after)
    issues = check_catalog(catalog)
    assert any(said in issue.message and "statistics/" in issue.file for issue in issues), issues
    with pytest.raises(CatalogError):
        load_statistics(catalog)


def test_counts_of_cases_ask_for_the_right_to_them(catalog):
    file = "statistics/forms/abused_children@2021-11-15.yaml"
    change(catalog, "right: case.statistics\n", "", file)
    assert any("right: case.statistics" in issue.message for issue in check_catalog(catalog))
