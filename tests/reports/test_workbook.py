"""The spreadsheet annex: its formulas calculate what the report prints."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from mangnon.reports.workbook import consolidated_workbook

from .samples import ABUSED, FACTS, FRIENDLY, LEAVES, counted

HEAD = 4  # the row of heads; one row a leaf and a field below it


@pytest.fixture(scope="module")
def content(layout):
    return consolidated_workbook(FACTS, layout)


@pytest.fixture(scope="module")
def formulas(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def values(content):
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def rows_by_leaf(book) -> dict:
    sheet = book["Phụ lục I"]
    known = {leaf.leaf for leaf in LEAVES}
    return {row[0].value: row for row in sheet.iter_rows(min_row=HEAD + 1) if row[0].value in known}


def calculated(book, formula: str) -> float:
    """Work out "=E6/F6*100" from the cells themselves, without the stored result."""
    top, bottom, per = re.fullmatch(r"=([A-Z]+\d+)/([A-Z]+\d+)\*(\d+)", formula).groups()
    sheet = book["Phụ lục I"]
    return sheet[top].value / sheet[bottom].value * int(per)


def test_a_leaf_without_data_has_words_and_no_number(formulas):
    row = rows_by_leaf(formulas)["9"]
    assert [cell.value for cell in row[4:8]] == [None, None, "Chưa có số liệu", "Chưa có số liệu"]
    assert rows_by_leaf(formulas)["12"][6].value == "Không phát sinh"


def test_every_leaf_has_its_row(formulas):
    assert list(rows_by_leaf(formulas)) == [leaf.leaf for leaf in LEAVES]


@pytest.mark.parametrize(
    "leaf", [leaf for leaf in LEAVES if leaf.is_computed], ids=lambda v: v.leaf
)
def test_the_formula_of_a_computed_leaf_gives_the_value_of_the_report(formulas, values, leaf):
    formula = rows_by_leaf(formulas)[leaf.leaf][6].value
    assert calculated(formulas, formula) == pytest.approx(leaf.standing.value, rel=1e-12)
    assert rows_by_leaf(values)[leaf.leaf][6].value == pytest.approx(leaf.standing.value)


def test_a_reported_leaf_is_a_plain_number_and_zero_is_zero(formulas):
    assert rows_by_leaf(formulas)["22"][6].value == 31.25
    assert rows_by_leaf(formulas)["6"][6].value == 0


def test_numbers_are_numbers_with_the_decimals_of_the_leaf(formulas):
    rows = rows_by_leaf(formulas)
    assert rows["1"][4].value == 84
    assert rows["1"][6].number_format == "#,##0.0"
    assert rows["17b"][6].number_format == "#,##0.00"


def test_a_denominator_of_zero_never_divides(layout):
    nobody = replace(FRIENDLY, standing=replace(ABUSED.standing, numerator=0, denominator=0))
    book = openpyxl.load_workbook(
        io.BytesIO(consolidated_workbook(replace(FACTS, leaves=(nobody,)), layout))
    )
    assert rows_by_leaf(book)["1"][6].value == "Chưa có số liệu"


def test_the_counts_by_attainment_are_formulas_whose_total_is_every_leaf(formulas, values):
    sheet, stored = formulas["Phụ lục I"], values["Phụ lục I"]
    counts = {
        row[1].value: (row[2].value, stored.cell(row[2].row, 3).value)
        for row in sheet.iter_rows()
        if isinstance(row[2].value, str) and row[2].value.startswith("=")
    }
    written = [cell.value for cell in sheet["H"] if cell.value]
    for words, (formula, stored_value) in counts.items():
        if words != "Tổng số":
            area, asked = re.fullmatch(r'=COUNTIF\((.+),"(.+)"\)', formula).groups()
            column = [cell.value for (cell,) in sheet[area.replace("$", "")]]
            assert column.count(asked) == stored_value == written.count(words)
    assert counts["Tổng số"][1] == len(LEAVES)
    assert counts["Đạt"][1] == 4


def test_a_district_figure_points_at_the_row_that_calculates_it(formulas, values):
    table, figures = formulas["Phụ lục II"], formulas["Tử số, mẫu số"]
    cell = table.cell(HEAD + 2, 3)  # Bù Gia Mập, leaf 1: 5 of 8 communes
    assert table.cell(HEAD + 2, 2).value == "Huyện Bù Gia Mập"
    target = cell.value.removeprefix("='Tử số, mẫu số'!")
    row = figures[target].row
    assert [figures.cell(row, n).value for n in (1, 3, 4, 5)] == ["1", "Huyện Bù Gia Mập", 5, 8]
    assert figures[target].value == f"=D{row}/E{row}*100"
    assert values["Phụ lục II"].cell(HEAD + 2, 3).value == 62.5


def test_a_district_without_data_has_the_sign_of_the_report(values):
    table = values["Phụ lục II"]
    assert table.cell(HEAD + 3, 2).value == "Huyện Bù Đăng"
    assert table.cell(HEAD + 3, 4).value == "…"


def test_the_province_stands_last(values):
    table = values["Phụ lục II"]
    last = [cell.value for cell in table[HEAD + 1 + len(FACTS.districts)]]
    assert last[:2] == [None, "Tỉnh Bình Phước"]
    assert last[2:] == [pytest.approx(75.675675), 21.0]


@pytest.mark.parametrize("name", ["Phụ lục I", "Phụ lục II", "Tử số, mẫu số"])
def test_sheets_print_on_their_side_with_the_head_on_every_page(formulas, name):
    sheet = formulas[name]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "C5"


def test_the_source_sheet_holds_the_hashes_that_the_document_prints(values):
    source = {row[0].value: row[1].value for row in values["Nguồn số liệu"].iter_rows()}
    assert source["Bản chốt dữ liệu"] == "2025-10-31-0001"
    assert source["Mã băm SHA-256 của bản chốt"] == "ab" * 32
    assert source["Số liệu tính đến ngày"] == "31/10/2025"


def test_the_same_facts_give_the_same_bytes(content, layout):
    assert consolidated_workbook(FACTS, layout) == content
    other = replace(FACTS, leaves=(replace(FRIENDLY, standing=counted(85, 111, 100, "missed")),))
    assert consolidated_workbook(other, layout) != content


def test_nothing_in_the_file_carries_the_clock_of_its_writing(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert "2025-10-31T08:00:00Z" in package.read("docProps/core.xml").decode()
