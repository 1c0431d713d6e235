"""The template that goes out is read again when it comes back filled in."""

import io

import openpyxl
import pytest

from mangnon.intake.reading import read
from mangnon.intake.writing.safe import safe_text
from mangnon.intake.writing.template import template
from tests.intake.conftest import COLUMNS


@pytest.fixture
def book(register, commune, importing):
    register.held = {"=1+1": 9.5, "@An": 8.0}
    return openpyxl.load_workbook(io.BytesIO(template(register, commune, importing)))


def test_the_headings_are_the_official_ones_above_the_records_of_the_unit(book):
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet["E2"].value == 9.5


def test_a_text_that_looks_like_a_formula_goes_out_as_text(book):
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert safe_text("=1+1") == "'=1+1"
    assert safe_text("Điểu Hoa") == "Điểu Hoa"


def test_codes_are_chosen_from_a_list_and_numbers_that_are_names_are_text(book):
    sheet = book.worksheets[0]
    (offered,) = sheet.data_validations.dataValidation
    assert str(offered.sqref) == "C2:C1003"
    assert [cell.value for cell in book.worksheets[2]["A"]] == ["Nam", "Nữ"]
    assert book.worksheets[2].sheet_state == "hidden"
    assert sheet.column_dimensions["D"].number_format == "@"


def test_what_goes_out_comes_back_the_same(register, commune, importing, tmp_path):
    register.held = {"=1+1": 9.5, "Điểu Hoa": 8.0}
    (tmp_path / "back.xlsx").write_bytes(template(register, commune, importing))
    sheet = read(tmp_path / "back.xlsx", COLUMNS)
    assert sheet.rows.select("name", "weight").rows() == [("=1+1", 9.5), ("Điểu Hoa", 8.0)]
    assert sheet.problems == []
