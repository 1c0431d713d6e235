"""The pages of a gap: what stands on them, who opens them, and what leaves the house."""

import csv
import io
import re
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mangnon.children.exporting import making
from mangnon.children.exporting.export import Export
from mangnon.children.models import Child
from mangnon.core.access import GRANTS
from mangnon.core.models import AuditEntry
from mangnon.dashboards.explained import explained
from mangnon.engine.flags import ESTIMATED
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.gaps.listed import find_gap, name_of
from mangnon.indicators.models import Result
from mangnon.indicators.services import compute_run
from mangnon.snapshots.pseudonyms import pseudonym_key
from mangnon.snapshots.services import take_snapshot
from tests import small_province

from .conftest import commune

LIST = "/indicators/14/behind/"
SHEET = "/indicators/14/behind/print/"


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


@pytest.fixture
def site(client, run, keeper):
    client.force_login(keeper)
    return client


def test_the_figure_leads_to_the_list_and_the_list_back(site):
    page = site.get("/indicators/14/").content.decode()
    assert "Danh sách phía sau: 1 trẻ em" in page
    address = re.search(r'href="(/indicators/14/behind/[^"]*)"', page)[1]
    listed = site.get(address.replace("&amp;", "&"))
    assert "Điểu C" in words(listed)
    assert 'href="/indicators/14/?unit=25216' in listed.content.decode()


def test_a_line_has_what_one_needs_to_act(site, child):
    answer = site.get(LIST)
    assert "09/03/2022" in words(answer)
    assert "đăng ký khai sinh: không" in words(answer)
    assert f"/children/{child('C').pk}/" in answer.content.decode()


def test_the_figure_tells_the_rows_it_counted_and_left_out(site):
    told = words(site.get("/indicators/14/"))
    assert "4 trẻ em trong sổ" in told
    assert "1 không tính: sinh từ 31/10/2020 trở về trước" in told
    assert "1 chưa đạt: chưa đăng ký khai sinh (1 không)" in told


def test_who_keeps_no_register_gets_the_figure_without_its_rows(client, run, leader):
    client.force_login(leader)
    told = words(client.get("/indicators/14/"))
    assert "chỉ nói với người giữ sổ" in told
    assert "chưa đăng ký khai sinh" not in told
    assert 'href="/indicators/14/behind/' not in client.get("/indicators/14/").content.decode()


@pytest.mark.parametrize("address", [LIST, SHEET])
def test_without_the_right_to_children_there_is_no_list(client, run, leader, address):
    client.force_login(leader)
    assert client.get(address).status_code == 403


def test_a_unit_outside_the_scope_does_not_exist(site):
    assert site.get(f"{LIST}?unit=25270").status_code == 404
    assert site.get(f"{LIST}?unit=70").status_code == 404


def test_what_tells_of_special_circumstances_asks_for_that_right(site, keeper, monkeypatch):
    monkeypatch.setitem(GRANTS, keeper.role, GRANTS[keeper.role] - {"child.circumstances"})
    assert site.get("/indicators/8b/behind/").status_code == 403
    assert site.get(LIST).status_code == 200


def test_a_value_is_tried_on_the_page(site):
    assert "Nếu thêm 1 trẻ em trong tử số: 3 trên 3" in words(site.get("/indicators/14/?what_if=1"))
    assert "không thêm được 2" in words(site.get("/indicators/14/?what_if=2"))
    assert "không phải số nguyên" in words(site.get("/indicators/14/?what_if=hai"))


def test_a_reported_measure_says_why_it_has_no_list(client, run, officer):
    client.force_login(officer)
    assert "không có danh sách phía sau" in words(client.get("/indicators/10/behind/"))
    assert client.get("/indicators/10/behind/list.csv").status_code == 404


def test_an_estimate_is_told_as_one_and_not_row_by_row(run, keeper, gap_of):
    gap = gap_of("14", "25216", keeper)
    result = Result.objects.get(run=run, leaf="14", unit=gap.unit, dimension="total")
    result.numerator, result.flags = Fraction(5, 2), [ESTIMATED]
    told = explained(result, gap.shelf, keeper, "1")
    assert told.missing == "≈ 0,5"
    assert "ước tính" in told.counted.why_not
    assert not told.may_try
    assert "nguyên để thử" in told.refusal


def test_a_list_of_an_estimate_says_that_it_holds_more(site):
    assert "cả đơn vị cũ" not in words(site.get(LIST))
    Result.objects.filter(leaf="14", unit__code="25216").update(flags=[ESTIMATED])
    assert "cả đơn vị cũ" in words(site.get(LIST))


