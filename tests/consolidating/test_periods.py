"""The consolidated report of half a year and of five years, each in its own layout."""

import datetime

import pytest
from docx import Document

from mangnon.core.models import Refused
from mangnon.indicators.services import compute_run
from mangnon.reports.consolidating.arranging import take_all
from mangnon.reports.consolidating.disagreements import disagreements_of, explain
from mangnon.reports.consolidating.kinds import kind_of
from mangnon.reports.consolidating.sending import build_draft
from mangnon.reports.consolidating.taking_in import begin, take_figures
from mangnon.reports.models import Obligation, Report
from mangnon.reports.verification import verify_report
from mangnon.snapshots.services import take_snapshot
from mangnon.ui.context import now
from tests import small_province

from .conftest import figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DAY, MID = small_province.TODAY, datetime.date(2025, 6, 30)
HALF = {
    "period": "half_year", "period_from": datetime.date(2025, 1, 1), "period_to": MID,
}  # fmt: skip
SECOND = {
    "period": "half_year", "period_from": datetime.date(2025, 7, 1),
    "period_to": datetime.date(2025, 12, 31),
}  # fmt: skip
AT_ONCE = {
    "period": "ad_hoc", "period_from": datetime.date(2025, 9, 1),
    "period_to": datetime.date(2025, 11, 10), "title": "Báo cáo nhanh {2025} về đuối nước",
}  # fmt: skip
FIVE = {
    "period": "five_years", "period_from": datetime.date(2021, 1, 1),
    "period_to": datetime.date(2025, 12, 31),
}  # fmt: skip


@pytest.fixture
def plan(province, officer, settings, folders):
    settings.TODAY, settings.HOME = DAY, folders
    return small_province.fill(province, officer)


@pytest.fixture
def run_of(plan, officer):
    return lambda day: compute_run(take_snapshot(day, by=officer), by=officer)


@pytest.fixture
def built(owe, accept, schools, health, province, officer):
    """Take in the one body's report, explain its figure and build; the record of the files."""

    def make(run, period):
        own = owe(province, health, consolidates=True, **period)
        told = figure("1", "70", 60.0, corrected=75.0, because="Thêm một xã.", by="Lê An")
        accept(owe(province, schools, **period), {"results": "Mở 12 lớp bơi."}, [told])
        report = begin(own.pk, run, by=officer, now=now())
        take_all(own.pk, "results", by=officer)
        (one,) = disagreements_of(report, officer)
        explain(own.pk, one.source.pk, "1", "Số của ngành.", by=officer, now=now())
        return build_draft(own.pk, by=officer, today=DAY)

    return make


def text_of(report):
    document = Document(report.docx_file)
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return " ".join([*(p.text for p in document.paragraphs), *cells]).replace("\xa0", " ")


def test_half_a_year_tells_its_pace_last_year_and_what_the_year_may_come_to(
    built, run_of, officer, owe, province, health
):
    run_of(datetime.date(2024, 6, 30))
    report = built(run_of(MID), HALF)
    text = text_of(report)
    assert report.kind == Report.Kind.HALF_YEAR
    assert "hết 6 tháng đầu năm 2025" in text
    assert "Cùng kỳ năm 2024" in text
    assert "ước thực hiện" in text.casefold()
    assert "Sở Giáo dục và Đào tạo: Mở 12 lớp bơi." in text
    assert "Bảng 2. Số liệu báo cáo khác số liệu tính từ hệ thống" in text
    assert verify_report(report.docx_file, by=officer).differences == ()
    october = run_of(DAY)
    own = Obligation.objects.get(consolidates=True)
    with pytest.raises(Refused, match="01/01/2025 to 30/06/2025"):
        take_figures(own.pk, october, by=officer)


def test_five_years_tell_the_series(built, run_of, officer):
    run_of(datetime.date(2024, 12, 31))
    report = built(run_of(DAY), FIVE)
    text = text_of(report)
    assert report.kind == Report.Kind.FIVE_YEAR
    assert "công tác trẻ em giai đoạn 2021-2025" in text
    assert "Mở 12 lớp bơi." in text
    assert "Bảng 2. Số liệu báo cáo khác số liệu tính từ hệ thống" in text
    assert verify_report(report.docx_file, by=officer).differences == ()


def test_the_second_half_year_is_told_by_its_own_name(
    built, run_of, officer, owe, province, health
):
    june = run_of(MID)
    report = built(run_of(DAY), SECOND)
    text = text_of(report)
    assert report.kind == Report.Kind.SECOND_HALF
    assert "Kết quả thực hiện công tác trẻ em 6 tháng cuối năm 2025" in text
    assert "chỉ tiêu tính theo năm là số lũy kế từ đầu năm" in text
    assert "Trong kỳ, hệ thống không ghi nhận khó khăn" in text
    assert "công tác trẻ em năm 2025" not in text
    assert "nhiệm vụ giao các cơ quan, địa phương" in text.casefold()
    assert "Sở Giáo dục và Đào tạo: Mở 12 lớp bơi." in text
    assert verify_report(report.docx_file, by=officer).differences == ()
    own = Obligation.objects.get(consolidates=True)
    with pytest.raises(Refused, match="01/07/2025 to 31/12/2025"):
        take_figures(own.pk, june, by=officer)


def test_a_report_asked_for_at_once_tells_its_days_and_what_was_asked(built, run_of, officer):
    june = run_of(MID)
    report = built(run_of(DAY), AT_ONCE)
    text = text_of(report)
    assert report.kind == Report.Kind.AD_HOC
    days = "từ ngày 01/09/2025 đến ngày 10/11/2025"
    assert f"Kết quả thực hiện công tác trẻ em {days}" in text
    assert f"{days} theo yêu cầu “Báo cáo nhanh {{2025}} về đuối nước”" in text
    assert "công tác trẻ em năm 2025" not in text
    assert verify_report(report.docx_file, by=officer).differences == ()
    own = Obligation.objects.get(consolidates=True)
    with pytest.raises(Refused, match="01/09/2025 to 10/11/2025"):
        take_figures(own.pk, june, by=officer)


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ({"period": "year", "period_to": DAY}, "consolidated"),
        ({"period": "ad_hoc", "period_from": MID, "period_to": DAY}, "ad-hoc"),
        ({"period": "half_year", "period_to": MID}, "half-year"),
        ({"period": "half_year", "period_to": datetime.date(2025, 12, 31)}, "second-half"),
        ({"period": "five_years", "period_to": DAY}, "five-year"),
    ],
)
def test_a_period_has_its_layout(period, kind):
    assert kind_of(Obligation(**period)).kind == kind
