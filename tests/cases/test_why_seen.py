"""The explainer says of a case as what a person takes part in it, or that they do not."""

import pytest

from mangnon.cases.models import Case
from mangnon.cases.urgent.opening import open_urgently
from mangnon.core.explaining import explain, who_sees
from tests.cases import answers
from tests.cases.conftest import at

WHY = "Cháu bé đang bị nhốt trong nhà, cán bộ phụ trách đi công tác"


@pytest.fixture
def auditor(make_user, province):
    return make_user("auditor", province, "auditor")


@pytest.fixture
def told(case, auditor):
    def _told(user):
        _record, found = explain("case", str(case.pk), user.username, by=auditor)
        assert found.sees == Case.objects.visible_to(user).filter(pk=case.pk).exists()
        return found.decided_by.sentence

    return _told


def test_each_part_is_said(case, take, told, worker, colleague, chair, operator):
    assert "Chưa ai ở xã nhận" in told(worker)
    assert "Người tiếp nhận tin báo" in told(operator)
    assert "không có bước nào chờ" in told(chair)
    take(case, "acknowledge", worker, 0.5)
    assert "Phụ trách vụ việc" in told(worker)
    assert "chưa từng tham gia" in told(colleague)
    take(case, "emergency", worker, 1, answers.EMERGENCY)
    assert "chờ người này quyết định" in told(chair)


def test_an_emergency_is_said_with_its_end_and_after_it(
    case, take, told, worker, colleague, settings
):
    take(case, "acknowledge", worker, 0.5)
    open_urgently(case.number, reason=WHY, by=colleague, now=at(0))
    assert "đến 11/06/2025 08:00" in told(colleague)
    settings.TODAY = at(48).date()
    assert "Từng tham gia" in told(colleague)


def test_an_auditor_learns_who_sees_it_and_reads_nothing_of_it(
    case, take, worker, colleague, operator, auditor
):
    take(case, "acknowledge", worker, 0.5)
    _record, seeing = who_sees("case", str(case.pk), by=auditor)
    assert {one.person for one in seeing} == {worker, operator}
    assert not Case.objects.visible_to(auditor).exists()