def test_files_that_cannot_be_read_are_told_and_the_page_stands(site, run):
    (run.snapshot.folder / "children" / "part-0.parquet").write_bytes(b"PAR1 broken")
    answer = site.get("/indicators/14/")
    assert answer.status_code == 200
    assert "Không đọc được bảng children" in words(answer)


def test_the_sheet_is_for_paper_and_the_audit_notes_it(site):
    told = words(site.get(SHEET))
    assert "Điểu C" in told
    entry = AuditEntry.objects.get(action="child.list_printed")
    assert entry.details["children"] == 1
    assert "Điểu" not in str(entry.details)


def test_a_list_too_long_for_paper_is_not_printed(site, monkeypatch):
    monkeypatch.setattr("mangnon.dashboards.gap_pages.MOST_PRINTED", 0)
    assert site.get(SHEET).status_code == 404
    assert "print/" not in site.get(LIST).content.decode()


def test_communes_leave_as_a_plain_file(client, run, officer):
    client.force_login(officer)
    answer = client.get("/indicators/1/behind/list.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [["25270", "Thị trấn Lộc Ninh", "", "phù hợp với trẻ em: không"]]
    assert AuditEntry.objects.filter(action="indicators.list_taken").exists()
    assert "Lộc Ninh" in words(client.get("/indicators/1/behind/"))


def test_no_name_of_a_school_becomes_a_formula(client, run, officer, schools):
    compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    client.force_login(officer)
    assert "=Trường Sơn" in words(client.get("/indicators/19/behind/"))
    assert "'=Trường Sơn" in client.get("/indicators/19/behind/list.csv").content.decode()


def test_the_key_of_the_pseudonyms_stands_in_no_statement_but_its_own(site):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        site.get(LIST)
    named = [q["sql"] for q in caught.captured_queries if pseudonym_key() in q["sql"]]
    assert named
    assert all(sql.startswith("SELECT set_config(") for sql in named)


# A file of the children on the list.
@pytest.fixture
def name(run, keeper, gap_of):
    return name_of(gap_of("14", "25216", keeper))


def asked(name):
    return {
        "list": name, "columns": ["full_name"], "form": "csv", "purpose": "visit",
        "basis": "children_law", "reason": "Thăm nhà",
    }  # fmt: skip


def made(site, name):
    site.post("/children/exports/", asked(name))
    export = Export.objects.get()
    making.make(export.pk)
    export.refresh_from_db()
    return export


def test_the_form_says_which_list_the_file_is_of(site, name):
    told = words(site.get(f"/children/exports/?list={name}"))
    assert "Trẻ em phía sau chỉ tiêu 14 (chưa đăng ký khai sinh), Phường Thác Mơ" in told
    assert f"list={name}" in site.get(LIST).content.decode()


def test_the_file_holds_the_children_of_the_list_alone(site, name):
    export = made(site, name)
    assert (export.state, export.counted) == ("ready", 1)
    sent = b"".join(site.get(f"/children/exports/{export.pk}/file/").streaming_content).decode()
    assert "Điểu C" in sent
    assert "Điểu A" not in sent


def test_who_was_closed_since_is_not_in_the_file(site, name, child):
    gone = child("C")
    Child.objects.filter(pk=gone.pk).update(
        closed_on=small_province.TODAY, closed_reason="left_province"
    )
    assert made(site, name).counted == 0


@pytest.mark.parametrize(
    "forged",
    ["gap/1/14", "gap/x/14/1/", "nothing/1", "gap/999999/14/1/", "gap/1/99/1/", "gap/1/10/1/"],
)
def test_a_list_that_is_none_is_refused(site, forged):
    answer = site.post("/children/exports/", asked(forged))
    assert answer.status_code == 422
    assert "Không có danh sách trẻ em này" in words(answer)
    assert not Export.objects.exists()


def test_the_list_of_a_unit_outside_the_scope_is_refused(site, run, keeper, gap_of):
    answer = site.post("/children/exports/", asked(name_of(gap_of("14", "25270", keeper))))
    assert "Không có danh sách trẻ em này" in words(answer)


def test_a_right_that_was_lost_meanwhile_fails_the_file(site, run, keeper, gap_of, monkeypatch):
    name = name_of(gap_of("8b", "25216", keeper))
    site.post("/children/exports/", asked(name))
    monkeypatch.setitem(GRANTS, keeper.role, GRANTS[keeper.role] - {"child.circumstances"})
    export = Export.objects.get()
    making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.failure) == (
        "failed",
        "Anh/chị không được xem danh sách trẻ em này.",
    )


def test_a_name_means_the_gap_that_it_was_made_of(run, keeper, gap_of, name):
    gap = find_gap(name, keeper)
    assert isinstance(gap, Gap)
    assert (gap.leaf, gap.unit, gap.run) == ("14", commune("25216"), run)
