"""What the reports of the periods say, on the sample facts: worked by hand, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from mangnon.catalog import CATALOG
from mangnon.documents.checking import check_document
from mangnon.documents.writing import write
from mangnon.documents.writing.model import Table, plain
from mangnon.engine.attainment import Target
from mangnon.engine.continuity import COMPARABLE
from mangnon.engine.forecast import Forecast
from mangnon.engine.load import load_catalog
from mangnon.engine.national import load_programme
from mangnon.reports.facts import Goal, National, Standing, Year
from mangnon.reports.layouts import load_layout
from mangnon.reports.periods.earlier import Earlier
from mangnon.reports.periods.five_year.facts import FiveYear, change_of
from mangnon.reports.periods.five_year.layout import FiveYearLayout
from mangnon.reports.periods.five_year.paper import five_year_report
from mangnon.reports.periods.five_year.sheet import write_five_year
from mangnon.reports.periods.five_year.words import FiveWording
from mangnon.reports.periods.half_year.facts import HalfYear
from mangnon.reports.periods.half_year.layout import HalfYearLayout
from mangnon.reports.periods.half_year.pace import Pace, pace_of
from mangnon.reports.periods.half_year.paper import half_year_report
from mangnon.reports.periods.half_year.sheet import write_half_year
from mangnon.reports.periods.half_year.words import HalfWording
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import consolidated_workbook
from tests.documents_writing.decree import departures
from tests.reports.samples import DEATHS, FACTS, FRIENDLY, LEAVES, STUNTED, counted

MID = date(2025, 6, 30)
DAY, UNITS_DAY, OLD = date(2025, 1, 2), date(2025, 6, 30), "20241231-0001"
HALF_SNAPSHOT = "20240630-0001"
AHEAD = Forecast("drift", 78.44, 74.05, 81.26, (2022, 2023, 2024))
FIRST = replace(
    FRIENDLY,
    ahead=AHEAD,
    years=(
        Year(2022, Standing(None, "final", 60.0)),
        Year(2023, counted(75, 111, 100, "missed"), "20231231-0001", is_redefined=True),
        Year(2024, counted(80, 111, 100, "missed"), OLD),
    ),
    national=National(Goal(">=", Decimal(65), "percent"), "stricter"),
)
LOOSER = replace(STUNTED, national=National(Goal("<=", Decimal(17), "percent"), "looser"))
OTHER = replace(
    DEATHS, national=National(Goal("<", Decimal("9.5"), "per_1000"), why_not="đặt cho nông thôn")
)
FACTS_NOW = replace(
    FACTS,
    as_of=MID,
    leaves=(FIRST, OTHER, LOOSER, *LEAVES[3:]),
    programme=load_programme(CATALOG, MID),
    earlier={OLD: "ab" * 32},
)
BEFORE = Earlier(
    date(2024, 6, 30), HALF_SNAPSHOT, "cd" * 32, MID, COMPARABLE,
    {"1": counted(70, 111, 100, "off_track"), "3a": counted(20, 2000, 1000, "met")},
    frozenset({"3a"}),
)  # fmt: skip
HALF = HalfYear(
    FACTS_NOW,
    {leaf.leaf: Pace("annual", Fraction(181, 365)) for leaf in LEAVES}
    | {"1": Pace("path", Fraction(181, 365), False, Fraction("74.45"), Fraction(72))}
    | {"3a": Pace("building", Fraction(3, 4), True, Fraction(7))},
    BEFORE,
)
FIVE = FiveYear(FACTS_NOW, UNITS_DAY, (), COMPARABLE, (), {})


@pytest.fixture(scope="module")
def half_words():
    layout = load_layout(HalfYearLayout, "half-year", MID)
    return HalfWording(HALF, Wording(FACTS_NOW, layout), layout)


@pytest.fixture(scope="module")
def five_words():
    layout = load_layout(FiveYearLayout, "five-year", MID)
    return FiveWording(FIVE, Wording(FACTS_NOW, layout), layout)


@pytest.mark.parametrize(
    ("leaf", "relation", "baseline", "how", "due"),
    [
        ("1", ">=", None, "building", 99 * Fraction(181, 365)),
        ("14", ">=", None, "level", None),
        ("14", ">=", 90, "path", 90 + 9 * Fraction(181, 365)),
        ("14", "reduce_by", 90, "change", None),
        ("13", "reduce_by", None, "annual", None),
    ],
)
def test_the_pace_is_that_of_the_rules_of_attainment(leaf, relation, baseline, how, due):
    definition = load_catalog(CATALOG).in_force(MID)[leaf]
    found = pace_of(definition, Target(relation, Decimal(99)), MID, baseline)
    assert (found.how, found.due) == (how, due)


def test_what_builds_up_owes_the_part_of_the_target_that_fits_the_time():
    definition = load_catalog(CATALOG).in_force(MID)["9"]
    target = load_programme(CATALOG, MID).target_of("9", 2025).target  # below 4,5 %
    found = pace_of(definition, target, MID, None)
    assert (found.how, found.due) == ("ceiling", Fraction("4.5") * Fraction(181, 365))


def test_the_half_year_says_pace_same_period_and_estimate(half_words):
    assert plain(half_words.beside(FIRST)) == (
        "Đến hết 6 tháng đầu năm 2025, mục tiêu cả năm từ 76,9% trở lên: đã qua 50% thời gian của"
        " năm, đi đều từ 72,0% của năm 2024 đến mục tiêu thì nay ở khoảng 74,5%. Cùng kỳ năm 2024"
        " (đến ngày 30/06/2024): 63,1%. Ước thực hiện cả năm 2025: 78,4% (khoảng dự báo 95%:"
        " 74,1–81,3%)."
    )


def test_a_school_year_and_another_definition_are_said(half_words):
    said = plain(half_words.beside(OTHER))
    assert "đã qua 75% thời gian của năm học 2024–2025, theo nhịp đều cần đạt khoảng 7,0" in said
    assert "đo theo định nghĩa khác, không so sánh." in said


def test_the_half_year_keeps_the_decree_and_calculates(half_words):
    content = write(half_year_report(HALF, half_words.layout))
    assert departures(content) == []
    assert check_document("half.docx", content) == []
    book = openpyxl.load_workbook(
        BytesIO(
            consolidated_workbook(
                FACTS_NOW, half_words.layout, lambda p, w: write_half_year(p, w, half_words)
            )
        )
    )
    sheet = book["Sáu tháng"]
    assert [sheet["G5"].value, sheet["I5"].value] == ["=F5-E5", "=F5-H5"]
    assert sheet["G6"].value is None  # another definition


def test_the_series_says_each_year_the_change_and_what_breaks_it(five_words):
    assert plain(five_words.result(FIRST)).endswith(
        "năm 2022: 60,0%; năm 2023: 67,6%†; năm 2024: 72,1%; đến 30/06/2025: 75,7%."
        " Đến nay so với năm 2022: tăng 15,7 điểm phần trăm (tốt lên)."
    )
    assert change_of(FIRST).since == 2022
    assert change_of(LEAVES[3]) is None
    partial = change_of(replace(FIRST, builds_up=True))  # ten months are no whole year
    assert (partial.since, partial.until) == (2022, 2024)
    assert partial.by == pytest.approx(100 * 80 / 111 - 60)
    notes = [plain(note) for note in five_words.continuity()]
    assert any("năm 2023 đo theo định nghĩa khác" in note for note in notes)
    assert notes[-1] == "Chưa có số liệu được chốt hoặc được báo cáo của năm: 2021."


def test_the_targets_met_are_counted_by_the_years_own_judgements(five_words):
    document = five_year_report(FIVE, five_words.layout)
    table = next(block for block in document.blocks if isinstance(block, Table))
    rows = [[plain(cell) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["2021", "…", "…", "…"]
    assert rows[3] == ["2024", "1", "0", "0,0%"]
    assert departures(write(document)) == []
    assert check_document("five.docx", write(document)) == []


def test_the_sheet_of_five_years_calculates_change_and_share(five_words):
    content = consolidated_workbook(
        FACTS_NOW, five_words.layout, lambda p, w: write_five_year(p, w, five_words)
    )
    sheet = openpyxl.load_workbook(BytesIO(content))["Năm năm"]
    assert sheet["J5"].value == "=H5-E5"
    last = 5 + len(LEAVES)
    assert sheet.cell(last + 2, 7).value == f"=G{last + 1}/G{last}*100"
