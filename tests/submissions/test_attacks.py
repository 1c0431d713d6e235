"""What a hostile or hurried person tries with a report of a body, and what the database refuses."""

import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from mangnon.core.models import Refused
from mangnon.reports.models import Submission, SubmissionFigure, SubmissionSection
from mangnon.reports.obligations.asking import withdraw
from mangnon.reports.submissions.differences import pieces
from mangnon.reports.submissions.verifying import kept_file
from mangnon.reports.submissions.writing import begin, correct, estimate, write_section
from mangnon.ui.context import now

from .conftest import TODAY, fresh, receive, send, submit
from .test_pages import at, seen


@pytest.fixture
def rewritten(sent, officer, keeper):
    """A report that was returned, and is being written again."""
    receive("return_it", sent, officer, "Bổ sung")
    section = sent.sections.get(key="directions")
    write_section(sent.pk, "directions", "Bản nháp kín", seen_at=section.changed_at, by=keeper)
    return fresh(sent)


def test_the_receiver_reads_nothing_of_what_is_being_written_again(client, rewritten, officer):
    client.force_login(officer)
    for page in (
        at("-section", rewritten, "directions"), at("-correct", rewritten, "1"),
        at("-expect", rewritten, "1"),
    ):  # fmt: skip
        assert client.get(page).status_code == 404
    assert "Bản nháp kín" not in client.get(at("", rewritten)).content.decode()


@pytest.mark.parametrize("role", ["external_supervisor", "auditor", "leader"])
def test_who_only_reads_sees_what_was_sent_and_no_draft(client, rewritten, make_user, ward, role):
    client.force_login(make_user(role, ward, "nguoi-doc"))
    page = client.get(at("", rewritten))
    assert page.status_code == 200
    assert "Bản nháp kín" not in page.content.decode()
    assert client.get(at("-docx", rewritten) + "?draft").content == kept(rewritten)
    assert client.get(at("-differences", rewritten) + "?version=2").status_code == 404


def kept(submission):
    return kept_file(submission.versions.last()).read_bytes()


def test_a_year_that_is_none_is_as_not_asked(client, report, keeper):
    client.force_login(keeper)
    assert client.get(reverse("reports:submissions") + "?year=0000").status_code == 200


def test_letters_that_no_document_can_hold_keep_no_report_from_being_sent(
    client, report, keeper, chair
):
    client.force_login(keeper)
    for text in ("a\x01b", "a\x0bb", "a\x1fb", "a\ufffeb", "a\uffffb", "a\x0cb"):
        section = report.sections.get(key="directions")
        told = {"seen_at": section.changed_at.isoformat(), "text": text}
        client.post(at("-section", report, "directions"), told)
        assert client.get(at("-docx", report)).status_code == 200
    submit(report, keeper)
    assert send(report, chair).state == "sent"


def test_what_is_no_figure_is_no_correction(client, report, keeper):
    client.force_login(keeper)
    for value in ("1e400", "nan", "-5", "1e999999999", "inf", "--", "101", "1.234,5", "\x00"):
        told = seen(report, value=value, because="Sổ ghi thiếu")
        assert client.post(at("-correct", report, "1"), told).status_code == 422, value
    assert report.figures.get(leaf="1").corrected is None


def test_two_long_texts_are_compared_at_once():
    words = "trẻ em được tiêm chủng đầy đủ theo quy định "
    began = time.monotonic()
    list(pieces((words * 450)[:20_000], ("một " + words[::-1] * 450)[:20_000]))
    assert time.monotonic() - began < 2


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("table", [SubmissionFigure, SubmissionSection])
def test_nothing_is_moved_out_of_a_sent_report_nor_into_it(sent, owe, keeper, ward, table):
    other = begin(owe(ward, title="Báo cáo khác").pk, by=keeper, today=TODAY, now=now())
    moving = f"UPDATE {table._meta.db_table} SET submission_id = %s WHERE id = %s"
    for one, to in ((sent, other), (other, sent)):
        row = table.objects.filter(submission=one).first()
        key = {"leaf": "99"} if table is SubmissionFigure else {"key": "khac"}
        if one is other:
            table.objects.filter(pk=row.pk).update(**key)
        with pytest.raises(IntegrityError, match="never changes"):
            sql(moving, to.pk, row.pk)


def test_a_file_that_is_no_longer_what_was_sent_is_not_handed_out(client, sent, officer):
    kept_file(sent.versions.get()).write_bytes(b"PK another")
    client.force_login(officer)
    assert client.get(at("-docx", sent)).status_code == 404


def test_a_hidden_figure_is_neither_corrected_nor_estimated(report, keeper):
    figure = report.figures.first()
    figure.computed |= {"value": None, "numerator": None, "denominator": None, "attainment": None}
    figure.save()
    told = {"seen_at": fresh(report).changed_at, "by": keeper}
    with pytest.raises(Refused, match="#"):
        correct(report.pk, figure.leaf, 3.0, "Sổ ghi", now=now(), **told)
    with pytest.raises(Refused, match="#"):
        estimate(report.pk, figure.leaf, 3.0, "Theo sổ", **told)
    assert Submission.objects.get().figures.filter(corrected=None).exists()


def test_a_report_taken_back_meanwhile_is_not_sent(report, keeper, chair, officer):
    submit(report, keeper)
    withdraw(report.obligation, reason="Không cần", of_everybody=False, by=officer, now=now())
    with pytest.raises(Refused):
        send(report, chair)
