"""A province or a commune sets tighter limits, never looser ones."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.cases.clocks.local import NewLimit, end_limit, limits_known_to, set_limit
from mangnon.cases.models import CaseClock, LocalLimit
from mangnon.cases.receiving.receiving import receive
from mangnon.core.models import Refused
from mangnon.engine.cases.clocks import Limit
from tests.cases.conftest import DAY, at


def new_limit(count=8, unit="hours", **changes):
    fields = {
        "code": "emergency", "limit": Limit(unit=unit, count=count), "valid_from": DAY,
        "decision": "12/QĐ-UBND", "decided_on": DAY,
    }  # fmt: skip
    return NewLimit(**{**fields, **changes})


@pytest.fixture
def open_case(operator, new_report):
    return lambda **about: receive(new_report(**about), by=operator, now=at(0.1)).case


def due(case):
    clock = CaseClock.objects.get(case=case, code="emergency")
    return clock.due_at, clock.legal_due_at


def test_a_commune_of_another_tightness_is_held_to_its_own(chair, open_case, other_commune):
    set_limit(new_limit(), by=chair, now=at(0))
    assert due(open_case()) == (at(8), at(12))
    assert due(open_case(unit=other_commune)) == (at(12), at(12))


def test_the_tightest_of_province_and_commune_holds(chair, officer, open_case, other_commune):
    set_limit(new_limit(6), by=officer, now=at(0))
    set_limit(new_limit(8), by=chair, now=at(0))
    assert due(open_case()) == (at(6), at(12))
    assert due(open_case(unit=other_commune)) == (at(6), at(12))
    assert CaseClock.objects.filter(local_limit__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("count", "unit"), [(12, "hours"), (13, "hours"), (1, "days"), (1, "working_days")]
)
def test_a_looser_limit_is_refused_with_the_law_s(chair, count, unit):
    with pytest.raises(Refused, match="12 giờ"):
        set_limit(new_limit(count, unit), by=chair, now=at(0))
    assert not LocalLimit.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision": "  "}, "số quyết định"),
        ({"decided_on": DAY + datetime.timedelta(1), "valid_from": DAY + datetime.timedelta(2)},
         "chưa tới"),
        ({"valid_from": DAY - datetime.timedelta(1)}, "trước ngày quyết định"),
        ({"code": "dance"}, "không có thời hạn"),
    ],
)  # fmt: skip
def test_a_limit_without_a_sound_decision_is_refused(chair, changes, words):
    with pytest.raises(Refused, match=words):
        set_limit(new_limit(**changes), by=chair, now=at(0))


@pytest.mark.parametrize("role", ["commune_officer", "leader", "hotline_operator", "auditor"])
def test_only_the_chair_and_the_focal_office_set_limits(make_user, commune, role):
    with pytest.raises(PermissionDenied):
        set_limit(new_limit(), by=make_user(role, commune), now=at(0))


def test_a_later_limit_ends_the_earlier_and_running_clocks_keep_theirs(chair, open_case):
    set_limit(new_limit(8), by=chair, now=at(0))
    case = open_case()
    later = DAY + datetime.timedelta(5)
    set_limit(new_limit(4, valid_from=later), by=chair, now=at(1))
    assert due(case) == (at(8), at(12))
    assert list(LocalLimit.objects.order_by("pk").values_list("valid_to", flat=True)) == [
        later, None,
    ]  # fmt: skip
    with pytest.raises(Refused, match="ngày muộn hơn"):
        set_limit(new_limit(3), by=chair, now=at(2))


def test_an_ended_limit_holds_no_more(chair, open_case):
    limit = set_limit(new_limit(), by=chair, now=at(0))
    end_limit(limit.pk, on=DAY, by=chair)
    assert due(open_case()) == (at(12), at(12))
    with pytest.raises(Refused, match="đã hết hiệu lực"):
        end_limit(limit.pk, on=DAY, by=chair)


def test_a_commune_does_not_end_the_limit_of_another(chair, make_user, other_commune):
    limit = set_limit(new_limit(), by=chair, now=at(0))
    with pytest.raises(Refused, match="không phải của đơn vị"):
        end_limit(limit.pk, on=DAY, by=make_user("commune_chair", other_commune))


def test_a_commune_knows_the_limits_of_the_province_and_not_of_its_neighbour(
    chair, officer, worker, make_user, other_commune
):
    province_s = set_limit(new_limit(6), by=officer, now=at(0))
    own = set_limit(new_limit(8), by=chair, now=at(0))
    set_limit(new_limit(7), by=make_user("commune_chair", other_commune), now=at(0))
    assert set(limits_known_to(worker, DAY)) == {province_s, own}
    assert len(limits_known_to(officer, DAY)) == 3
