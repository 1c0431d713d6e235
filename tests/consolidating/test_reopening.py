"""A sent report is opened again with a reason; what its sources did since is shown on its page."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document

from mangnon.core.models import AuditEntry, Refused, User
from mangnon.reports.consolidating.arranging import decide, edit, take_all
from mangnon.reports.consolidating.changed import changed_since
from mangnon.reports.consolidating.reopening import reopen
from mangnon.reports.consolidating.sending import give_back, hand_in, in_the_way, send
from mangnon.reports.consolidating.taking_in import take_in
from mangnon.reports.models import ConsolidatedPassage, Report, Submission
from mangnon.reports.submissions.receiving import lock, return_it, unlock
from mangnon.ui.context import now

from .conftest import TODAY

pytestmark = pytest.mark.django_db
REASON = "Sai số liệu của Phường Thác Mơ."


@pytest.fixture
def third(make_user, province):
    """Who neither wrote nor signed: the one who may open a report again."""
    return make_user("focal_office", province, "nguoi-thu-ba")


@pytest.fixture
def source(owe, accept):
    return accept(owe("25216"), {"results": "Dạy bơi 40 trẻ em."})


@pytest.fixture
def sent(own, source, waiting, officer, colleague):
    """The report as number 15 sent it; `Submission`, read anew."""
    report = waiting()
    return _send(own, report, colleague, "15/BC-SYT")


def _send(own, report, by, number):
    send(own.pk, number=number, signed_on=TODAY, seen_at=report.changed_at, by=by, now=now())
    return Submission.objects.get(pk=report.pk)


def _reopen(report, by, *, key=None, reason=REASON, seen_at=None):
    return reopen(
        report.obligation_id, reason, key=key or uuid4(), seen_at=seen_at or report.changed_at,
        by=by, now=now(),
    )  # fmt: skip


def _step(step, found, by, *reason):
    found = Submission.objects.get(pk=found.pk)
    return step(found.pk, *reason, key=uuid4(), seen_at=found.changed_at, by=by, now=now())


@pytest.mark.usefixtures("english")
def test_only_what_was_sent_is_opened_again(own, source, waiting, third):
    with pytest.raises(Refused, match="was not sent yet"):
        _reopen(waiting(), third)


@pytest.mark.usefixtures("english")
def test_where_a_third_person_is_who_wrote_or_signed_it_does_not_open_it_again(
    sent, officer, colleague, third
):
    for by in (officer, colleague):
        with pytest.raises(Refused, match=f"neither wrote nor signed it opens it again: {third}"):
            _reopen(sent, by)


@pytest.mark.usefixtures("english")
def test_in_an_office_of_two_the_signer_opens_it_again_and_the_writer_does_not(
    sent, officer, colleague, make_user, elsewhere
):
    make_user("focal_office", elsewhere, "tinh-khac")
    with pytest.raises(Refused, match=f"{colleague}, who signed it, opens it again"):
        _reopen(sent, officer)
    assert _reopen(sent, colleague).state == "returned"


@pytest.mark.usefixtures("english")
def test_where_nobody_is_left_to_open_it_again_that_is_said(sent, officer, colleague, make_user):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    with pytest.raises(Refused, match="Nobody of your office may open it again"):
        _reopen(sent, officer)


def test_who_signed_it_in_an_office_of_two_is_asked_on_the_page(own, sent, colleague, client):
    client.force_login(colleague)
    address = reverse("reports:consolidation-reopen", args=[own.pk])
    assert address in client.get(reverse("reports:consolidation", args=[own.pk])).content.decode()


@pytest.mark.usefixtures("english")
def test_what_changed_since_it_was_opened_is_not_opened_again(sent, third):
    with pytest.raises(Refused, match="Somebody has changed"):
        _reopen(sent, third, seen_at=sent.changed_at - datetime.timedelta(seconds=1))


def test_opened_again_with_a_reason_its_sources_stay_locked(sent, source, third):
    key = uuid4()
    first = _reopen(sent, third, key=key)
    assert _reopen(sent, third, key=key).pk == first.pk
    (step,) = first.steps.filter(kind="unlocked")
    assert (step.by, step.text) == (third, REASON)
    entry = AuditEntry.objects.get(action="submission.unlock")
    assert entry.details["reason"] == REASON
    source.refresh_from_db()
    assert (first.state, first.version, source.state) == ("returned", 1, "locked")
    assert first.versions.get().number == "15/BC-SYT"


def test_the_new_version_takes_the_place_of_the_one_before(
    own, sent, third, officer, colleague, leader, client
):
    client.force_login(officer)
    before = sent.versions.get()
    _reopen(sent, third)
    passage = ConsolidatedPassage.objects.get()
    edit(
        own.pk, passage.pk, text="Dạy bơi 45 trẻ em.", placed_in="results", place=1,
        seen_at=passage.changed_at, by=officer,
    )  # fmt: skip
    report = Submission.objects.get(pk=sent.pk)
    hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    report.refresh_from_db()
    back = give_back(
        own.pk, "Sửa câu.", seen_at=report.changed_at, by=colleague, now=now()
    )  # fmt: skip
    assert back.state == "returned"
    hand_in(own.pk, seen_at=back.changed_at, by=officer, now=now())
    report.refresh_from_db()
    report = _send(own, report, colleague, "18/BC-SYT")
    page = client.get(reverse("reports:consolidations")).content.decode()
    assert "số 18/BC-SYT ngày 15/11/2025, bản 2" in page
    client.force_login(leader)
    page = client.get(reverse("reports:submission", args=[report.pk])).content.decode()
    assert f"Ký ngày 15/11/2025: {colleague}" in page
    assert reverse("reports:submission-differences", args=[report.pk]) not in page
    first, second = report.versions.all()
    assert (report.state, report.number, report.version) == ("sent", "18/BC-SYT", 2)
    assert first == before
    assert first.content["sections"][0]["text"].endswith("Dạy bơi 40 trẻ em.")
    assert second.content["sections"][0]["text"].endswith("Dạy bơi 45 trẻ em.")
    built = Report.objects.get(docx_sha256=second.docx_sha256)
    words = [p.text.replace("\xa0", " ") for p in Document(built.docx_file).paragraphs]
    assert "Báo cáo này thay thế Báo cáo số 15/BC-SYT ngày 15/11/2025." in words
    assert Report.objects.filter(docx_sha256=first.docx_sha256).exists()


@pytest.mark.usefixtures("english")
def test_a_number_of_a_former_version_is_on_no_other_report(
    own, sent, third, officer, owe, run, accept, health, province, colleague
):
    other = accept(owe(province, health, period="half_year"), {"results": "Tốt."})
    versions = other.versions.all()
    Submission.objects.filter(pk=other.pk).update(number="99/BC")
    _reopen(sent, third)
    assert versions.get().number == "1/BC"
    report = Submission.objects.get(pk=sent.pk)
    Submission.objects.filter(pk=sent.pk).update(state="submitted")
    with pytest.raises(Refused, match="on another report"):
        _send(own, report, colleague, "1/BC")


def test_a_source_unlocked_since_is_named_though_nothing_was_returned(sent, source, third, officer):
    assert changed_since(sent, officer) == []
    _step(unlock, source, third, "Đếm lại.")
    (one,) = changed_since(sent, officer)
    assert (one.source, one.version, one.because, one.by) == (source, 1, "Đếm lại.", third)
    assert not one.is_sent_anew
    _step(return_it, source, third, "Sửa.")
    assert len(changed_since(sent, officer)) == 1


def test_locked_again_unchanged_it_is_no_longer_named(sent, source, third, officer):
    _step(unlock, source, third, "Nhầm.")
    _step(lock, source, third)
    assert changed_since(sent, officer) == []


def test_sent_anew_it_is_named_until_the_report_is_sent_anew(
    own, sent, source, third, officer, colleague, accept
):
    _step(unlock, source, third, "Đếm lại.")
    accept(source.obligation, {"results": "Dạy bơi 41 trẻ em."})
    (one,) = changed_since(sent, officer)
    assert one.is_sent_anew
    _reopen(sent, third)
    assert in_the_way(sent, officer)
    take_in(own.pk, by=officer)
    for passage in ConsolidatedPassage.objects.filter(source__version=1):
        decide(own.pk, passage.pk, "left_out", seen_at=passage.changed_at, by=officer)
    take_all(own.pk, "results", by=officer)
    report = Submission.objects.get(pk=sent.pk)
    hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    report.refresh_from_db()
    report = _send(own, report, colleague, "18/BC-SYT")
    assert changed_since(report, officer) == []


def test_the_page_names_what_changed_and_opens_the_report(own, sent, source, third, client):
    _step(unlock, source, third, "Đếm lại.")
    client.force_login(third)
    page = client.get(reverse("reports:consolidation", args=[own.pk]))
    text = " ".join(page.content.decode().split())
    assert "đã thay đổi" in text
    assert "Phường Thác Mơ" in text
    assert "Đếm lại." in text
    told = {"key": uuid4(), "seen_at": sent.changed_at.isoformat(), "reason": ""}
    address = reverse("reports:consolidation-reopen", args=[own.pk])
    assert client.post(address, told).status_code == 422
    assert client.post(address, told | {"reason": REASON}).status_code == 302
    text = client.get(reverse("reports:consolidation", args=[own.pk])).content.decode()
    assert REASON in text
    assert Submission.objects.get(pk=sent.pk).state == "returned"


def test_who_may_not_open_it_is_not_asked(own, sent, client, officer):
    client.force_login(officer)
    page = client.get(reverse("reports:consolidation", args=[own.pk])).content.decode()
    assert reverse("reports:consolidation-reopen", args=[own.pk]) not in page
    assert "là người ký, mở lại báo cáo" in page
