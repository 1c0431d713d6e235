"""The spreadsheet annex: its formulas calculate what the report prints."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from mangnon.reports.facts import Place
from mangnon.reports.workbook import consolidated_workbook

from .samples import ABUSED, FACTS, FRIENDLY, LEAVES, OLD, STUNTED, counted

HEAD = 4  # the row of heads; one row a leaf and a field below it


def commune(code: str, district: str, name: str, friendly: int, stunted: tuple[int, int]) -> Place:
    return Place(
        code,
        OLD,
        name,
        {
            "1": counted(friendly, 1, 100, "met" if friendly else "missed"),
            "4b": counted(*stunted, 100, "missed"),
        },
        district,
    )


# Three communes in two districts: 2 of 3 friendly; 30 + 10 + 20 of 100 + 100 + 200 stunted.
COMMUNES = (
    commune("25216", "688", "Phường Thác Mơ", 1, (30, 100)),
    commune("25217", "688", "Phường Long Thủy", 0, (10, 100)),
    commune("25270", "691", "Xã Bù Gia Mập", 1, (20, 200)),
)
SMALL = replace(
    FACTS,
    leaves=(
        replace(FRIENDLY, standing=counted(2, 3, 100, "off_track"), needed=3),
        replace(STUNTED, standing=counted(60, 400, 100, "met"), needed=80),
        ABUSED,
    ),
    districts=(
        Place("688", OLD, "Thị xã Phước Long",
              {"1": counted(1, 2, 100, "missed"), "4b": counted(40, 200, 100, "met")}),
        Place("691", OLD, "Huyện Bù Gia Mập",
              {"1": counted(1, 1, 100, "met"), "4b": counted(20, 200, 100, "met")}),
    ),
    communes=3,
    by_commune=COMMUNES,
)  # fmt: skip


def opened(content, **how):
    return openpyxl.load_workbook(io.BytesIO(content), **how)


@pytest.fixture(scope="module")
def content(layout):
    return consolidated_workbook(FACTS, layout)


@pytest.fixture(scope="module")
def formulas(content):
    return opened(content)


@pytest.fixture(scope="module")
def values(content):
    return opened(content, data_only=True)


@pytest.fixture(scope="module")
def small(layout):
    return consolidated_workbook(SMALL, layout)


def rows_by_leaf(book) -> dict:
    """Return the row of each leaf as a mapping from the head of the column to the cell."""
    sheet = book["Phụ lục I"]
    heads = [cell.value for cell in sheet[HEAD]]
    known = {leaf.leaf for leaf in LEAVES}
    return {
        row[0].value: dict(zip(heads, row, strict=True))
        for row in sheet.iter_rows(min_row=HEAD + 1)
        if row[0].value in known
    }


RESULT = "Kết quả đến 31/10/2025"


def test_a_leaf_without_data_has_words_and_no_number(formulas):
    rows = rows_by_leaf(formulas)
    names = ("Tử số", "Mẫu số", RESULT, "So với kế hoạch", "Đánh giá")
    assert [rows["9"][name].value for name in names] == [
        None, None, "Chưa có số liệu", None, "Chưa có số liệu",
    ]  # fmt: skip
    assert rows["12"][RESULT].value == "Không phát sinh"


def test_every_leaf_has_its_row(formulas):
    assert list(rows_by_leaf(formulas)) == [leaf.leaf for leaf in LEAVES]


def test_a_reported_leaf_is_a_plain_number_and_zero_is_zero(formulas):
    rows = rows_by_leaf(formulas)
    assert rows["22"][RESULT].value == 31.25
    assert rows["6"][RESULT].value == 0


def test_numbers_are_numbers_with_the_decimals_of_the_leaf_and_a_comma(formulas):
    rows = rows_by_leaf(formulas)
    assert rows["1"]["Tử số"].value == 84
    assert rows["1"][RESULT].number_format == "[$-42A]#,##0.0"  # 42A: Vietnamese
    assert rows["17b"][RESULT].number_format == "[$-42A]#,##0.00"


@pytest.mark.parametrize(
    ("leaf", "value", "form"),
    [
        ("1", 76.9, '"≥ "#,##0.0'),
        ("3a", 9.5, '"< "#,##0.0'),
        ("4b", 20, '"≤ "#,##0'),
        ("12", 100, "#,##0"),
        ("13", 2, '"giảm "#,##0"–3"'),
        ("17b", 0.12, '"< "#,##0.00'),
    ],
)
def test_a_target_is_a_number_that_shows_its_sign(formulas, leaf, value, form):
    cell = rows_by_leaf(formulas)[leaf]["Kế hoạch năm 2025"]
    assert cell.value == value
    assert cell.number_format == f"[$-42A]{form}"


def test_a_denominator_of_zero_never_divides(layout):
    nobody = replace(FRIENDLY, standing=replace(ABUSED.standing, numerator=0, denominator=0))
    book = opened(consolidated_workbook(replace(FACTS, leaves=(nobody,)), layout))
    assert rows_by_leaf(book)["1"][RESULT].value == "Chưa có số liệu"


def test_counts_of_the_province_and_of_districts_are_sums_over_the_communes(small):
    formulas, values = opened(small), opened(small, data_only=True)
    province = rows_by_leaf(formulas)["4b"]["Tử số"]
    assert province.value.startswith("=SUMIFS('Xã - tử số, mẫu số'!$G$5:$G$10,")
    assert rows_by_leaf(values)["4b"]["Tử số"].value == 60
    figures = [
        [cell.value for cell in row]
        for row in formulas["Huyện - tử số, mẫu số"].iter_rows(min_row=5)
    ]
    (formula,) = {row[3] for row in figures if row[0] == "4b" and row[2] == "Thị xã Phước Long"}
    assert formula.endswith('"688")')


def test_a_count_that_the_communes_do_not_add_up_to_stays_a_number(layout):
    lost = replace(SMALL, by_commune=COMMUNES[:2])
    rows = rows_by_leaf(opened(consolidated_workbook(lost, layout)))
    assert rows["4b"]["Tử số"].value == 60
    assert rows["4b"][RESULT].value.startswith("=")


def test_the_overview_counts_the_words_of_the_first_sheet(content):
    sheet, stored = opened(content)["Tổng hợp"], opened(content, data_only=True)["Tổng hợp"]
    heads = [cell.value for cell in sheet[HEAD]]
    last = HEAD + 1 + len(FACTS.fields)
    assert sheet.cell(last, 1).value == "Tổng số"
    assert stored.cell(last, heads.index("Đạt") + 1).value == 4
    assert stored.cell(last, heads.index("Tổng số") + 1).value == len(LEAVES)
    assert stored.cell(last, heads.index("Tỷ lệ đạt") + 1).value == pytest.approx(4 / 9)
    assert all(str(sheet.cell(last, column).value).startswith("=") for column in range(2, 10))


def test_a_district_figure_points_at_the_row_that_calculates_it(formulas, values):
    table, figures = formulas["Phụ lục II"], formulas["Huyện - tử số, mẫu số"]
    cell = table.cell(HEAD + 2, 3)  # Bù Gia Mập, leaf 1: 5 of 8 communes
    assert table.cell(HEAD + 2, 2).value == "Huyện Bù Gia Mập"
    target = cell.value.removeprefix("='Huyện - tử số, mẫu số'!")
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


def test_communes_stand_under_their_district_with_their_own_figures(small):
    rows = [
        [cell.value for cell in row]
        for row in opened(small, data_only=True)["Theo xã"].iter_rows(min_row=5)
    ]
    assert rows == [
        ["1", "Phường Thác Mơ", "Thị xã Phước Long", 100, 30],
        ["2", "Phường Long Thủy", "Thị xã Phước Long", 0, 10],
        ["3", "Xã Bù Gia Mập", "Huyện Bù Gia Mập", 100, 10],
    ]


def test_a_name_that_looks_like_a_formula_stays_text(layout):
    evil = ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "{=1}", "http://x.vn")
    places = tuple(
        replace(place, name=name) for place, name in zip(COMMUNES * 2, evil, strict=True)
    )
    facts = replace(
        SMALL,
        by_commune=places,
        districts=tuple(replace(place, name="=1+1") for place in SMALL.districts),
        fields={"environment": "=2+2", "health": "=3+3", "protection": "@x"},
        leaves=tuple(replace(leaf, title="=cmd|' /C calc'!A0") for leaf in SMALL.leaves),
    )
    content = consolidated_workbook(facts, layout)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [n for n in package.namelist() if n.startswith("xl/worksheets/sheet")]
        written = " ".join(package.read(name).decode() for name in sheets)
    for word in ("HYPERLINK", "cmd|", "1+1", "2+2", "SUM(A1)"):
        assert word not in " ".join(re.findall("<f>(.*?)</f>", written))
    assert "hyperlink" not in written
    names = [row[1].value for row in opened(content)["Theo xã"].iter_rows(min_row=5)]
    assert names == list(evil)


@pytest.mark.parametrize(
    ("name", "frozen"),
    [
        ("Phụ lục I", "C5"),
        ("Phụ lục II", "C5"),
        ("Huyện - tử số, mẫu số", "C5"),
        ("Theo xã", "C5"),
        ("Xã - tử số, mẫu số", "G5"),
        ("Tổng hợp", "C5"),
    ],
)
def test_sheets_print_on_their_side_with_the_head_on_every_page(formulas, name, frozen):
    sheet = formulas[name]
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == frozen


def test_the_source_sheet_holds_the_hashes_and_a_receipt_for_each_leaf(values):
    source = {row[0].value: row[1].value for row in values["Nguồn số liệu"].iter_rows()}
    assert source["Bản chốt số liệu"] == "2025-10-31-0001"
    assert source["Mã băm SHA-256 của bản chốt"] == "ab" * 32
    assert source["Số liệu tính đến ngày"] == "31/10/2025"
    assert "mangnon report verify" in source["Kiểm tra lại"]
    assert {leaf.leaf for leaf in LEAVES} <= source.keys()


def test_the_same_facts_give_the_same_bytes(content, layout):
    assert consolidated_workbook(FACTS, layout) == content
    other = replace(FACTS, leaves=(replace(FRIENDLY, standing=counted(85, 111, 100, "missed")),))
    assert consolidated_workbook(other, layout) != content


def test_nothing_in_the_file_carries_the_clock_of_its_writing(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert "2025-10-31T08:00:00Z" in package.read("docProps/core.xml").decode()


@pytest.mark.parametrize("facts", [FACTS, SMALL], ids=["districts", "communes"])
def test_libreoffice_calculates_what_the_report_says(layout, facts, tmp_path):
    if shutil.which("localc") is None:
        pytest.skip("LibreOffice Calc is not installed; the formulas were not calculated again")
    content = consolidated_workbook(facts, layout)
    bare, said = opened(content), opened(content, data_only=True)
    bare.save(tmp_path / "bare.xlsx")  # openpyxl forgets the stored results: all must be calculated
    subprocess.run(
        ["localc", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "new"), str(tmp_path / "bare.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    calculated = openpyxl.load_workbook(tmp_path / "new" / "bare.xlsx", data_only=True)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in bare
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(cells) > 40
    for sheet, at in cells:
        expected = said[sheet][at].value
        assert calculated[sheet][at].value == pytest.approx(expected, rel=1e-12, abs=1e-12), at
