"""The pages of reports: begun from what is owed, written, sent, received, listed."""

import datetime
import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from mangnon.core.models import AuditEntry, Refused, Unit
from mangnon.reports.models import Obligation, Submission
from mangnon.reports.submissions import receiving
from mangnon.reports.submissions.receiving import answer
from mangnon.reports.submissions.sending import sign_and_send
from mangnon.reports.submissions.writing import begin, write_section
from mangnon.ui.context import now

from .conftest import TODAY, fresh, receive, send, signed, submit

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def at(name, submission, *more):
    return reverse(f"reports:submission{name}", args=[submission.pk, *more])


def seen(submission, **more):
    told = {"key": str(uuid4()), "seen_at": fresh(submission).changed_at.isoformat()}
    return told | more


def test_from_what_is_owed_to_the_sent_document(client, owed, keeper, chair, run, untouched):
    client.force_login(keeper)
    answer = client.post(reverse("reports:submission-begin", args=[owed.pk]))
    report = Submission.objects.get()
    assert answer.url == at("", report)
    shown = client.get(at("", report)).content.decode()
    for words in ("100,0%", "2025-10-31-0001", "Trình lãnh đạo", "triển khai Kế hoạch"):
        assert words in shown
    section = report.sections.get(key="directions")
    write = at("-section", report, "directions")
    told = {"seen_at": section.changed_at.isoformat(), "text": "- Mở lớp bơi\r\n- Kiến nghị"}
    assert client.post(write, told).status_code == 302
    correct = at("-correct", report, "1")
    assert client.post(correct, seen(report, value="98,5")).status_code == 422
    client.post(correct, seen(report, value="98,5", because="Sổ ghi thiếu"))
    expect = at("-expect", report, "1")
    client.post(expect, seen(report, value="99", how="Theo tiến độ"))
    draft = Document(io.BytesIO(client.get(at("-docx", report)).content))
    assert "Dự thảo, chưa ký, chưa gửi" in draft.sections[0].footer.paragraphs[0].text
    assert client.post(at("-submit", report), seen(report)).status_code == 302
    client.force_login(chair)
    assert "Chờ anh/chị ký" in client.get(at("", report)).content.decode()
    form = client.get(at("-sign", report)).context["form"]
    told = {name: form[name].value() or "" for name in form.fields} | {"number": "7"}
    told["on"] = f"{TODAY:%d/%m/%Y}"
    assert client.post(at("-sign", report), seen(report) | told | seen(report)).status_code == 302
    sent = client.get(at("-docx", report) + "?version=1")
    text = "\n".join(p.text for p in Document(io.BytesIO(sent.content)).paragraphs)
    text = text.replace("\xa0", " ")
    assert "Chỉ tiêu 1: hệ thống tính 100,0%; điều chỉnh thành 98,5%" in text
    assert "ước thực hiện cả kỳ 99,0%; cách ước: Theo tiến độ" in text
    assert "Mở lớp bơi" in text
    page = client.get(at("", report)).content.decode()
    assert report.versions.get().docx_sha256 in page
    assert "07/BC-UBND" in page
    assert AuditEntry.objects.filter(action="submission.download").count() == 2


def test_who_opened_a_section_later_keeps_their_text_on_the_page(client, report, keeper, make_user):
    section = report.sections.get(key="situation")
    other = make_user("commune_officer", report.unit, "can-bo-2")
    write_section(report.pk, "situation", "Bản của họ", seen_at=section.changed_at, by=other)
    client.force_login(keeper)
    write = at("-section", report, "situation")
    told = {"seen_at": section.changed_at.isoformat(), "text": "Bản của tôi"}
    answer = client.post(write, told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản của họ" in page
    assert "Bản của tôi" in page
    told["seen_at"] = answer.context["form"]["seen_at"].value()
    assert client.post(write, told).status_code == 302
    assert report.sections.get(key="situation").text == "Bản của tôi"


def test_the_receiver_comments_and_the_body_answers(client, sent, officer, keeper):
    client.force_login(officer)
    page = client.get(at("", sent)).content.decode()
    assert "Tiếp nhận báo cáo" in page
    told = {"key": str(uuid4()), "seen_version": "1", "about": "f:1", "text": "Đối chiếu lại"}
    assert client.post(at("-comment", sent), told).status_code == 302
    assert client.post(at("-comment", sent), told | {"about": "f:77"}).status_code == 422
    client.post(at("-return", sent), seen(sent))
    client.force_login(keeper)
    page = client.get(at("", sent)).content.decode()
    assert "Đối chiếu lại" in page
    assert "Chỉ tiêu 1" in page
    comment = sent.comments.get()
    told = {"key": str(uuid4()), "text": "Đã đối chiếu"}
    assert client.post(at("-answer", sent, comment.pk), told).status_code == 302
    section = sent.sections.get(key="directions")
    write_section(sent.pk, "directions", "Lời mới", seen_at=section.changed_at, by=keeper)
    changed = client.get(at("-differences", sent)).content.decode()
    assert "<ins>Lời" in changed
    assert client.get(at("-differences", sent) + "?version=7").status_code == 404


def test_a_signed_copy_stands_beside_what_was_sent(client, sent, chair, officer):
    client.force_login(chair)
    file = SimpleUploadedFile("da-ky.pdf", PDF, "application/pdf")
    answer = client.post(at("-copies", sent), {"copies": file})
    assert answer.status_code == 302, answer.context["wrong"].errors
    assert client.post(at("-copies", sent), {}).status_code == 422
    client.force_login(officer)
    assert "da-ky.pdf" in client.get(at("", sent)).content.decode()
    assert client.get(reverse("upload", args=[sent.signed_copies.get().pk])).status_code == 200


def test_what_is_refused_stands_on_the_page(client, sent, officer, owe, ward, keeper):
    client.force_login(officer)
    receive("accept", sent, officer)
    answer = client.post(at("-accept", sent), seen(sent))
    assert answer.status_code == 422
    assert "Đã tiếp nhận" in answer.content.decode()
    gone = owe(
        ward, period="half_year", withdrawn_by=officer, withdrawn_at=now(), withdrawn_because="Nhầm"
    )
    client.force_login(keeper)
    begun = client.post(reverse("reports:submission-begin", args=[gone.pk]), follow=True)
    assert "Nhầm" in begun.content.decode()


def test_nobody_else_s_report_is_found(client, report, make_user, officer):
    for person in (make_user("commune_officer", Unit.objects.get(code="25217")), officer):
        client.force_login(person)
        assert client.get(at("", report)).status_code == 404
        assert client.get(at("-docx", report)).status_code == 404


def test_the_list_filters_and_pages_with_few_statements(
    client, plan, officer, keeper, ward, django_assert_max_num_queries
):
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(n) for n in range(55)]
    obligations = Obligation.objects.bulk_create(
        Obligation(
            unit=ward, plan=plan, period="ad_hoc", period_from=day, period_to=day, due_on=day,
            counted_until=day, title=f"Báo cáo {day}", asked_by=officer, asked_at=now(),
        )
        for day in days
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(obligation=one, unit=ward, drafted_by=keeper, drafted_at=now())
        for one in obligations
    )
    client.force_login(keeper)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("reports:submissions"))
    assert len(page.context["submissions"]) == 50
    rest = client.get(reverse("reports:submissions") + f"?{page.context['next']}")
    assert len(rest.context["submissions"]) == 5
    late = client.get(reverse("reports:submissions"), {"late": "1", "year": "2024"})
    assert len(late.context["submissions"]) == 50
    none = client.get(reverse("reports:submissions"), {"state": "sent", "period": "year"})
    assert "Chưa có báo cáo nào" in none.content.decode()


