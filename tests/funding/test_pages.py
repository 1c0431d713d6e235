"""The pages of money: a line from its form to the statement, and the fund as everybody reads it."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mangnon.core.models import AuditEntry
from mangnon.plans.funding.approval import approve_line
from mangnon.plans.funding.entering import enter_line
from mangnon.plans.funding.fund import granting, receiving
from mangnon.plans.models import Assignment, BudgetLine, Donor, Grant, Receipt

from .conftest import MILLION, NOW, values

FORM = {
    "year": "2025", "stage": "allocation", "source": "local", "amount": "12.500.000",
    "on": "01/03/2025", "purpose": "Dạy bơi", "document_number": "12/QĐ-UBND",
    "document_on": "28/02/2025", "issuer": "UBND tỉnh",
}  # fmt: skip


@pytest.fixture
def as_(client):
    """Let a person sign in, and return their browser."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def test_a_line_goes_from_its_form_to_the_statement(as_, health, health_clerk, officer):
    browser, key = as_(health_clerk), uuid.uuid4()
    form = FORM | {"holder": f"o-{health.pk}", "key": str(key)}
    page = reverse("plans:money", args=[key])
    for _again in range(2):
        assert browser.post(reverse("plans:money-new"), form)["Location"] == page
    assert "12.500.000 đồng" in browser.get(page).content.decode()
    assert "Duyệt</button>" not in browser.get(page).content.decode()
    browser = as_(officer)
    seen = {"seen_at": BudgetLine.objects.get().changed_at.isoformat()}
    assert browser.post(reverse("plans:money-approve", args=[key]), seen).status_code == 302
    told = browser.get(reverse("plans:funding"), {"year": "2025", "by": "holder"})
    assert "12.500.000" in told.content.decode()
    assert "Sở Y tế" in told.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount": "12.500,5"}, "số nguyên đồng"),
        ({"amount": ""}, "hãy điền"),
        ({"on": "31/12/2025"}, "chưa tới"),
        ({"holder": "o-999999"}, "danh sách"),
        ({"stage": "spending"}, "còn lại 0 đồng"),
    ],
)
def test_a_form_that_cannot_be_says_why(wrong, words, as_, health, health_clerk):
    form = FORM | {"holder": f"o-{health.pk}", "key": str(uuid.uuid4())} | wrong
    answer = as_(health_clerk).post(reverse("plans:money-new"), form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not BudgetLine.objects.exists()


def test_a_returned_line_is_changed_on_its_page(as_, enter, officer, health_clerk):
    line = enter()
    back = reverse("plans:money-return", args=[line.pk])
    assert as_(officer).post(back, {"reason": "Thiếu số"}).status_code == 302
    browser, edit = as_(health_clerk), reverse("plans:money-edit", args=[line.pk])
    assert "Thiếu số" in browser.get(reverse("plans:money", args=[line.pk])).content.decode()
    seen = browser.get(edit).context["form"].initial["seen_at"].isoformat()
    form = FORM | {"key": str(line.pk), "seen_at": seen, "stage": "estimate"}
    assert browser.post(edit, form).status_code == 302
    line.refresh_from_db()
    assert (line.state, line.amount) == ("waits", 12_500_000)


def test_the_list_goes_on_page_after_page(as_, health, health_clerk):
    for number in range(53):
        enter_line(health, values(amount=number + 1), by=health_clerk, now=NOW, key=uuid.uuid4())
    browser, address = as_(health_clerk), reverse("plans:money-list")
    with CaptureQueriesContext(connection) as asked:
        first = browser.get(address, {"year": "2025", "state": "waits"})
    last = browser.get(f"{address}?{first.context['next']}")
    amounts = [line.amount for page in (first, last) for line in page.context["lines"]]
    assert sorted(amounts) == list(range(1, 54))
    assert last.context["next"] == ""
    assert len(asked) < 15
    for nonsense in ({"after": "x"}, {"year": "99999"}, {"stage": "?"}, {"after": uuid.uuid4()}):
        assert browser.get(address, nonsense).status_code == 200


def test_the_spreadsheet_is_that_of_the_page_and_is_audited(as_, approved, leader):
    approved("allocation", 7 * MILLION)
    answer = as_(leader).get(reverse("plans:funding-file"), {"year": "2025"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True)
    assert 7 * MILLION in [cell.value for cell in book["Theo nguồn"]["D"]]
    assert AuditEntry.objects.get(action="funding.export").details == {"year": 2025, "rows": 1}


@pytest.fixture
def donors(officer):
    """One who agreed to be named and one who did not; both gave."""
    made = []
    for number, (name, agreed) in enumerate((("Công ty Hạt Điều", True), ("Bà Ẩn Danh", False))):
        about = {"kind": "person", "name": name, "agreed_on": NOW.date() if agreed else None}
        donor = receiving.enter_donor(about, by=officer, now=NOW, key=uuid.uuid4())
        receiving.receive(
            donor.pk, {"number": f"PT{number}", "on": NOW.date(), "amount": 10 * MILLION},
            by=officer, now=NOW, key=uuid.uuid4(),
        )  # fmt: skip
        made.append(donor)
    return made


def test_the_public_list_names_who_agreed_and_no_child(
    as_, donors, officer, second, ward_officer, leader
):
    values = {"child": "", "purpose": "play", "amount": MILLION, "need": "Bí mật"}
    grant = granting.propose(values | {"project": "Sân chơi thôn 3"}, by=ward_officer, now=NOW,
                             key=uuid.uuid4())  # fmt: skip
    granting.approve_grant(grant.pk, "9/QĐ", by=officer, now=NOW)
    for person in (leader, ward_officer):
        told = as_(person).get(reverse("plans:fund")).content.decode()
        assert "Công ty Hạt Điều" in told
        assert "Nhà hảo tâm không nêu tên" in told
        assert "Sân chơi thôn 3" in told
        assert "Ẩn Danh" not in told
        assert "Bí mật" not in told
    receiving.set_agreement(donors[0].pk, None, by=officer, now=NOW)
    assert "Hạt Điều" not in as_(leader).get(reverse("plans:fund")).content.decode()


def test_the_office_enters_a_donor_and_what_came_on_pages(as_, officer):
    browser, key = as_(officer), uuid.uuid4()
    form = {"kind": "organisation", "name": "Công ty A", "key": str(key)}
    page = reverse("plans:fund-donor", args=[key])
    assert browser.post(reverse("plans:fund-donor-new"), form)["Location"] == page
    receipt = {"number": "PT1", "on": "01/10/2025", "amount": "5.000.000", "key": str(uuid.uuid4())}
    wrong = browser.post(reverse("plans:fund-receive", args=[key]), receipt | {"goods": "food"})
    assert wrong.status_code == 422
    assert "định giá" in wrong.content.decode()
    goods = receipt | {"goods": "food", "valuation": "market"}
    assert browser.post(reverse("plans:fund-receive", args=[key]), goods).status_code == 302
    assert "Lương thực" in browser.get(page).content.decode()
    ledger = browser.get(reverse("plans:fund-ledger")).content.decode()
    assert "Công ty A" not in ledger
    entry = Receipt.objects.get().entry_id
    back = reverse("plans:fund-reverse", args=[entry])
    assert browser.post(back, {"reason": ""}).status_code == 422
    assert browser.post(back, {"reason": "Nhập nhầm"}).status_code == 302
    assert "đã hủy" in browser.get(page).content.decode()
    assert Donor.objects.count() == 1
    assert AuditEntry.objects.filter(action="fund.read").exists()


def test_a_commune_proposes_for_a_child_from_its_page(
    as_, donors, child, ward_officer, officer, make_user, ward
):
    browser = as_(ward_officer)
    address = f"{reverse('plans:fund-grant-new')}?child={child.pk}"
    assert address in browser.get(reverse("child", args=[child.pk])).content.decode()
    assert "Điểu Thị Lan" in browser.get(address).content.decode()
    key = uuid.uuid4()
    form = {"child": str(child.pk), "purpose": "treatment", "amount": "3.000.000", "need": "Mổ tim",
            "key": str(key)}  # fmt: skip
    page = reverse("plans:fund-grant", args=[key])
    assert browser.post(reverse("plans:fund-grant-new"), form)["Location"] == page
    told = browser.get(page).content.decode()
    assert reverse("child", args=[child.pk]) in told
    browser = as_(officer)
    told = browser.get(page).content.decode()
    assert "Mổ tim" in told
    assert str(child.pk) not in told
    assert browser.get(f"{reverse('plans:fund-grant-new')}?child={child.pk}").status_code == 404
    approve = reverse("plans:fund-grant-approve", args=[key])
    assert browser.post(approve, {"decision": "4/QĐ"}).status_code == 302
    assert Grant.objects.get().state == "approved"


def test_the_document_comes_with_the_line_and_stays_once_approved(
    as_, health, health_clerk, officer, stranger, settings, tmp_path
):
    settings.HOME, key = tmp_path, uuid.uuid4()
    paper = SimpleUploadedFile("to-trinh.txt", "Tờ trình số 12".encode())
    form = FORM | {"holder": f"o-{health.pk}", "key": str(key), "documents": paper}
    browser = as_(health_clerk)
    assert browser.post(reverse("plans:money-new"), form).status_code == 302
    assert "to-trinh.txt" in browser.get(reverse("plans:money", args=[key])).content.decode()
    line = BudgetLine.objects.get()
    file = line.files.get()
    asked = {who: as_(who).get(reverse("upload", args=[file.pk])).status_code
             for who in (health_clerk, officer, stranger)}  # fmt: skip
    assert list(asked.values()) == [200, 200, 404]
    approve_line(line.pk, seen_at=line.changed_at, by=officer, now=NOW)
    with pytest.raises(IntegrityError, match="files stay"), transaction.atomic():
        line.files.clear()


def test_money_is_for_a_task_that_the_person_sees(
    as_, health, health_clerk, home_affairs, province
):
    ours, theirs = (
        Assignment.objects.create(
            unit=province, organisation=one, title=f"Dạy bơi, {one}", created_by=health_clerk,
            created_at=NOW,
        )
        for one in (health, home_affairs)
    )  # fmt: skip
    browser = as_(health_clerk)
    offered = browser.get(reverse("plans:money-new"), {"task": str(theirs.pk)}).content.decode()
    assert str(ours.pk) in offered
    assert str(theirs.pk) not in offered
    form = FORM | {"holder": f"o-{health.pk}", "key": str(uuid.uuid4())}
    refused = browser.post(reverse("plans:money-new"), form | {"task": str(theirs.pk)})
    assert refused.status_code == 422
    assert (
        browser.post(reverse("plans:money-new"), form | {"task": str(ours.pk)}).status_code == 302
    )
    assert BudgetLine.objects.get().task == ours
