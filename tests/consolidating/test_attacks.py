"""What a hostile or hurried person tries with a consolidated report."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from mangnon.core.models import Refused
from mangnon.reports.consolidating.arranging import take_all, write_own_words
from mangnon.reports.consolidating.disagreements import disagreements_of, explain
from mangnon.reports.consolidating.sending import hand_in
from mangnon.reports.models import FigureExplanation, Report, Submission
from mangnon.ui.context import now
from tests.conftest import placed

from .conftest import TODAY, figure
from .test_sending import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def source(owe, accept):
    return accept(owe("25216"), {"results": "Dạy bơi 40 trẻ em."})


@pytest.fixture
def handed_in(own, source, begun, officer):
    def make():
        report = begun()
        take_all(own.pk, "results", by=officer)
        report.refresh_from_db()
        return hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())

    return make


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_who_receives_nothing_reads_the_sent_report_and_no_draft(
    client, own, handed_in, colleague, make_user, province, role
):
    reader = make_user(role, province, "nguoi-doc")
    client.force_login(reader)
    report = handed_in()
    page = reverse("reports:submission", args=[report.pk])
    built = Report.objects.get().pk
    files = [reverse(f"reports:{kind}", args=[built]) for kind in ("docx", "xlsx")]
    assert client.get(page).status_code == 404
    assert [client.get(file).status_code for file in files] == [404, 404]
    assert client.get(reverse("reports:list")).context["reports"].count() == 0
    post(own, report, colleague)
    assert client.get(page).status_code == 200
    assert client.get(page.rstrip("/") + "/docx?version=1").status_code == 200
    assert client.get(page + "differences/").status_code == 404
    assert client.get(reverse("reports:list")).context["reports"].count() == 1


def test_an_agency_reads_no_draft_that_holds_the_words_of_others(
    client, handed_in, make_user, province, schools
):
    handed_in()
    client.force_login(placed(make_user("agency_focal_point", province, "giao-duc"), schools))
    assert client.get(reverse("reports:list")).context["reports"].count() == 0


def test_who_began_it_does_not_sign_it(own, run, begun, officer, colleague, owe, accept):
    report = begun(colleague)
    accept(owe("25216"), {})
    hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    report.refresh_from_db()
    with pytest.raises(Refused, match="another person signs"):
        post(own, report, colleague)


def test_letters_that_no_document_can_hold_keep_nothing_back(
    client, own, source, begun, officer, colleague
):
    report = begun()
    section = report.sections.get(key="results")
    write_own_words(own.pk, "results", "a\x01b\ufffe", seen_at=section.changed_at, by=officer)
    take_all(own.pk, "results", by=officer)
    report.refresh_from_db()
    report = hand_in(own.pk, seen_at=report.changed_at, by=officer, now=now())
    client.force_login(colleague)
    told = {
        "number": "1\x02/BC",
        "signed_on": f"{TODAY:%d/%m/%Y}",
        "seen_at": report.changed_at.isoformat(),
    }
    answer = client.post(reverse("reports:consolidation-send", args=[own.pk]), told)
    assert answer.status_code in (302, 422)


def test_a_number_that_a_former_version_of_another_report_bore_is_taken(
    own, handed_in, owe, accept, province, health, colleague
):
    other = accept(owe(province, health, title="Khác", period="ad_hoc"), {})
    Submission.objects.filter(pk=other.pk).update(number="2/BC")  # version 1 was 1/BC
    report = handed_in()
    with pytest.raises(Refused, match="another report"):
        post(own, report, colleague, number="1/BC")


def test_an_explanation_is_not_moved_into_a_sent_report(
    own, owe, accept, begun, officer, colleague, province, run
):
    accept(owe("25217"), {}, [figure("4b", "688", 10.0)])
    report = begun()
    (one,) = disagreements_of(report, officer)
    explain(own.pk, one.source.pk, "4b", "Chưa cập nhật.", by=officer, now=now())
    draft = Submission.objects.create(
        obligation=owe("25270"), unit=report.unit, drafted_by=officer, drafted_at=now()
    )
    FigureExplanation.objects.update(consolidated=draft)
    Submission.objects.filter(pk=report.pk).update(
        state="sent", version=1, signed_on=TODAY, number="9"
    )
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        FigureExplanation.objects.update(consolidated=report)
