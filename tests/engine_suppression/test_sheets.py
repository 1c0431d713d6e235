"""Plain tables: what an office has, and what is wrong with some of them."""

import csv
import json

import pytest

from mangnon.engine.issues import EngineError
from mangnon.engine.suppression.sheets.files import Tally, suppress_file
from tests.command_line import mangnon

LONG = """district,sex,count
A,male,3
A,female,20
A,total,23
B,male,30
B,female,25
B,total,55
total,male,33
total,female,45
total,total,78
"""
CROSS = """Huyện;Nam;Nữ;Tổng số
A;3;20;23
B;30;25;55
C;1.031;29;1.060
Tổng cộng;1.064;74;1.138
"""
TERMS = """leaf,unit,parent,dimension,member,numerator,denominator,value,low,high,attainment,flags
4b,P,,total,total,23,120,19.17,13.1,27.1,met,
4b,A,P,total,total,2,40,5.00,1.4,16.5,met,small_numbers
4b,B,P,total,total,10,40,25.00,14.2,40.2,missed,
4b,C,P,total,total,11,40,27.50,16.1,42.8,missed,
"""


def suppressed(folder, text, hide_below=5):
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(text, "utf-8")
    tally = suppress_file(source, target, hide_below)
    delimiter = ";" if ";" in text else ","
    return tally, list(csv.reader(target.read_text("utf-8").splitlines(), delimiter=delimiter))


def test_a_row_a_cell_hides_the_rectangle_of_the_small_one(tmp_path):
    tally, rows = suppressed(tmp_path, LONG)
    assert tally == Tally(cells=9, primary=1, complementary=3)
    assert [row[2] for row in rows[1:]] == ["*", "*", "23", "*", "*", "55", "33", "45", "78"]


def test_a_cross_table_keeps_its_shape_its_totals_and_its_way_of_writing(tmp_path):
    tally, rows = suppressed(tmp_path, CROSS)
    assert tally == Tally(cells=12, primary=1, complementary=3)
    assert rows[1] == ["A", "*", "*", "23"]
    assert rows[4] == ["Tổng cộng", "1.064", "74", "1.138"]
    assert sum(row.count("*") for row in rows) == 4


def test_a_byte_order_mark_and_line_ends_of_windows_stay(tmp_path):
    (tmp_path / "in.csv").write_bytes(b"\xef\xbb\xbf" + CROSS.replace("\n", "\r\n").encode())
    suppress_file(tmp_path / "in.csv", tmp_path / "out.csv", 5)
    out = (tmp_path / "out.csv").read_bytes()
    assert out.startswith(b"\xef\xbb\xbf")
    assert out.count(b"\r\n") == 5


def test_all_that_is_made_of_a_hidden_numerator_is_hidden_with_it(tmp_path):
    _tally, rows = suppressed(tmp_path, TERMS)
    assert rows[2] == ["4b", "A", "P", "total", "total", "*", "40", "*", "*", "*", "*", "*"]
    hidden = [row[1] for row in rows[1:] if row[5] == "*"]
    assert hidden[0] == "A"
    assert len(hidden) == 2
    assert rows[1][5:8] == ["23", "120", "19.17"]


def test_without_the_parents_no_sum_of_units_is_reckoned_with(tmp_path):
    without = "\n".join(
        ",".join(cell for place, cell in enumerate(row.split(",")) if place != 2)
        for row in TERMS.splitlines()
    )
    tally, _rows = suppressed(tmp_path, without)
    assert tally.complementary == 0


def test_zeros_and_blanks_stay_what_they_are(tmp_path):
    _tally, rows = suppressed(tmp_path, "place,n\nA,0\nB,\nC,-\nD,3\nE,12\n")
    assert [row[1] for row in rows[1:]] == ["0", "", "-", "*", "12"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "không có dòng số liệu"),
        ("place,count\n", "không có dòng số liệu"),
        ("place,colour\nA,red\n", "Không thấy cột số đếm"),
        ("place,count,n\nA,3,4\n", "nhiều cột số đếm: “count”, “n”"),
        ("place,count\nA,-3\n", "dòng 2, cột “count”: “-3” là số âm"),
        ("place,count\nA,7\nB,nhiều\n", "dòng 3, cột “count”: “nhiều” không phải số đếm"),
        ("place,count\nA,2.5\n", "“2.5” không phải số đếm"),
        ("place,count\nA,3,9\n", "dòng 2: có 3 ô, dòng tiêu đề có 2"),
        ("place,count\nA,3\nB,9\ntotal,13\n", "dòng 4, cột “count”: tổng ghi 13, các phần cộng"),
        ("place,count\nA,3\nA,9\n", "dòng 3, cột “count”: ô này đã có ở dòng 2"),
        (
            "leaf,unit,numerator,denominator\n1,A,3,9\n1,A,3,9\n",
            "dòng 3, cột “numerator”: dòng này",
        ),
        ("place,parent,count\nA,Z,3\n", "“Z” mà không cột nào có đơn vị ấy"),
        ("Huyện;Nam;Nữ\nA;3;tám\nB;4;9\nC;7;7\n", "dòng 2, cột “Nữ”: “tám” không phải số đếm"),
    ],
)
def test_a_bad_table_is_refused_in_a_sentence_that_says_where(tmp_path, text, said):
    with pytest.raises(EngineError, match=said):
        suppressed(tmp_path, text)
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "in.csv").write_bytes("Huyện,count\nA,3\n".encode("utf-16"))
    with pytest.raises(EngineError, match="hãy lưu lại thành CSV UTF-8"):
        suppress_file(tmp_path / "in.csv", tmp_path / "out.csv", 5)


def test_the_command_answers_with_one_document_and_refuses_with_two(tmp_path):
    (tmp_path / "in.csv").write_text(LONG, "utf-8")
    asked = ("engine", "suppress", tmp_path / "in.csv", "--out", tmp_path / "out.csv", "--json")
    done = mangnon(*asked, "--hide-below", "5")
    assert done.returncode == 0
    assert json.loads(done.stdout)["complementary"] == 3
    refused = mangnon(*asked, "--hide-below", "1")
    assert refused.returncode == 2
    assert "phải từ 2 trở lên" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("bad", ["1o", "-2"])
def test_a_small_count_beside_a_bad_cell_is_not_taken_for_a_name_and_printed(tmp_path, bad):
    with pytest.raises(EngineError, match=f"Cột “Nam”: dòng 2 là số “3”, dòng 3 là “{bad}”"):
        suppressed(tmp_path, f"Huyện,Nam,Nữ\nA,3,9\nB,{bad},25\n")
    assert not (tmp_path / "out.csv").exists()


def test_a_group_of_ages_may_be_named_by_a_number(tmp_path):
    _tally, rows = suppressed(tmp_path, "Xã,Nhóm tuổi,Nam,Nữ\nA,0,3,9\nA,1–4,30,25\nA,5–9,8,7\n")
    assert [row[1] for row in rows[1:]] == ["0", "1–4", "5–9"]
    assert rows[1][2] == "*"
