"""Opening a case in an emergency: with a reason, for a day, told, reviewed by another."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.models import Case, Participant, UrgentAccess
from mangnon.cases.urgent.opening import open_urgently, review
from mangnon.core.models import AuditEntry, Refused
from tests.cases.conftest import at

WHY = "Cháu bé đang bị nhốt trong nhà, cán bộ phụ trách đi công tác"


@pytest.fixture
def taken(case, take, worker):
    take(case, "acknowledge", worker, 0.5)
    return case


def sees(user):
    return Case.objects.visible_to(user).exists()


@pytest.mark.parametrize(("number", "reason"), [("2025-999999", WHY), ("", "Gấp")])
def test_no_reason_or_no_such_case_opens_nothing(taken, colleague, number, reason):
    with pytest.raises(Refused):
        open_urgently(number or taken.number, reason=reason, by=colleague, now=at(1))
    assert not UrgentAccess.objects.exists()
    assert not sees(colleague)


def test_a_case_of_another_commune_is_answered_as_one_that_is_not_there(
    taken, make_user, other_commune
):
    stranger = make_user("commune_officer", other_commune)
    said = set()
    for number in (taken.number, "2025-999999"):
        with pytest.raises(Refused) as refusal:
            open_urgently(number, reason=WHY, by=stranger, now=at(1))
        said.add(str(refusal.value))
    assert len(said) == 1


@pytest.mark.parametrize("role", ["leader", "focal_office", "hotline_operator", "case_partner"])
def test_rank_opens_nothing(taken, make_user, province, role):
    with pytest.raises(PermissionDenied):
        open_urgently(taken.number, reason=WHY, by=make_user(role, province), now=at(1))


def test_it_is_open_for_a_day_and_then_no_more(taken, colleague, settings):
    open_urgently(taken.number, reason=WHY, by=colleague, now=at(0))
    part = Participant.objects.get(user=colleague)
    assert part.until - part.since == at(24) - at(0)
    assert sees(colleague)
    settings.TODAY = at(48).date()
    assert not sees(colleague)
    assert AuditEntry.objects.filter(action="case.open_urgently", actor=colleague).exists()


def test_one_that_was_not_needed_ends_with_its_review(taken, colleague, chair):
    opened = open_urgently(taken.number, reason=WHY, by=colleague, now=at(-1))
    with pytest.raises(Refused, match="không cần thiết"):
        review(opened.pk, verdict="wrong", by=chair, now=at(0))
    review(opened.pk, verdict="wrong", remark="Có thể gọi cán bộ trực", by=chair, now=at(0))
    assert not sees(colleague)
    with pytest.raises(Refused, match="xem xét xong"):
        review(opened.pk, verdict="right", by=chair, now=at(1))


def test_who_opened_it_does_not_review_it(taken, colleague, chair):
    opened = open_urgently(taken.number, reason=WHY, by=colleague, now=at(0))
    with pytest.raises(PermissionDenied):
        review(opened.pk, verdict="right", by=colleague, now=at(1))
    assert opened.verdict == ""
    colleague.role = "commune_chair"  # and was made chair since
    colleague.save()
    with pytest.raises(Refused, match="người khác"):
        review(opened.pk, verdict="right", by=colleague, now=at(1))


def test_a_second_account_of_who_opened_it_does_not_review_it(taken, colleague, chair):
    colleague.full_name, chair.full_name = "Nguyễn Thị An", "nguyen thi  an"
    colleague.save()
    chair.save()
    opened = open_urgently(taken.number, reason=WHY, by=colleague, now=at(0))
    with pytest.raises(Refused, match="cùng họ tên"):
        review(opened.pk, verdict="right", by=chair, now=at(1))
    opened.refresh_from_db()
    assert opened.reviewed_at is None
