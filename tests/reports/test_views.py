"""The pages of the reports: strangers find nothing, leaders read, the focal office builds."""

import io
import re
from urllib.parse import unquote

import docx
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mangnon.core.models import AuditEntry, Change
from mangnon.reports.models import Report
from mangnon.reports.periods.forms import OF_THE_PROVINCE
from mangnon.reports.services import build_report

pytestmark = pytest.mark.django_db
LIST, BUILD = "/reports/", "/reports/build/"
YEARLY = {"kind": "consolidated", "year": "2025"}


@pytest.fixture
def report(plan, run, officer):
    return build_report(year=2025, kind="consolidated", run=run, by=officer).report


@pytest.mark.parametrize("path", [LIST, "/reports/1/docx", "/reports/1/xlsx"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_leader_may_not_build(client, plan, run, leader):
    client.force_login(leader)
    assert client.post(BUILD, YEARLY).status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("file", ["docx", "xlsx"])
def test_a_report_of_another_province_does_not_exist(client, report, stranger, file):
    client.force_login(stranger)
    assert client.get(f"/reports/{report.pk}/{file}").status_code == 404
    assert f"/reports/{report.pk}/docx" not in client.get(LIST).content.decode()


def test_building_by_following_a_link_is_not_possible(client, officer):
    client.force_login(officer)
    assert client.get(BUILD).status_code == 405


def test_a_report_that_is_not_there_is_404(client, officer):
    client.force_login(officer)
    assert client.get("/reports/999/docx").status_code == 404


def test_a_file_that_was_lost_is_404(client, report, officer):
    report.docx_file.unlink()
    client.force_login(officer)
    assert client.get(f"/reports/{report.pk}/docx").status_code == 404


def test_the_addresses_have_their_names():
    assert reverse("reports:list") == LIST
    assert reverse("reports:build") == BUILD
    assert reverse("reports:docx", args=[7]) == "/reports/7/docx"
    assert reverse("reports:xlsx", args=[7]) == "/reports/7/xlsx"


def test_an_empty_list_says_what_to_do_next(client, officer, leader, folders):
    client.force_login(officer)
    assert f'action="{BUILD}"' in client.get(LIST).content.decode()
    client.force_login(leader)
    page = client.get(LIST).content.decode()
    assert f'action="{BUILD}"' not in page


def test_only_kinds_that_a_year_asks_for_are_offered():
    offered = [kind for kind, _label in OF_THE_PROVINCE]
    assert offered == ["consolidated", "half-year", "five-year"]


def test_the_button_builds_and_leads_back_to_the_list(client, plan, run, officer):
    client.force_login(officer)
    answer = client.post(BUILD, YEARLY, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    report = Report.objects.get()
    assert f"/reports/{report.pk}/docx" in answer.content.decode()


def test_building_twice_says_that_nothing_has_changed(client, plan, run, officer):
    client.force_login(officer)
    assert "alert-success" in client.post(BUILD, YEARLY, follow=True).content.decode()
    assert "alert-info" in client.post(BUILD, YEARLY, follow=True).content.decode()
    assert Report.objects.count() == 1


def test_a_refusal_is_said_on_the_page_and_nothing_is_built(client, officer, folders):
    client.force_login(officer)
    answer = client.post(BUILD, YEARLY, follow=True)
    assert "alert-danger" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_list_shows_state_day_and_both_files(client, report, leader):
    client.force_login(leader)
    page = client.get(LIST).content.decode()
    assert "31/10/2025" in page
    assert report.get_state_display() in page
    assert re.findall(r'href="(/reports/\d+/\w+)"', page) == [
        f"/reports/{report.pk}/docx",
        f"/reports/{report.pk}/xlsx",
    ]


def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(
    client, report, officer
):
    client.force_login(officer)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    Report.objects.create(
        unit=report.unit, year=2025, kind="consolidated", run=report.run, built_by=officer,
        docx_name="x.docx", docx_sha256="1" * 64, xlsx_name="x.xlsx", xlsx_sha256="1" * 64,
    )  # fmt: skip
    with CaptureQueriesContext(connection) as two:
        assert client.get(LIST).content.decode().count("/docx") == 2
    assert len(two) == len(one)


def file_name(answer) -> str:
    """Return the name that the browser will give the file: plain, or in the form for UTF-8."""
    return unquote(answer["Content-Disposition"]).split("filename")[1].lstrip("*=").strip('"')


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_word_file_is_sent_whole_with_a_name_a_person_understands(client, report, leader):
    client.force_login(leader)
    answer = client.get(f"/reports/{report.pk}/docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"].startswith("attachment")
    assert file_name(answer).endswith("2025.docx")
    sent = content(answer)
    assert sent == report.docx_file.read_bytes()
    assert "BÁO CÁO" in [p.text for p in docx.Document(io.BytesIO(sent)).paragraphs]


def test_the_spreadsheet_is_sent_whole(client, report, leader):
    client.force_login(leader)
    answer = client.get(f"/reports/{report.pk}/xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert file_name(answer).endswith("2025.xlsx")
    assert "Phụ lục I" in openpyxl.load_workbook(io.BytesIO(content(answer))).sheetnames


@pytest.mark.parametrize("file", ["docx", "xlsx"])
def test_who_takes_a_file_of_a_report_is_in_the_audit(client, report, leader, file):
    changes = Change.objects.count()
    client.force_login(leader)
    assert client.get(f"/reports/{report.pk}/{file}").status_code == 200
    entry = AuditEntry.objects.get(action="report.download")
    assert (entry.actor, entry.record_id, entry.unit) == (leader, str(report.pk), report.unit)
    assert entry.details == {"kind": file, "sha256": getattr(report, f"{file}_sha256")}
    assert entry.origin == "127.0.0.1"
    assert Change.objects.count() == changes


def test_a_file_whose_taking_cannot_be_recorded_is_not_sent(client, report, leader):
    client.force_login(leader)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE core_auditentry ADD CHECK (action <> 'report.download') NOT VALID"
        )
    answer = client.get(f"/reports/{report.pk}/docx")
    assert answer.status_code == 500
    assert not hasattr(answer, "streaming_content")


def test_a_stranger_who_gets_no_file_leaves_no_read(client, report, stranger):
    client.force_login(stranger)
    client.get(f"/reports/{report.pk}/docx")
    assert not AuditEntry.objects.filter(action="report.download").exists()