def test_the_page_takes_few_statements(
    client, sent, officer, keeper, django_assert_max_num_queries
):
    client.force_login(officer)
    with django_assert_max_num_queries(24):
        client.get(at("", sent))


def test_a_comment_on_an_older_version_says_so_and_waits_for_an_answer(
    client, sent, officer, keeper, chair
):
    client.force_login(officer)
    form = client.get(at("", sent)).context["comment_form"]
    told = {"key": str(uuid4()), "seen_version": form["seen_version"].value(), "text": "Ghi số lớp"}
    receive("return_it", sent, officer, "Thiếu")
    receiving.answer(sent.pk, sent.comments.get().pk, "Rồi", key=uuid4(), by=keeper, now=now())
    section = sent.sections.get(key="funding")
    write_section(sent.pk, "funding", "Đã chi", seen_at=section.changed_at, by=keeper)
    submit(sent, keeper)
    send(sent, chair, 18)
    for key in ("funding", "directions"):
        more = told | {"key": str(uuid4()), "about": f"s:{key}"}
        assert client.post(at("-comment", sent), more).status_code == 302
    comments = client.get(at("", sent)).context["comments"]
    assert [(c.section, c.version, c.is_changed) for c in comments[1:]] == [
        ("funding", 1, True), ("directions", 1, False),
    ]  # fmt: skip
    assert "đã thay đổi từ đó" in client.get(at("", sent)).content.decode()
    wrong = told | {"key": str(uuid4()), "seen_version": "3"}
    assert client.post(at("-comment", sent), wrong).status_code == 422
    assert receive("return_it", sent, officer, "").state == "returned"
    with pytest.raises(Refused, match="còn 2 ý kiến"):
        submit(sent, keeper)


def test_a_second_version_shows_what_changed(client, sent, officer, keeper, chair):
    receive("return_it", sent, officer, "Thiếu")
    comment = sent.comments.get()
    client.force_login(keeper)
    client.post(at("-answer", sent, comment.pk), {"key": str(uuid4()), "text": "Đã sửa"})
    section = sent.sections.get(key="funding")
    write_section(sent.pk, "funding", "Không phát sinh", seen_at=section.changed_at, by=keeper)
    submit(sent, keeper)
    send(sent, chair, 18)
    page = client.get(at("-differences", sent), {"version": "2"}).content.decode()
    assert "Từ bản 1 đến bản 2" in page
    assert begin(sent.obligation_id, by=keeper, today=TODAY, now=now()).pk == sent.pk


def test_the_next_document_bears_symbol_and_place_of_the_last(
    client, report, officer, keeper, chair
):
    submit(report, keeper)
    of = signed(7, symbol="UBND-VX", place="Phước Long")
    told = {"seen_at": fresh(report).changed_at, "by": chair, "today": TODAY, "now": now()}
    sign_and_send(report.pk, of, key=uuid4(), **told)
    receive("return_it", report, officer, "Thiếu")
    answer(report.pk, report.comments.get().pk, "Đã sửa", key=uuid4(), by=keeper, now=now())
    submit(report, keeper)
    client.force_login(chair)
    form = client.get(at("-sign", report)).context["form"]
    assert (form["symbol"].value(), form["place"].value()) == ("UBND-VX", "Phước Long")
