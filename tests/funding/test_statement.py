"""The statement adds up what is approved, and its spreadsheet calculates the same."""

import datetime
import io
import math
import shutil
import subprocess

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mangnon.plans.funding.statement import Row, Statement, Sums, overview, statement
from mangnon.plans.funding.workbook import FIRST_ROW, statement_workbook

from .conftest import MILLION, NOW

JUNE_30, JULY_1 = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


@pytest.fixture
def year(approved, enter, ward, ward_officer):
    """Two holders, two sources, one line that waits, one of another year."""
    approved("estimate", 9 * MILLION)
    approved("allocation", 6 * MILLION)
    approved("allocation", 2 * MILLION, source="central")
    approved("spending", 3 * MILLION, on=JUNE_30)
    approved("spending", MILLION, on=JULY_1)
    approved("settlement", 2 * MILLION)
    approved("allocation", 5 * MILLION, holder=ward, by=ward_officer)
    approved("estimate", 4 * MILLION, year=2024)
    enter("estimate", 100 * MILLION)


def test_a_year_adds_up_as_by_hand(year, officer):
    told = statement(2025, by=officer)
    assert told.total == Sums(*(x * MILLION for x in (9, 13, 3, 4, 2)))
    assert told.by("source") == [
        ("Ngân sách trung ương hỗ trợ", Sums(allocated=2 * MILLION)),
        ("Ngân sách địa phương", Sums(*(x * MILLION for x in (9, 11, 3, 4, 2)))),
    ]
    assert [name for name, _sums in told.by("holder")] == ["Phường Thác Mơ", "Sở Y tế"]
    assert [(year, sums.needed) for year, sums in told.by_year()] == [
        ("2024", 4 * MILLION), ("2025", 9 * MILLION),
    ]  # fmt: skip
    assert (told.total.left, float(told.total.share_spent)) == (9 * MILLION, 4 / 13)


def test_everybody_adds_up_what_they_see(year, health_clerk, ward_officer, leader, stranger):
    sums = {one: statement(2025, by=one).total.allocated for one in (
        health_clerk, ward_officer, leader, stranger
    )}  # fmt: skip
    assert list(sums.values()) == [8 * MILLION, 5 * MILLION, 13 * MILLION, 0]


@pytest.mark.parametrize("name", ["source", "holder", "task"])
def test_the_page_adds_up_the_same(name, year, officer):
    told, shown = statement(2025, by=officer), overview(2025, name, by=officer)
    assert (list(shown.groups), shown.total) == (told.by(name), told.total)
    assert list(overview(2025, "year", by=officer).groups) == told.by_year()


def test_of_many_groups_the_largest_are_shown_and_the_total_is_of_all(year, officer, monkeypatch):
    monkeypatch.setattr("mangnon.plans.funding.statement.MOST_GROUPS", 1)
    shown = overview(2025, "holder", by=officer)
    assert [(name, sums.allocated) for name, sums in shown.groups] == [("Sở Y tế", 8 * MILLION)]
    assert (shown.total, shown.has_more) == (statement(2025, by=officer).total, True)


def test_two_units_of_one_name_are_told_apart(approved, make_unit, officer, second, province):
    units = [make_unit(code, "Tân Lợi", "commune", "Xã", "688") for code in ("25201", "25202")]
    for unit in units:
        approved("allocation", MILLION, holder=unit, by=second)
    names = [name for name, _sums in statement(2025, by=officer).by("holder")]
    assert names == ["Xã Tân Lợi (25201)", "Xã Tân Lợi (25202)"]


def test_more_lines_ask_no_more_of_the_database(approved, officer):
    approved("allocation", MILLION)
    officer.__dict__.pop("_units_known")
    with CaptureQueriesContext(connection) as few:
        statement(2025, by=officer)
    for source in ("central", "donors", "social"):
        approved("allocation", MILLION, source=source)
    officer.__dict__.pop("_units_known")
    with CaptureQueriesContext(connection) as many:
        statement(2025, by=officer)
    assert len(few) == len(many)


