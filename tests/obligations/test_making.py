"""Who owes the report of a deadline: proposed from its words, confirmed, made once."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import AuditEntry, Refused
from mangnon.plans.models import Deadline
from mangnon.reports.models import Obligation
from mangnon.reports.obligations.asking import withdraw
from mangnon.reports.obligations.bodies import levels_meant, means_agencies
from mangnon.reports.obligations.making import Confirmed, deadlines_to_ask, make
from mangnon.reports.obligations.proposing import propose
from mangnon.reports.obligations.span import span_of
from tests.at_once import at_once
from tests.obligations.conftest import NOW, TODAY, UNKNOWN, day, holders


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("UBND các huyện, thị xã, thành phố", ["district"]),
        ("Ủy ban nhân dân cấp huyện", ["district"]),
        ("UBND các xã, phường, đặc khu", ["commune"]),
        ("UBND các xã, phường thuộc thành phố", ["commune"]),
        ("UBND các huyện, thị xã, thành phố và các xã, phường, thị trấn", ["district", "commune"]),
        ("UBND cấp xã", ["commune"]),
        ("UBND tỉnh", []),
        ("UBND xã Lộc Ninh", []),
        ("Sở Y tế", []),
    ],
)
def test_words_for_many_units_name_their_level(name, levels):
    assert levels_meant(name) == levels


def test_words_for_all_agencies_are_known():
    for name in ("Các sở, ban, ngành, đoàn thể tỉnh", "các Sở, ngành", "Sở, ban, ngành tỉnh"):
        assert means_agencies(name)
    for name in ("Sở Y tế", "Các tổ chức thành viên", "Ban Dân tộc"):
        assert not means_agencies(name)


@pytest.mark.parametrize(
    ("recurring", "on", "period", "first", "last"),
    [
        ("", day(10), "year", day(1, 1), day(31, 12)),
        ("yearly", day(15, 1, 2026), "year", day(1, 1), day(31, 12)),
        ("half-yearly", day(15, 6), "half_year", day(1, 1), day(30, 6)),
        ("half-yearly", day(10, 7), "half_year", day(1, 1), day(30, 6)),
        ("half-yearly", day(15, 12), "half_year", day(1, 7), day(31, 12)),
        ("half-yearly", day(15, 1, 2026), "half_year", day(1, 7), day(31, 12)),
    ],
)
def test_a_report_tells_of_the_period_that_its_day_closes(recurring, on, period, first, last):
    span = span_of(recurring, on, 2025)
    assert (span.period, span.first, span.last) == (period, first, last)


def test_a_proposal_says_who_owes_what_by_when_to_whom(deadlines, officer, health, labour):
    proposal = propose(deadlines[0], by=officer, today=TODAY)
    assert [str(one.body) for one in proposal.owing] == [
        "Sở Lao động", "UBND huyện Phước Long", "UBND huyện Lộc Ninh",
    ]  # fmt: skip
    assert proposal.unclear == [UNKNOWN]
    assert (proposal.due_on, proposal.counted_until) == (day(9), day(10))  # the 9th is a Sunday
    assert proposal.receiver == health
    assert not proposal.consolidates
    gathered = propose(deadlines[1], by=officer, today=TODAY)
    assert [str(one.body) for one in gathered.owing] == ["Sở Y tế"]
    assert gathered.consolidates
    assert gathered.receiver is None
    assert gathered.title == "Báo cáo tổng hợp kết quả công tác trẻ em năm 2025"


def test_nobody_asks_without_the_right_or_of_a_plan_out_of_sight(
    deadlines, health_clerk, stranger, make_all
):
    with pytest.raises(PermissionDenied):
        make(deadlines[0], Confirmed(["u1"]), by=health_clerk, now=NOW)
    with pytest.raises(Deadline.DoesNotExist):
        make(deadlines[0], Confirmed(["u1"]), by=stranger, now=NOW)
    assert not Obligation.objects.exists()


def test_what_was_not_proposed_or_chosen_is_refused(deadlines, officer):
    with pytest.raises(Refused, match="choose at least one"):
        make(deadlines[0], Confirmed([]), by=officer, now=NOW)
    with pytest.raises(Refused, match="not proposed any more"):
        make(deadlines[0], Confirmed(["u0"]), by=officer, now=NOW)


def test_confirming_again_asks_only_who_is_missing(deadlines, officer, make_all, health):
    (first, *_others) = propose(deadlines[0], by=officer, today=TODAY).owing
    make(deadlines[0], Confirmed([first.body.key]), by=officer, now=NOW)
    assert holders() == ["Sở Lao động"]
    assert holders(make_all(deadlines[0])) == ["Huyện Lộc Ninh", "Huyện Phước Long"]
    assert make_all(deadlines[0]) == []
    assert len(holders()) == 3
    one = Obligation.objects.get(organisation__name="Sở Lao động")
    assert (one.period, one.period_from, one.period_to) == ("year", day(1, 1), day(31, 12))
    assert (one.via, one.recipients, one.receiver) == ("Sở Y tế", ["UBND tỉnh"], health)
    assert AuditEntry.objects.filter(action="obligation.ask").count() == 3


def test_who_is_chosen_by_hand_is_asked_once(deadlines, officer, make_organisation, province):
    team = make_organisation("Đội công tác tỉnh", province)
    for made in (1, 0):
        asked = make(deadlines[0], Confirmed([], [team]), by=officer, now=NOW)
        assert len(asked) == made
    assert holders() == ["Đội công tác tỉnh"]


def test_what_was_taken_back_is_proposed_but_not_ticked(deadlines, officer, make_all):
    made = make_all(deadlines[0])
    withdraw(made[0], reason="Nhầm", of_everybody=False, by=officer, now=NOW)
    (again,) = propose(deadlines[0], by=officer, today=TODAY).missing
    assert again.was_withdrawn
    assert len(make_all(deadlines[0])) == 1


def test_the_deadlines_of_plans_in_force_are_listed(deadlines, officer, stranger):
    assert [len(one.missing) for one in deadlines_to_ask(officer, TODAY)] == [4, 3, 1]
    assert deadlines_to_ask(stranger, TODAY) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_ask_each_body_once(deadlines, officer, make_user, province):
    other = make_user("focal_office", province, uuid.uuid4().hex)
    keys = [one.body.key for one in propose(deadlines[0], by=officer, today=TODAY).owing]
    first, second = at_once(
        lambda: make(deadlines[0], Confirmed(keys), by=officer, now=NOW),
        lambda: make(deadlines[0], Confirmed(keys), by=other, now=NOW),
    )
    assert sorted(map(len, (first, second))) == [0, 3]
    assert Obligation.objects.count() == 3
