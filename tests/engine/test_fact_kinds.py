"""The kinds of facts: a mistake in a file is told with its line, and ours have none."""

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.fact_kinds import check_fact_kinds, load_fact_kinds
from mangnon.engine.issues import CatalogError
from mangnon.engine.load import check_catalog

KIND = """\
kind: swimming
title: {vi: "Biết bơi", en: "Swims"}
topic: growth
when: day
source: "-"
certainty: low
fields:
  - {name: how, title: {vi: "Thế nào", en: "How"}, kind: code, list: ways}
  - {name: far, title: {vi: "Xa", en: "Far"}, kind: number, low: 0, high: 100}
"""
LIST = """\
name: ways
title: {vi: "Cách", en: "Ways"}
source: "-"
certainty: low
codes:
  - {code: "well", vi: "Giỏi", en: "Well"}
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in (("facts/swimming", KIND), ("lists/ways", LIST)):
        file = tmp_path / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_whole_kind_loads_with_the_codes_of_its_field(folder):
    kinds = load_fact_kinds(folder)
    field = kinds.kinds["swimming"].by_name["how"]
    assert [code.code for code in kinds.codes(field).codes] == ["well"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("when: day", "whem: day", 4, "“when”"),
        ("low: 0", "lo: 0", 9, "“low”"),
        ("when: day", "when: week", 4, "when"),
        ("list: ways", "list: way", 8, "lists/way.yaml"),
        ("kind: code, list: ways", "kind: code", 8, "cần có list"),
        ("kind: number", "kind: number, list: ways", 9, "cần có list"),
        ("kind: number", "kind: place", 9, "cần có places"),
        ("kind: number", "kind: number, places: [school]", 9, "cần có places"),
        ("name: far", "name: how", 9, "đã dùng"),
        ("name: far", "name: began_on", 9, "đã dùng"),
        ("low: 0", "low: 200", 9, "phải nhỏ hơn"),
        ("kind: swimming", "kind: diving", 1, "facts/diving.yaml"),
        ("when: day", "when: day\nright: child.health", 1, "sealed"),
        ("when: day", "when: day\nhome: sealed", 5, "sealed"),
        ("when: day", "when: day\nright: child.move", 5, "right"),
    ],
)
def test_a_mistake_is_told_with_its_line(folder, old, new, line, words):
    file = folder / "facts" / "swimming.yaml"
    file.write_text(KIND.replace(old, new, 1), encoding="utf-8")
    issues = check_catalog(folder)
    found = [issue for issue in issues if issue.file == "facts/swimming.yaml"]
    assert found, issues
    assert any(issue.line == line and words in issue.message for issue in found), found
    with pytest.raises(CatalogError):
        load_fact_kinds(folder)


def test_our_own_kinds_have_no_mistake_and_seal_what_is_kept_most_closely():
    lists = load_fact_kinds(CATALOG).lists
    assert check_fact_kinds(CATALOG, lists) == []
    sealed = [k.kind for k in load_fact_kinds(CATALOG).kinds.values() if k.home == "sealed"]
    assert sorted(sealed) == [
        "hiv_counselling", "hiv_eid_test", "hiv_exposure", "hiv_treatment",
        "mental_health_counselling", "mental_health_referral", "mental_health_screening",
    ]  # fmt: skip
