"""The sheet comes back with its own rows and columns, and each error beside its cell."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from mangnon.intake import services
from mangnon.intake.reading import read
from mangnon.intake.writing import errors
from tests.intake.conftest import COLUMNS

ROWS = (
    ("", "Danh sách", ""),
    ("", "Họ và tên", "Ngày sinh", "Ghi chú"),
    ("", "Điểu Hoa", "1/2/2020", "=1+1"),
    ("", "Bình", "32/1/2020", "x"),
    ("", "Tên xấu", "1/2/2020", ""),
)


@pytest.fixture
def marked(register, importing, commune, tmp_path):
    """Bring a file in and return the workbook of its errors."""

    def bring_in(file, **told):
        batch = services.receive(file, "dogs", by=importing, unit=commune, **told)
        services.check(batch, by=importing)
        (tmp_path / "out").mkdir()
        return services.errors_workbook(batch, tmp_path / "out")

    return bring_in


@pytest.fixture
def looks(tmp_path):
    """A sheet with a look of its own, which begins in column B."""
    book = xlsxwriter.Workbook(str(tmp_path / "in.xlsx"), {"strings_to_formulas": False})
    sheet = book.add_worksheet("Trẻ")
    for at, row in enumerate(ROWS):
        sheet.write_row(at, 0, row)
    sheet.write(2, 1, "Điểu Hoa", book.add_format({"italic": True}))
    sheet.set_column(1, 1, 33)
    book.close()
    return tmp_path / "in.xlsx"


def texts(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_look_is_kept_and_the_errors_stand_beside_their_cells(marked, looks):
    file = marked(looks)
    assert file.name == "in-loi.xlsx"
    sheet = openpyxl.load_workbook(file)["Trẻ"]
    assert sheet["B3"].font.italic
    assert round(sheet.column_dimensions["B"].width) == 34
    assert sheet["E2"].value == "Lỗi cần sửa"
    assert "32/1/2020" in sheet["E4"].value
    assert "32/1/2020" in sheet["C4"].comment.text
    assert sheet["C4"].fill.fgColor.rgb == "FFF4B6B6"
    assert (sheet["B5"].comment.text, sheet["E5"].value) == ("Tên xấu.", "Tên xấu.")
    assert (sheet["E3"].value, sheet["C3"].comment) == (None, None)
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=1+1", "s")


def test_a_large_sheet_comes_back_plain_with_the_same_rows(marked, looks, monkeypatch):
    monkeypatch.setattr(errors, "MOST_ROWS_KEPT_IN_LOOK", 3)
    sheet = openpyxl.load_workbook(marked(looks))["Trẻ"]
    assert sheet["A4"].value == "Bình"
    assert "32/1/2020" in sheet["D4"].value
    assert sheet["B4"].fill.fgColor.rgb == "FFF4B6B6"
    assert sheet["C3"].data_type == "s"


def test_a_csv_comes_back_as_a_workbook(marked, tmp_path):
    lines = "\n".join(";".join(row[1:]) for row in ROWS)
    (tmp_path / "in.csv").write_text(lines, encoding="utf-8")
    (sheet,) = openpyxl.load_workbook(marked(tmp_path / "in.csv")).worksheets
    assert "32/1/2020" in sheet["D4"].value


def test_a_workbook_of_excel_97_comes_back_as_one_of_today(marked):
    file = marked(Path(__file__).with_name("old.xls"))
    assert file.name == "old-loi.xlsx"
    assert "32/1/2020" in openpyxl.load_workbook(file)["Danh sách"]["F5"].value


def test_what_was_given_back_is_read_again_and_marked_anew(marked, looks, tmp_path):
    file = marked(looks)
    book = openpyxl.load_workbook(file)
    book["Trẻ"]["C4"] = "31/1/2020"
    book.save(tmp_path / "again.xlsx")
    sheet = read(tmp_path / "again.xlsx", COLUMNS)
    assert sheet.problems == []
    assert sheet.unknown_headings == ["Ghi chú"]
    assert sheet.error_column == 3


def test_a_file_without_errors_has_no_workbook_of_them(marked, workbook):
    assert marked(workbook(("Họ và tên", "Ngày sinh"), ("An", "1/2/2020"))) is None


def test_a_long_vietnamese_file_name_is_shortened_to_what_a_folder_takes(marked, looks):
    name = "Danh sách trẻ em " + "ộ" * 150
    file = marked(looks, file_name=f"{name}.xlsx")
    assert file.name.startswith("Danh sách trẻ em ộộ")
    assert file.name.endswith("ộ-loi.xlsx")
