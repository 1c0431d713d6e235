"""Documents of alternative care: whom each is about, who may print it, and what it says."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.care.listing import enter_need
from mangnon.cases.care.placing import check, decide_on, hand_over, propose
from mangnon.cases.documents.care import print_care, print_care_list
from mangnon.cases.documents.composing import NOT_COMPARED
from mangnon.core.models import AuditEntry
from tests.cases.conftest import DAY, at
from tests.cases.test_care import CHECK, CONSENT, new_need, register
from tests.cases.test_documents import read


@pytest.fixture
def need(worker):
    return enter_need(new_need(), by=worker, now=at(1))


@pytest.fixture
def carer(worker):
    return register(worker)


@pytest.fixture
def proposal(need, carer, worker):
    return propose(need.pk, carer.pk, CONSENT, by=worker, now=at(1))


@pytest.fixture
def told(worker):
    def _told(code, of):
        return read(print_care(code, of, by=worker, now=at(5)))[0]

    return _told


def test_each_says_whom_it_is_about_and_that_nobody_compared_it(need, carer, proposal, told):
    for code, of, about in (
        ("care_need", need, {"child"}), ("care_application", carer, {"carer"}),
        ("care_verification", carer, {"carer"}), ("care_consent", proposal, {"child", "carer"}),
        ("care_decision", proposal, {"child", "carer"}),
    ):  # fmt: skip
        words = told(code, of)
        assert ("Họ và tên trẻ em: Điểu Thị Bé" in words) is ("child" in about)
        assert ("Người đăng ký nhận chăm sóc: Thị Bà" in words) is ("carer" in about)
        assert NOT_COMPARED in words


def test_the_need_names_its_reason_and_the_application_nothing_that_was_verified(need, carer, told):
    assert "Lý do cần chăm sóc thay thế: Mồ côi cả cha và mẹ" in told("care_need", need)
    assert "Cư trú tại Việt Nam" not in told("care_application", carer)
    verified = told("care_verification", carer)
    assert "Điều kiện đã được xác minh: " in verified
    assert "Cư trú tại Việt Nam" in verified


def test_a_decision_is_a_draft_until_the_chair_decides(proposal, chair, told):
    draft = told("care_decision", proposal)
    assert chair.full_name not in draft
    assert "ngày 10 tháng 6 năm 2025" not in draft
    decided = decide_on(proposal.pk, agrees=True, number="12", by=chair, now=at(2))
    words = told("care_decision", decided)
    for part in ("Số: 12/QĐ-UBND", chair.full_name, "Điều 1. Giao trẻ em", "ngày 10 tháng 6"):
        assert part in words


def test_minutes_are_written_by_hand_and_signed_by_three(proposal, worker, chair, told):
    decide_on(proposal.pk, agrees=True, number="12", by=chair, now=at(2))
    words = told("care_hand_over", hand_over(proposal.pk, on=DAY, by=worker, now=at(3)))
    for part in (
        "Điểu Thị Bé", "Thị Bà", "Thác Mơ, ngày 10 tháng 6 năm 2025",
        "Tình trạng của trẻ khi giao: ..", "BÊN GIAO TRẺ EM", "NGƯỜI NHẬN CHĂM SÓC",
        "ĐẠI DIỆN ỦY BAN NHÂN DÂN",
    ):  # fmt: skip
        assert part in words
    made = check(proposal.pk, CHECK, on=DAY, by=worker, now=at(4))
    assert "Cháu khỏe, đi học đều" in told("care_check", made)


def test_lists_hold_what_the_person_sees_and_printing_is_written_to_the_audit(
    case, take, need, carer, worker, colleague
):
    take(case, "acknowledge", worker, 0.5)
    enter_need(new_need(name="Thị Kín", case_number=case.number), by=worker, now=at(1))
    own, _foot = read(print_care_list("care_needs_list", by=worker, now=at(2)))
    others, _foot = read(print_care_list("care_needs_list", by=colleague, now=at(2)))
    assert ("Thị Kín" in own, "Thị Kín" in others) == (True, False)
    carers, foot = read(print_care_list("care_carers_list", by=worker, now=at(2)))
    assert "Thị Bà\nNgười thân thích\nThôn 1" in carers
    assert "người in: worker" in foot
    printed = AuditEntry.objects.filter(action="care.print").order_by("pk")
    assert [entry.details["form"] for entry in printed] == [
        "care_needs_list", "care_needs_list", "care_carers_list",
    ]  # fmt: skip


def test_nobody_prints_without_the_right_or_what_they_do_not_see(
    need, chair, operator, colleague, client, make_user, other_commune
):
    with pytest.raises(PermissionDenied):
        print_care("care_need", need, by=operator, now=at(2))
    with pytest.raises(PermissionDenied):
        print_care_list("care_needs_list", by=chair, now=at(2))
    for unknown in (f"care-decision/{need.pk}/", f"closing/{need.pk}/", "care-need/", "closing/"):
        client.force_login(colleague)
        assert client.get(f"/cases/care/print/{unknown}").status_code == 404
    for person, status in (
        (chair, 404), (make_user("commune_officer", other_commune), 404), (colleague, 200),
    ):  # fmt: skip
        client.force_login(person)
        assert client.get(f"/cases/care/print/care-need/{need.pk}/").status_code == status
