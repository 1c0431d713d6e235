"""The pages of the audit: strangers find nothing, auditors read it in plain Vietnamese."""

import re

import pytest
from django.utils.html import escape

from mangnon.administration.audit_lines import lines_of
from mangnon.core.audit import origin, record, record_read
from mangnon.core.models import AuditEntry, User
from mangnon.plans.models import Plan

pytestmark = pytest.mark.django_db
SEARCH, DIGEST = "/administration/audit/", "/administration/audit/digest/"


@pytest.fixture
def auditor_client(client, make_user, province):
    client.force_login(make_user("auditor", province))
    return client


@pytest.fixture
def approval(officer, province):
    plan = Plan.objects.create(unit=province, title="Kế hoạch", created_by=officer)
    token = origin.set("10.0.0.5")
    record(
        officer, "plan.approve", plan, unit=province, year=2025,
        before={"state": "draft"}, after={"state": "approved"}, changed=["approved_at"],
    )  # fmt: skip
    origin.reset(token)
    return AuditEntry.objects.get()


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_the_first_and_the_last_day_there_are_can_be_asked_for(auditor_client, day):
    assert auditor_client.get(SEARCH, {"end": day}).status_code == 200
    assert auditor_client.get(SEARCH, {"start": day}).status_code == 200
    assert auditor_client.get(DIGEST, {"on": day}).status_code == 200


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


@pytest.mark.parametrize("address", [SEARCH, DIGEST])
def test_only_an_auditor_opens_the_audit(client, officer, leader, address):
    assert client.get(address).status_code == 302
    for person in (officer, leader):
        client.force_login(person)
        assert client.get(address).status_code == 403
    assert not AuditEntry.objects.exists()


def test_an_entry_reads_as_a_sentence_of_the_office(auditor_client, approval):
    said = words(auditor_client.get(SEARCH))
    assert f"focal_office-70 · duyệt kế hoạch · Kế hoạch số {approval.record_id}" in said
    assert "từ 10.0.0.5" in said
    assert "Trạng thái: Dự thảo → Đã duyệt" in said
    assert "đã đổi: Duyệt lúc" in said


def test_the_filters_keep_what_was_asked_for(auditor_client, approval):
    found = auditor_client.get(SEARCH, {"action": "plan.approve", "start": "01/01/2020"})
    assert "duyệt kế hoạch · Kế hoạch" in words(found)
    assert 'value="plan.approve" selected' in found.content.decode()
    none = words(auditor_client.get(SEARCH, {"action": "plan.reject"}))
    assert "Không tìm thấy mục nào" in none


@pytest.mark.parametrize(
    "wanted",
    [{"start": "32/01/2025"}, {"start": "02/01/2025", "end": "01/01/2025"}, {"action": "no.such"}],
)
def test_a_filter_that_cannot_be_is_said_beside_the_form(auditor_client, approval, wanted):
    answer = auditor_client.get(SEARCH, wanted)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not AuditEntry.objects.filter(action="audit.search").exists()


def test_what_people_typed_is_shown_as_text(auditor_client, officer, province):
    record(officer, "unit.rename", province, name="<script>alert(1)</script>")
    page = auditor_client.get(SEARCH, {"person": '"><b>'}).content.decode()
    assert escape('"><b>') in page
    page = auditor_client.get(SEARCH).content.decode()
    assert "<script>alert" not in page


def test_older_pages_are_reached_with_the_same_filters(auditor_client, officer, province):
    for _ in range(60):
        record(officer, "plan.edit", province)
    page = auditor_client.get(SEARCH, {"action": "plan.edit"}).content.decode()
    (older,) = re.findall(r'rel="next"\s+href="(\?[^"]+)"', page)
    second = auditor_client.get(SEARCH + older.replace("&amp;", "&"))
    assert words(second).count("sửa phần đầu của kế hoạch ·") == 10
    (newer,) = re.findall(r'rel="prev"\s+href="(\?[^"]+)"', second.content.decode())
    third = auditor_client.get(SEARCH + newer.replace("&amp;", "&"))
    assert words(third).count("sửa phần đầu của kế hoạch ·") == 50


def test_the_digest_of_a_day_is_a_page_to_sign(auditor_client, approval, settings):
    settings.TODAY = None
    said = words(auditor_client.get(DIGEST))
    assert "TÓM TẮT NHẬT KÝ NGÀY" in said
    assert "focal_office-70 duyệt kế hoạch 1" in said
    assert auditor_client.get(DIGEST, {"on": "31/02/2025"}).status_code == 422


def test_a_refused_sign_in_names_the_account_and_nobody_as_the_person(officer):
    token = origin.set("10.0.0.5")
    record(None, "person.sign_in_refused", officer)
    record(None, "person.sign_in_refused", User(pk=0))
    origin.reset(token)
    known, unknown = lines_of(list(AuditEntry.objects.order_by("pk")))
    assert (known.who, known.what, known.record) == (
        "chưa đăng nhập", "bị từ chối đăng nhập", "tài khoản của focal_office-70",
    )  # fmt: skip
    assert unknown.record == "không có tài khoản này"


def test_only_who_has_a_part_of_it_sees_the_administration_in_the_menu(
    auditor_client, client, officer
):
    assert (
        'href="/administration/" aria-current="page"' in auditor_client.get(SEARCH).content.decode()
    )
    assert "Nhật ký" in words(auditor_client.get("/administration/"))


def test_a_read_tells_the_names_of_the_fields_and_a_batch_its_rows(officer, province):
    record_read(officer, "child.identity", officer, fields=["full_name", "username"])
    rows = {"table": "core_unit", "count": 1234, "sha256": "ab" * 32}
    record(None, "units.load", province, rows=[rows], before="A", after="B")
    read, batch = lines_of(list(AuditEntry.objects.order_by("pk")))
    assert read.record == "tài khoản của focal_office-70"
    assert read.notes == ("đã xem: Họ và tên, username",)
    assert batch.who == "hệ thống"
    assert batch.notes == (f"Đơn vị hành chính: 1.234 dòng, SHA-256 {'ab' * 8}…",)
    assert batch.changes == (("", "A", "B"),)
