"""Sheets as offices keep them become typed rows; what cannot be read is said cell by cell."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from mangnon.core.models import Refused
from mangnon.intake.reading import read
from tests.intake.conftest import COLUMNS

HEADINGS = ("Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Cân nặng")


def test_rows_below_title_lines_are_typed_and_keep_their_numbers(workbook):
    file = workbook(
        ("UBND xã Thác Mơ",),
        (),
        ("DANH SÁCH TRẺ EM",),
        HEADINGS,
        ("Điểu  Thị Hoa ", "05/03/2020", "nữ", "070301000123", "12,5"),
        (),
        ("Lê Văn An", "2019", "NAM", 70301000124, 9.25),
    )
    sheet = read(file, COLUMNS)
    read_columns = ("row", "name", "born", "born_precision", "sex", "number", "weight")
    assert sheet.rows.select(read_columns).rows() == [
        (5, "Điểu Thị Hoa", date(2020, 3, 5), "day", "female", "070301000123", 12.5),
        (7, "Lê Văn An", date(2019, 12, 31), "year", "male", "070301000124", 9.25),
    ]  # fmt: skip
    assert sheet.titles == ["UBND xã Thác Mơ", "DANH SÁCH TRẺ EM"]
    assert sheet.problems == []
    assert sheet.heading_row == 4


def test_headings_are_known_without_marks_case_and_punctuation_and_by_other_words(workbook):
    file = workbook(("stt", "HO TEN TRE:", "Ngày, tháng, năm sinh", "so cccd (nếu có)"), (1, "A B"))
    sheet = read(file, COLUMNS)
    assert sheet.mapping == {
        "HO TEN TRE:": "name",
        "Ngày, tháng, năm sinh": "born",
        "so cccd (nếu có)": "number",
    }
    assert sheet.unknown_headings == ["stt"]


def test_headings_in_two_rows_are_joined_with_the_group_above(workbook):
    file = workbook(
        ("STT", "Thông tin trẻ", "", "Mẹ", ""),
        ("", "Họ và tên", "Ngày sinh", "Họ và tên", "Năm sinh"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (1, "Điểu Hoa", "1/2/2020", "Thị Mai", "1990"),
    )
    sheet = read(file, COLUMNS)
    assert sheet.rows.select("row", "name", "mother").rows() == [(4, "Điểu Hoa", "Thị Mai")]
    assert sheet.unknown_headings == ["STT", "Mẹ – Năm sinh"]


def test_a_heading_mapped_by_hand_is_taken_and_another_left_out(workbook):
    file = workbook(("Cháu", "Ngày sinh", "Cân nặng"), ("An", "1/2/2020", "9"))
    sheet = read(file, COLUMNS, {"Cháu": "name", "Cân nặng": ""})
    assert sheet.rows.select("name", "weight").rows() == [("An", None)]
    assert sheet.unknown_headings == []


def test_what_cannot_be_read_is_said_with_its_row_and_column(workbook):
    file = workbook(HEADINGS, ("An", "31/02/2020", "?", "7.0301E+10", "nặng"), ("", "", "Nam"))
    sheet = read(file, COLUMNS)
    assert [(p.row, p.column) for p in sheet.problems] == [
        (2, "born"), (2, "sex"), (2, "number"), (2, "weight"), (3, "name"),
    ]  # fmt: skip
    assert sheet.rows["born"].to_list() == [None, None]


def test_totals_and_signatures_at_the_end_are_left_out_and_said(workbook):
    file = workbook(
        HEADINGS,
        ("Nguyễn Văn Công", "1/2/2020", "Nam", "", "9"),
        ("Cộng", "1/2/2020", "Nữ", "", "8"),
        ("Lê An", "1/2/2020", "Nam", "", "9"),
        ("Tổng cộng: 3 trẻ", "", "", "", "26"),
        ("Người lập biểu", "", "TM. UBND xã"),
        ("Trần Thị B",),
    )
    sheet = read(file, COLUMNS)
    assert sheet.rows["name"].to_list() == ["Nguyễn Văn Công", "Cộng", "Lê An"]
    assert any("3" in note for note in sheet.notes)


def test_the_sheet_with_the_headings_is_read_and_hidden_ones_are_not(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "many.xlsx"))
    for name, rows in (
        ("Hướng dẫn", [("Điền vào bảng sau",)]),
        ("Dữ liệu", [HEADINGS, ("An", "1/2/2020")]),
        ("Cũ", [HEADINGS, ("Bình", "1/2/2020")]),
    ):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    sheet.hide()
    book.close()
    sheet = read(tmp_path / "many.xlsx", COLUMNS)
    assert (sheet.name, sheet.rows["name"].to_list()) == ("Dữ liệu", ["An"])
    assert any("Cũ" in note for note in sheet.notes)
    assert any("Hướng dẫn" in note for note in sheet.notes)


def test_dates_of_excel_and_formulas_are_read_by_their_value(workbook):
    def more(book, sheet):
        sheet.write_datetime(1, 1, date(2020, 3, 5), book.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_formula(1, 4, "=10+2.5", None, 12.5)
        sheet.write(2, 1, 43895)

    file = workbook(HEADINGS, ("An",), ("Bình",), prepare=more)
    sheet = read(file, COLUMNS)
    assert sheet.rows["born"].to_list() == [date(2020, 3, 5)] * 2
    assert sheet.rows["weight"].to_list() == [12.5, None]


def test_a_workbook_of_excel_97_is_read_like_one_of_today():
    """`old.xls` was written with xlwt: a date, a number without its zero, a hidden sheet."""
    sheet = read(Path(__file__).with_name("old.xls"), COLUMNS)
    assert sheet.rows.select("row", "name", "born", "number", "weight").rows() == [
        (4, "Điểu Thị Hường", date(2020, 3, 5), "070301000123", 12.5),
        (5, "Bình", None, "070301000124", None),
    ]
    assert [(problem.row, problem.column) for problem in sheet.problems] == [(5, "born")]
    assert any("Ẩn" in note for note in sheet.notes)


def test_the_same_heading_twice_is_refused_with_both_places(workbook):
    file = workbook(("Họ và tên", "Ngày sinh", "Họ và tên"), ("An", "1/2/2020", "An"))
    with pytest.raises(Refused, match=r"“Họ và tên”.*“Họ và tên”.*1.*3"):
        read(file, COLUMNS)


@pytest.mark.parametrize("headings", [("Họ và tên", "Tên"), ("Tên", "Họ và tên")])
def test_of_two_headings_the_column_s_own_is_read_and_the_other_told(workbook, headings):
    cells = {"Họ và tên": "Nguyễn An", "Tên": "An"}
    file = workbook((*headings, "Ngày sinh"), (*map(cells.get, headings), "1/2/2020"))
    sheet = read(file, COLUMNS)
    assert sheet.rows["name"].to_list() == ["Nguyễn An"]
    assert sheet.unknown_headings == ["Tên"]
