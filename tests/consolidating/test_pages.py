"""The pages of a consolidated report: what they show, and that they say what is refused."""

import pytest
from django.urls import reverse

from mangnon.reports.consolidating.arranging import of_section
from mangnon.reports.models import ConsolidatedPassage, Submission

from .conftest import figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(owe, accept, schools, province):
    owe("25270")
    told = figure("1", "70", 60.0, corrected=70.0, because="Thêm một xã.", by="Lê An")
    accept(owe(province, schools), {"results": "Mở 12 lớp bơi.\nTốt cả."}, [told])
    return accept(owe("25216"), {"results": "Dạy bơi 40 trẻ em.\nTốt cả."})


def address(name, own, *more):
    return reverse(f"reports:consolidation{name}", args=[own.pk, *more])


def test_the_list_leads_to_the_page_and_the_page_begins_the_report(own, sources, client, officer):
    client.force_login(officer)
    assert address("", own) in client.get(reverse("reports:consolidations")).content.decode()
    assert reverse("reports:consolidations") in client.get(reverse("reports:list")).content.decode()
    page = client.get(address("", own)).content.decode()
    assert "Thị trấn Lộc Ninh</a>: 5 ngày" in " ".join(page.split())
    assert client.post(address("-begin", own)).status_code == 302
    assert Submission.objects.get(obligation=own).passages.count() == 4


def test_the_bodies_are_narrowed(own, sources, client, officer):
    client.force_login(officer)
    late = client.get(address("-bodies", own), {"stands": "late"}).content.decode()
    assert "Lộc Ninh" in late
    assert "Thác Mơ" not in late


def test_paragraphs_are_taken_and_edited_on_the_page(own, sources, begun, client, officer):
    report = begun()
    client.force_login(officer)
    page = client.get(address("-section", own, "results")).content.decode()
    assert "Trùng với Sở Giáo dục và Đào tạo" in page
    one = of_section(report, "results", officer)[0]
    told = {"seen_at": one.changed_at.isoformat(), "state": "taken"}
    answer = client.post(address("-decide", own, one.pk), told)
    assert answer.status_code == 302
    assert client.post(address("-decide", own, one.pk), told).status_code == 422
    one.refresh_from_db()
    words = {
        "seen_at": one.changed_at.isoformat(), "text": "Mở 12 lớp.", "placed_in": "results",
        "place": "2",
    }  # fmt: skip
    assert client.post(address("-passage", own, one.pk), words).status_code == 302
    assert ConsolidatedPassage.objects.get(pk=one.pk).text == "Mở 12 lớp."
    assert client.post(address("-take-all", own, "results")).status_code == 302
    assert client.post(address("-leave-out", own, "results")).status_code == 302
    left = client.get(address("-section", own, "results"), {"show": "left_out"}).content.decode()
    assert "Tốt cả" in left
    assert "Dạy bơi" not in left


def test_a_figure_told_otherwise_is_explained_on_the_page(own, sources, begun, client, officer):
    begun()
    client.force_login(officer)
    page = client.get(address("-figures", own)).content.decode()
    assert "Lê An hiệu đính: Thêm một xã." in page
    version = Submission.objects.get(organisation__name__startswith="Sở Giáo").versions.get()
    explain = address("-explain", own, version.pk, "1")
    assert client.post(explain, {"text": ""}).status_code == 422
    assert client.post(explain, {"text": "Số của ngành."}).status_code == 302
    assert "Số của ngành." in client.get(address("-figures", own)).content.decode()


def test_what_stands_in_the_way_is_said_and_no_one_signs_their_own(
    own, sources, waiting, client, officer, colleague
):
    client.force_login(officer)
    client.post(address("-begin", own))
    page = client.get(address("", own))
    assert "Số đoạn chưa xem: 4" in page.content.decode()
    seen = Submission.objects.get(obligation=own).changed_at.isoformat()
    assert client.post(address("-hand-in", own), {"seen_at": seen}).status_code == 422
    report = waiting()
    page = client.get(address("", own)).content.decode()
    assert address("-send", own) not in page
    told = {"seen_at": report.changed_at.isoformat(), "number": "1/BC", "signed_on": "15/11/2025"}
    assert client.post(address("-send", own), told).status_code == 422
    client.force_login(colleague)
    assert address("-send", own) in client.get(address("", own)).content.decode()
    back = {"seen_at": report.changed_at.isoformat(), "reason": "Thiếu."}
    assert client.post(address("-return", own), back).status_code == 302
    assert "Thiếu." in client.get(address("", own)).content.decode()


def test_pages_ask_a_few_statements(
    own, sources, begun, client, officer, django_assert_max_num_queries
):
    begun()
    client.force_login(officer)
    with django_assert_max_num_queries(60):
        client.get(address("", own))
    with django_assert_max_num_queries(20):
        client.get(address("-section", own, "results"))
