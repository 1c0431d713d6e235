"""Names of a whole sheet are folded as those of one child are."""

import polars as pl

from mangnon.children.importing.prepared import prepare
from mangnon.children.names import name_key, search_text

NAMES = ["Nguyễn Thị Bích Ngọc", "Điểu K'Rứt", "An", "Đặng Văn - An", "Lê (Bé) Na", "Thị Hoà"]


def test_order_and_search_words_are_those_of_the_name():
    rows = prepare(pl.DataFrame({"row": range(len(NAMES)), "full_name": NAMES}))
    found = rows.select("full_name", "name_key", "search_text").rows()
    assert found == [(name, name_key(name), search_text(name)) for name in NAMES]


def test_a_mark_in_the_column_of_girls_says_the_sex():
    rows = prepare(pl.DataFrame({"row": [1, 2], "full_name": NAMES[:2], "is_female": ["x", None]}))
    assert rows["sex"].to_list() == ["female", None]


def test_a_common_phone_is_that_of_the_first_who_is_named():
    sheet = {"row": [1, 2], "full_name": NAMES[:2], "phone": ["091", "092"]}
    people = {"mother_name": ["Thị A", None], "father_name": ["Điểu B", "Điểu C"]}
    rows = prepare(pl.DataFrame(sheet | people))
    assert rows.select("mother_phone", "father_phone").rows() == [("091", None), (None, "092")]