LONG = "Xây dựng kế hoạch phòng, chống đuối nước trẻ em * ? " * 8  # longer than a criterion may be
AMOUNTS = st.builds(Sums, *(st.integers(-3, 10**12) for _ in range(5)))
ROWS = st.lists(
    st.builds(
        Row, st.just(2025), st.sampled_from(["A", "B*"]), st.sampled_from(["Sở", "Sở*", "Xã"]),
        st.sampled_from(["Không", LONG, LONG + "khác"]), AMOUNTS,
    ),
    max_size=8,
)  # fmt: skip


@given(ROWS)
def test_every_grouping_adds_up_to_the_total(rows):
    told = Statement(2025, rows, [])
    for name in ("source", "holder", "task"):
        assert sum((sums for _name, sums in told.by(name)), Sums()) == told.total


def sample():
    rows = [
        Row(2025, "Ngân sách", "Sở Y tế", LONG, Sums(9, 8, 2, 3, 1)),
        Row(2025, "Ngân sách", "Sở Y tế", LONG + "khác", Sums(90, 80, 20, 30, 10)),
        Row(2025, "Quỹ*", "Sở Y tế*", "Không theo nhiệm vụ", Sums(0, 10**12, 0, 10**12, 0)),
        Row(2025, "Quỹ", "Xã A", "Không theo nhiệm vụ", Sums(5, 0, 0, 0, 0)),
    ]
    total = sum((row.sums for row in rows), Sums())
    years = [Row(2024, "", "", "", Sums(7, 7, 7, 7, 7)), Row(2025, "", "", "", total)]
    return Statement(2025, rows, years)


def cells(content):
    """Return what stands in every cell of the four sheets of totals, without the heads."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: [
            [None if value in ("", None) else value for value in row]
            for row in sheet.iter_rows(min_row=FIRST_ROW + 1, values_only=True)
        ]
        for sheet in book.worksheets[:4]
    }


@pytest.fixture(scope="module")
def content():
    return statement_workbook(sample(), title="Kinh phí 2025", when=NOW)


def test_what_is_stored_beside_the_formulas_is_ours(content):
    told = sample()
    sheets = cells(content)
    assert list(sheets) == ["Theo nguồn", "Theo cơ quan, đơn vị", "Theo nhiệm vụ", "Theo năm"]
    for sheet, groups in zip(
        sheets.values(),
        [*(told.by(name) for name in ("source", "holder", "task")), told.by_year()],
        strict=True,
    ):
        assert [tuple(row[2:7]) for row in sheet[:-1]] == [sums.amounts for _n, sums in groups]
        whole = sum((sums for _n, sums in groups), Sums())
        assert tuple(sheet[-1][2:7]) == whole.amounts
        assert sheet[-1][9] == whole.left


def test_every_total_is_a_formula(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets[:4]:
        for row in sheet.iter_rows(min_row=FIRST_ROW + 1, min_col=3, values_only=True):
            assert all(str(value).startswith("=") for value in row)


def test_equal_statements_make_equal_files(content):
    assert statement_workbook(sample(), title="Kinh phí 2025", when=NOW) == content


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_calculates_what_we_say(content, tmp_path):
    """Take away every stored result, so that nothing but the calculation is read."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.save(tmp_path / "bare.xlsx")  # openpyxl writes formulas without their results
    assert cells((tmp_path / "bare.xlsx").read_bytes())["Theo nguồn"][-1][3] is None
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "bare.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    calculated = cells((tmp_path / "out" / "bare.xlsx").read_bytes())
    ours = cells(content)
    for sheet, rows in ours.items():
        for row, expected in zip(calculated[sheet], rows, strict=True):
            assert row[:7] == expected[:7]
            assert row[9] == expected[9]
            shares = zip(row[7:9], expected[7:9], strict=True)
            assert all(math.isclose(a or 0, b or 0, rel_tol=1e-12) for a, b in shares)
