"""The reports of the periods, built from frozen figures, proved, and found forged."""

import json
import re
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.documents.writing.receipt import Receipt, read_receipt, to_xml
from mangnon.reports.models import Report
from mangnon.reports.services import build_report, run_to_report
from mangnon.reports.verification import verify_report
from tests import small_province
from tests.small_reform import MERGED, reform

from .conftest import LAST_END, MID, MID_BEFORE

pytestmark = pytest.mark.django_db


def build(run, by, kind, out, **more):
    return build_report(year=2025, kind=kind, run=run, by=by, out=out, **more)


def text_of(file):
    with zipfile.ZipFile(file) as package:
        content = package.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", content, re.DOTALL)
    found = "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)<", one)) for one in paragraphs)
    return found.replace("\xa0", " ")


def forged_receipt(file, change):
    receipt = json.loads(read_receipt(file).to_json())
    change(receipt["figures"])
    forged = file.with_name("forged.docx")
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(forged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name.startswith("customXml/item") and b"urn:mangnon:receipt" in content[:300]:
                content = to_xml(Receipt.from_json(json.dumps(receipt)))
            bad.writestr(name, content)
    return forged


@pytest.mark.parametrize("kind", ["half-year", "five-year"])
def test_a_leader_may_not_build(freeze_day, leader, kind, tmp_path):
    run = freeze_day(MID)
    with pytest.raises(PermissionDenied):
        build(run, leader, kind, tmp_path)
    assert not Report.objects.exists()


def test_a_half_year_stands_on_figures_of_its_half(freeze_day, officer, tmp_path):
    autumn = freeze_day(small_province.TODAY)
    with pytest.raises(Refused, match="01/01/2025"):
        run_to_report(officer, "half-year", 2025)
    with pytest.raises(Refused, match="30/06/2025"):
        build(autumn, officer, "half-year", tmp_path)
    mid = freeze_day(MID)
    assert run_to_report(officer, "half-year", 2025) == mid
    assert run_to_report(officer, "five-year", 2025) == autumn


def test_the_half_year_says_pace_last_year_and_estimate_and_is_proved(
    freeze_day, officer, tmp_path
):
    freeze_day(MID_BEFORE)
    freeze_day(LAST_END)
    built = build(freeze_day(MID), officer, "half-year", tmp_path)
    said = text_of(built.docx)
    assert "6 tháng đầu năm 2025" in said
    # Under five on 30/6/2024: born 1/2024 yes, 6/2023 yes, 3/2022 no, 31/10/2020 no, 1/11/2020 yes.
    assert "Đến hết 6 tháng đầu năm 2025, mục tiêu cả năm từ 99% trở lên" in said
    assert "Cùng kỳ năm 2024 (đến ngày 30/06/2024): 60,0%." in said
    assert "ước thực hiện cả năm" in said.lower()
    assert "So với mục tiêu quốc gia đến năm 2025" in said
    checked = verify_report(built.docx, by=officer)
    assert checked.differences == ()
    book = openpyxl.load_workbook(built.xlsx)
    assert {"Sáu tháng", "Quốc gia"} <= set(book.sheetnames)
    row = next(r for r in book["Sáu tháng"].iter_rows() if r[0].value == "14")
    assert row[6].value == f"=F{row[0].row}-E{row[0].row}"

    def halve(figures):
        before = next(one for one in figures if one["key"] == "14_70_20240630")
        before["numerator"] -= 1

    differences = verify_report(forged_receipt(built.docx, halve), by=officer).differences
    assert [(d.where, d.what) for d in differences] == [("14_70_20240630", "numerator")]


def test_the_five_years_stand_side_by_side_and_are_proved(freeze_day, officer, tmp_path):
    freeze_day(LAST_END)
    built = build(freeze_day(small_province.TODAY), officer, "five-year", tmp_path)
    said = text_of(built.docx)
    assert "giai đoạn 2021-2025" in said
    assert "Chưa có số liệu được chốt hoặc được báo cáo của năm: 2021, 2022, 2023." in said
    assert "Đến nay so với năm 2024" in said
    assert verify_report(built.docx, by=officer).differences == ()
    assert "Năm năm" in openpyxl.load_workbook(built.xlsx).sheetnames


def test_the_years_before_a_reform_are_moved_to_the_units_of_the_report(
    freeze_day, officer, tmp_path
):
    freeze_day(LAST_END)
    run = freeze_day(small_province.TODAY)
    reform()
    built = build(run, officer, "five-year", tmp_path, units_on=MERGED)
    said = text_of(built.docx)
    assert "cộng trọn các đơn vị cũ" in said
    assert "Đơn vị hành chính thay đổi vào các ngày 01/07/2025" in said
    assert verify_report(built.docx, by=officer).differences == ()
