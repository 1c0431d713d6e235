"""Columns beside the counts: those that are no dimension, and those that would tell the count."""

import pytest

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.sheets.files import suppress_file
from tests.engine_suppression.test_sheets import suppressed

BESIDE = {
    "a running number": "STT,Xã,Số lượng\n1,A,3\n2,B,10\n3,C,9\n4,Tổng số,22\n",
    "the population": "Xã,Số lượng,Dân số\nA,3,100\nB,10,300\nC,9,200\nTổng số,22,600\n",
    "a code": "Mã,Xã,Số lượng\n01,A,3\n02,B,10\n03,C,9\n,Tổng số,22\n",
    "a district without a total": "Huyện,Xã,Số lượng\nH,A,3\nH,B,10\nK,A,9\n,Tổng số,22\n",
    "a code that parents are named by": (
        "Mã,Xã,Trực thuộc,Số lượng\n1,A,4,3\n2,B,4,10\n3,C,4,9\n4,Huyện H,,22\n"
    ),
}


@pytest.mark.parametrize("text", BESIDE.values(), ids=BESIDE.keys())
def test_a_column_that_is_no_dimension_does_not_keep_the_total_from_telling(tmp_path, text):
    tally, rows = suppressed(tmp_path, text)
    assert (tally.primary, tally.complementary) == (1, 1)
    at = rows[0].index("Số lượng")
    assert rows[1][at] == "*"
    assert sorted(row[at] for row in rows[2:4])[0] == "*"
    assert rows[4][at] == "22"


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Phần trăm", ("3%", "10%", "9%", "22%")),
        ("Số trên trăm trẻ", ("3 %", "10 %", "9 %", "22 %")),
        ("Rate (%)", ("3", "10", "9", "22")),
        ("Nữ, ‰", ("30", "100", "90", "220")),
    ],
)
def test_what_is_a_share_goes_with_the_hidden_count(tmp_path, heading, cells):
    counts = [("A", 3), ("B", 10), ("C", 9), ("Tổng số", 22)]
    lines = [f"{unit};{n};{cell}" for (unit, n), cell in zip(counts, cells, strict=True)]
    _tally, rows = suppressed(tmp_path, "\n".join([f"Xã;Số lượng;{heading}", *lines]) + "\n")
    assert rows[1] == ["A", "*", "*"]
    assert rows[4] == ["Tổng số", "22", cells[3]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"unit,count\nA,{10**20}\nB,3\n", "Ở dòng 2, cột “count”: số quá lớn"),
        (f"unit,count\nA,{'9' * 5000}\nB,3\n", "Ở dòng 2, cột “count”: số quá lớn"),
        ("unit,parent,count\nA,B,3\nB,A,3\n", "Đơn vị “A” trực thuộc chính nó"),
        ("leaf,unit,parent,numerator,denominator\n1,A,A,3,9\n", "Đơn vị “A” trực thuộc chính nó"),
        (
            "leaf,unit,parent,numerator,denominator\n1,A,B,3,9\n1,B,C,3,9\n1,C,B,3,9\n",
            "Đơn vị “B” trực thuộc chính nó",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path, text, said):
    with pytest.raises(EngineError) as refused:
        suppressed(tmp_path, text)
    assert str(refused.value).startswith(said)


def test_a_threshold_beyond_all_counts_is_refused(tmp_path):
    with pytest.raises(EngineError, match="--hide-below"):
        suppressed(tmp_path, "unit,count\nA,3\n", hide_below=10**20)


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "in.csv").write_text("unit,count\nA,3\n", "utf-8")
    (tmp_path / "out").mkdir()
    with pytest.raises(EngineError, match="Không ghi được"):
        suppress_file(tmp_path / "in.csv", tmp_path / "out", 5)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["in.csv", "out"]
