"""Two records of one child, and two children who look alike."""

from datetime import date

import polars as pl
import pytest
from pydantic import ValidationError

from mangnon.catalog import CATALOG
from mangnon.engine.duplicates import compare, find_pairs, load_linkage, prepare_children

LINKAGE = load_linkage(CATALOG / "duplicates" / "children.yaml")
LAN = {
    "id": "a", "full_name": "Nguyễn Thị Lan", "birth_date": date(2018, 5, 7),
    "birth_precision": "day", "sex": "female", "unit": "25216", "mother_name": "Trần Thị Hoa",
    "number": None,
}  # fmt: skip
# What makes a name usual: without any others every word of two records is one that is hardly borne.
OTHERS = [
    LAN
    | {
        "id": f"other-{number}",
        "full_name": name,
        "birth_date": date(2010, 1, 1 + number),
        "mother_name": f"Mẹ {chr(97 + number)}",
        "unit": "elsewhere",
    }
    for number, name in enumerate(
        ["Nguyễn Thị Lan", "Nguyễn Thị Loan", "Nguyễn Thị Lân", "Nguyễn Thị Mai", "Lan Thị Nguyễn"]
        * 4
    )
]


def prepared(*changes):
    pair = [LAN | {"id": key} | change for key, change in zip("ab", changes, strict=True)]
    return prepare_children(pl.DataFrame([*pair, *OTHERS], infer_schema_length=None))


def levels(first=None, second=None):
    found = compare(prepared(first or {}, second or {}), LINKAGE)
    return found.filter(id_a="a", id_b="b").row(0, named=True)


def proposed(first, second):
    pairs = find_pairs(prepared(first, second), LINKAGE)
    return ("a", "b") in set(pairs.select("id_a", "id_b").iter_rows())


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("NGUYỄN THỊ LAN", "same"),
        ("Nguyen Thi Lan", "marks_missing"),
        ("Nguyễn Thị Lân", "marks_differ"),
        ("Nguyễn Lan Thị", "swapped"),
        ("Nguyễn Thị Laan", "slip"),
        ("Nguyễn Thị Loan", "one_letter"),
        ("Nguyễn Laan Thị", "swapped_slip"),
        ("Nguyễn Văn Lan", "part"),
        ("Nguyễn Thị Mai", "two_letters"),
        ("Nguyễn Thị Phương", "other"),
    ],
)
def test_a_name_agrees_in_one_way(name, level):
    assert levels({}, {"full_name": name})["name"] == level


def test_where_the_tone_is_written_makes_no_other_name():
    names = ({"full_name": "Nguyễn Thị Hoà"}, {"full_name": "Nguyễn Thị Hòa"})
    assert levels(*names)["name"] == "same"


def test_composed_and_decomposed_letters_make_no_other_name():
    names = ({"full_name": "Đỗ Thị Lan"}, {"full_name": "Đỗ Thị Lan"})
    assert levels(*names)["name"] == "same"


@pytest.mark.parametrize(
    ("born", "level"),
    [
        (date(2018, 5, 7), "same"),
        (date(2018, 5, 8), "day_off"),
        (date(2018, 7, 5), "swapped"),
        (date(2018, 5, 17), "one_part"),
        (date(2018, 6, 17), "other"),
    ],
)
def test_a_birth_date_agrees_in_one_way(born, level):
    assert levels({}, {"birth_date": born})["birth"] == level


def test_a_birth_date_that_is_known_to_the_year_says_neither_yes_nor_no():
    rough = {"birth_date": date(2018, 12, 31), "birth_precision": "year"}
    assert levels({}, rough)["birth"] == "unknown"


def test_a_mother_who_is_not_known_says_neither_yes_nor_no():
    assert levels({}, {"mother_name": ""})["mother"] == "unknown"


@pytest.mark.parametrize(
    "second",
    [
        {},
        {"full_name": "Nguyen Thi Lan"},
        {"full_name": "Nguyễn Thị Laan", "mother_name": ""},
        {"full_name": "Nguyễn Lan Thị"},
        {"birth_date": date(2018, 7, 5)},
        {"birth_date": date(2018, 5, 8)},
        {"unit": "25217"},
    ],
)
def test_a_second_record_with_one_slip_is_proposed(second):
    assert proposed({}, second)


@pytest.mark.parametrize(
    "twin",
    [
        {"full_name": "Nguyễn Thị Mai"},
        {"full_name": "Nguyễn Thị Loan"},
        {"full_name": "Nguyễn Thị Lân"},
        {"full_name": "Nguyễn Văn Lan", "sex": "male"},
    ],
)
def test_twins_are_not_proposed(twin):
    assert not proposed({}, twin)


def test_a_sister_and_a_namesake_are_not_proposed():
    assert not proposed({}, {"full_name": "Nguyễn Thị Mai", "birth_date": date(2016, 5, 7)})
    assert not proposed({}, {"mother_name": "Lê Thị Bích", "unit": "25217"})


def test_the_same_number_finds_a_child_whose_name_changed():
    number = {"number": "mark"}
    found = levels(number, number | {"full_name": "Lê Minh Anh"})
    assert found["number"] == "same"


def test_records_are_compared_with_others_and_not_with_each_other():
    records = prepared({}, {})
    found = compare(records.filter(id="a"), LINKAGE, records.filter(id="b"))
    assert found.select("id_a", "id_b").rows() == [("a", "b")]


def test_the_reasons_are_told_in_words():
    found = levels({}, {"full_name": "Nguyen Thi Lan", "birth_date": date(2018, 5, 8)})
    reasons = LINKAGE.reasons(found)
    assert reasons[:1] == ["cùng họ tên khi bỏ dấu"]
    assert {"ngày sinh lệch một ngày", "cùng họ tên mẹ", "cùng xã"} <= set(reasons)


def test_nobody_makes_no_pair():
    empty = pl.DataFrame(schema=dict.fromkeys(LAN, pl.String))
    assert find_pairs(prepare_children(empty), LINKAGE).is_empty()


def test_a_misspelt_key_of_the_file_is_refused(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text("about: x\nsource: y\nblokking: []\ncomparisons: {}\n")
    with pytest.raises(ValidationError, match="blokking"):
        load_linkage(file)
