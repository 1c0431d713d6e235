"""Text in a TCVN3 or VNI font is known by the font of its cell and read as Unicode."""

from pathlib import Path

import pytest
import xlsxwriter

from mangnon.demo.slips import in_tcvn3, in_vni
from mangnon.intake.opening.legacy import encoding_of_font, to_unicode
from mangnon.intake.reading import read
from tests.intake.conftest import COLUMNS

NAMES = ("Điểu Thị Hường", "Nguyễn Ngọc Ẩn", "Lò Văn Ưởng", "Trần Quỳnh Bằng")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("write", "encoding"), [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_a_name_comes_back_as_it_was(name, write, encoding):
    # A capital with a tone is written in TCVN3 by its small letter: which it was, nobody knows.
    expected = name.replace("Ẩ", "ẩ") if encoding == "tcvn3" else name
    assert to_unicode(write(name), encoding) == expected


def test_fonts_of_capitals_and_of_our_time_are_told_apart():
    assert encoding_of_font(".VnTimeH") == "tcvn3-capitals"
    assert encoding_of_font("VNI-Times") == "vni"
    assert encoding_of_font("Times New Roman") is None
    assert to_unicode(in_tcvn3("Bù Đăng"), "tcvn3-capitals") == "BÙ ĐĂNG"


def test_text_that_is_unicode_already_is_left_alone_whatever_its_font():
    assert to_unicode("Nguyễn Thị Hòa", "vni") == "Nguyễn Thị Hòa"


@pytest.fixture
def old_sheet(tmp_path):
    """A sheet that begins in column B, its names in three fonts, one cell in two of them."""
    book = xlsxwriter.Workbook(str(tmp_path / "old.xlsx"))
    sheet = book.add_worksheet()
    tcvn3 = book.add_format({"font_name": ".VnTime"})
    vni = book.add_format({"font_name": "VNI-Times"})
    sheet.write_row(2, 1, ("Họ và tên", "Ngày sinh", "Họ tên mẹ"))
    sheet.write(3, 1, in_tcvn3("Điểu Thị Hường"), tcvn3)
    sheet.write(3, 3, in_vni("Lò Văn Ưởng"), vni)
    sheet.write(4, 1, "Trần Thị Bằng")
    sheet.write_rich_string(4, 3, tcvn3, in_tcvn3("Trần "), vni, in_vni("Quỳnh"), " An")
    sheet.write(5, 1, "µ¸ à ngoại")
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()
    return tmp_path / "old.xlsx"


def test_only_cells_in_an_old_font_are_converted(old_sheet):
    assert_converted(read(old_sheet, COLUMNS))


def test_a_workbook_of_excel_97_is_converted_alike():
    """`old-fonts.xls` was written with xlwt: the cells of the sheet above."""
    assert_converted(read(Path(__file__).with_name("old-fonts.xls"), COLUMNS))


def assert_converted(sheet):
    assert sheet.rows.select("name", "mother").rows() == [
        ("Điểu Thị Hường", "Lò Văn Ưởng"),
        ("Trần Thị Bằng", "Trần Quỳnh An"),
        ("µ¸ à ngoại", None),
    ]
    assert any("3 ô" in note for note in sheet.notes)


def test_hidden_rows_are_read_and_said(old_sheet):
    assert any("1 dòng ẩn" in note for note in read(old_sheet, COLUMNS).notes)
