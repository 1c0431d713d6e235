"""The years beside: in sentences, in the annex of years, in the spreadsheet, in the receipts."""

import io
from dataclasses import replace

import openpyxl
import pytest

from mangnon.documents.writing import write
from mangnon.documents.writing.model import Table, plain
from mangnon.documents.writing.receipt import mismatches
from mangnon.engine.forecast import Forecast
from mangnon.engine.monthly import Monthly
from mangnon.reports.consolidated import consolidated_report
from mangnon.reports.facts import Standing, Year
from mangnon.reports.pictures import draw
from mangnon.reports.wording import Wording
from mangnon.reports.workbook import consolidated_workbook
from tests.documents_writing.decree import departures

from .samples import ABUSED, FACTS, FRIENDLY, LEAVES, counted

OLD, LAST = "20231231-0001", "20241231-0001"
LEAF = replace(
    FRIENDLY,
    years=(
        Year(2022, Standing(None, "final", 60.0), ""),  # an agency stated it
        Year(2023, counted(75, 111, 100, ""), OLD, is_redefined=True),
        Year(2024, counted(80, 111, 100, ""), LAST),  # 72,07%
    ),
    ahead=Forecast("drift", 78.44, 74.05, 81.26, (2022, 2023, 2024)),
    monthly=Monthly("more", 2, 2, 1),
)
WITH_YEARS = replace(
    FACTS, leaves=(LEAF, *LEAVES[1:]), earlier={OLD: "ab" * 32, LAST: "cd" * 32}
)  # fmt: skip


@pytest.fixture(scope="module")
def say(layout):
    return Wording(WITH_YEARS, layout)


@pytest.fixture(scope="module")
def document(layout):
    return consolidated_report(WITH_YEARS, layout, draw(Wording(WITH_YEARS, layout)))


def test_what_is_behind_comes_with_last_year_the_monthly_need_and_the_forecast(say):
    assert plain(say.behind(LEAF)) == (
        "Chỉ tiêu 1. Tỷ lệ xã, phường, thị trấn đạt tiêu chuẩn phù hợp với trẻ em: 75,7%, kế"
        " hoạch từ 76,9% trở lên (chậm tiến độ). Năm 2024: 72,1%. Để đạt kế hoạch cần ít nhất"
        " 86/111 xã, phường, thị trấn, hiện có 84, cần thêm 2 xã. Cần thêm 1 xã mỗi tháng trong 2"
        " tháng còn lại. Dự báo cả năm: 78,4% (khoảng dự báo 95%: 74,1–81,3%). Địa bàn cách xa kế"
        " hoạch nhất: Huyện Bù Gia Mập (62,5%), Huyện Bù Đăng (68,8%)."
    )


def test_a_last_year_that_measured_another_thing_is_not_set_beside(say):
    redefined = replace(LEAF, years=(replace(LEAF.years[2], is_redefined=True),))
    assert "Năm 2024" not in plain(say.behind(redefined))


def test_without_years_there_is_no_annex_of_years_and_no_word_of_it(layout):
    plain_report = consolidated_report(FACTS, layout)
    assert len(plain_report.annexes) == 2
    assert "Năm 2024" not in str(plain_report)


def test_the_annexes_are_named_in_the_text_by_their_numbers(document):
    said = " ".join(plain(b.text) for b in document.blocks if hasattr(b, "text"))
    assert "Kết quả các năm trước và dự báo cả năm nêu tại Phụ lục III." in said
    assert "qua các năm và theo huyện, thị xã, thành phố tại Phụ lục IV." in said
    assert [annex.title.split(" ")[0] for annex in document.annexes] == [
        "Kết", "Kết", "Kết", "Biểu",
    ]  # fmt: skip


def test_the_annex_of_years_has_a_column_a_year_and_marks_what_is_not_comparable(document):
    (table,) = [block for block in document.annexes[2].blocks if isinstance(block, Table)]
    heads = [column.title for column in table.columns]
    assert heads[3:7] == ["Năm 2022", "Năm 2023", "Năm 2024", "Đến 31/10/2025"]
    assert [plain(cell) for cell in table.rows[0].cells][3:] == [
        "60,0", "67,6†", "72,1", "75,7", "", "≥ 76,9", "78,4 (74,1–81,3)",
    ]  # fmt: skip
    missing = [plain(cell) for cell in table.rows[4].cells]
    assert missing[0] == ABUSED.leaf
    assert missing[3:7] == ["…", "…", "…", "…"]
    assert sum(column.width_mm for column in table.columns) == pytest.approx(252)


def test_the_receipt_of_a_year_names_its_snapshot_and_one_that_was_stated_names_none(document):
    by_key = {receipt.key: receipt for receipt in document.receipt.figures}
    assert document.receipt.earlier == {OLD: "ab" * 32, LAST: "cd" * 32}
    last, stated = by_key["1_70_2024"], by_key["1_70_2022"]
    assert (last.year, last.snapshot, last.numerator, last.denominator) == (2024, LAST, 80, 111)
    assert last.shown == {"value": "72,1%", "number": "72,1"}
    assert (stated.year, stated.snapshot, stated.value) == (2022, "", 60.0)
    assert by_key["1_70"].shown["aheadinterval"] == "74,1–81,3%"


def test_the_report_with_years_keeps_the_decree_and_its_receipts(document, tmp_path):
    file = tmp_path / "report.docx"
    file.write_bytes(write(document))
    assert departures(file.read_bytes()) == []
    assert mismatches(file) == ()


def test_the_sheet_of_years_calculates_the_change_from_last_year(layout):
    content = consolidated_workbook(WITH_YEARS, layout)
    formulas = openpyxl.load_workbook(io.BytesIO(content))["Các năm"]
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Các năm"]
    heads = [cell.value for cell in formulas[4]]
    row = dict(zip(heads, (cell.value for cell in stored[5]), strict=True))
    assert row["Năm 2022"] == 60
    assert row["So với năm 2024"] == pytest.approx(100 * 4 / 111)
    assert (row["Dự báo cả năm"], row["Dự báo, cận dưới"]) == (78.44, 74.05)
    assert row["Mỗi tháng còn lại"] == "Cần thêm 1 xã mỗi tháng trong 2 tháng còn lại."
    assert formulas.cell(5, heads.index("So với năm 2024") + 1).value == "=G5-F5"
    assert formulas["G5"].value == "='Phụ lục I'!G6"
    assert formulas["E5"].number_format.endswith('"†"')
    without = dict(zip(heads, (cell.value for cell in stored[9]), strict=True))
    assert (without["Năm 2024"], without["So với năm 2024"]) == ("…", None)


def test_without_years_there_is_no_sheet_of_years(layout):
    book = openpyxl.load_workbook(io.BytesIO(consolidated_workbook(FACTS, layout)))
    assert "Các năm" not in book.sheetnames
