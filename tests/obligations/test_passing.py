"""What an organisation owes passes to its successor, and follows its deadline and its days."""

import datetime

import pytest

from mangnon.core.models import OrganisationHandover
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.events import Event
from mangnon.core.organisations.handing_over import accept
from mangnon.plans.amendments.carrying import CARRIERS, hanging_on
from mangnon.plans.models import Deadline, Plan
from mangnon.reports.models import Obligation
from mangnon.reports.obligations.recurring import make_due
from tests.in_force import as_if_written_so, put_in_force
from tests.obligations.conftest import COMMUNES, NOW, TODAY, begin, day, holders, send


@pytest.fixture
def merged(officer, labour, home_affairs):
    return lambda: apply_change(
        Event("merge", TODAY, "NQ 1/NQ-HĐND", (labour,), (home_affairs,)), by=officer
    )


def taken_over(receiver):
    offers = OrganisationHandover.objects.filter(kind="reports.obligation")
    accept(offers, by=receiver, today=TODAY)


def test_what_an_organisation_owes_passes_with_its_draft_when_taken_over_and_back(
    deadlines, make_all, merged, officer, home_affairs, receiver, labour
):
    make_all(deadlines[0])
    owed = Obligation.objects.get(organisation=labour)
    report = begin(owed, officer)
    change = merged()
    owed.refresh_from_db()
    assert owed.organisation == labour  # nobody has taken it over yet
    taken_over(receiver)
    for one in (owed, report):
        one.refresh_from_db()
        assert one.organisation == home_affairs
    undo_change(change, by=officer)
    for one in (owed, report):
        one.refresh_from_db()
        assert one.organisation == labour


def test_who_owes_the_same_already_answers_both_with_one_report(
    deadlines, make_all, merged, officer, home_affairs, receiver, labour
):
    make_all(deadlines[0])
    owed = Obligation.objects.get(organisation=labour)
    own = Obligation.objects.create(
        unit=owed.unit, organisation=home_affairs, deadline=owed.deadline, period=owed.period,
        period_from=owed.period_from, period_to=owed.period_to, title=owed.title,
        due_on=owed.due_on, counted_until=owed.counted_until, asked_by=officer, asked_at=NOW,
    )  # fmt: skip
    change = merged()
    taken_over(receiver)
    owed.refresh_from_db()
    assert owed.joined_into == own
    undo_change(change, by=officer)
    owed.refresh_from_db()
    assert (owed.joined_into, owed.organisation) == (None, labour)


def test_what_was_sent_does_not_pass(deadlines, make_all, merged, officer, labour):
    make_all(deadlines[0])
    send(Obligation.objects.get(organisation=labour), officer, TODAY)
    merged()
    assert not OrganisationHandover.objects.filter(kind="reports.obligation").exists()


def test_what_is_owed_follows_its_deadline_to_the_next_version(
    deadlines, make_all, officer, labour, plan
):
    make_all(deadlines[0])
    sent = Obligation.objects.get(organisation=labour)
    send(sent, officer, TODAY)
    assert hanging_on({"deadline": [deadlines[0].pk]}) == [("Reports that are owed", 3)]
    new = Deadline.objects.create(
        plan=Plan.objects.create(
            unit=plan.unit, year=2025, file_name="b", sha256="1" * 64, stored_as="b",
            created_by=officer,
        ),
        state="confirmed", position=0, on=day(1, 12), via="Sở Nội vụ", text="Trước 01/12.",
    )  # fmt: skip
    assert CARRIERS["obligations"].carry({deadlines[0].pk: new.pk}) == 3
    followed = Obligation.objects.filter(deadline=new)
    assert followed.count() == 3
    open_ones = followed.unanswered()
    assert {(one.due_on, one.counted_until, one.via) for one in open_ones} == {
        (day(30), day(1, 12), "Sở Nội vụ")  # the 30th is a Sunday
    }
    sent.refresh_from_db()
    assert (sent.due_on, sent.via) == (day(9), "Sở Y tế")


def at(on):
    return datetime.datetime.combine(on, NOW.timetz())


def test_the_next_report_is_there_when_the_day_of_the_present_one_has_come(deadlines, make_all):
    make_all(deadlines[2])
    assert make_due(at(day(14, 6))) == 0
    assert make_due(at(day(15, 6))) == 4
    assert make_due(at(day(15, 6))) == 0
    following = Obligation.objects.filter(period_to=day(31, 12))
    assert {(one.due_on, one.counted_until) for one in following} == {(day(15, 12), day(15, 12))}
    assert following[0].title == "Báo cáo kết quả thực hiện công tác trẻ em 6 tháng cuối năm 2025"
    assert len(holders()) == 8
    assert make_due(at(day(15, 12))) == 4
    assert make_due(at(day(16, 12))) == 0


def test_a_plan_of_the_next_year_asks_for_its_own_reports(deadlines, make_all, officer, plan):
    with as_if_written_so():
        deadlines[2].on, deadlines[2].recurring = day(15, 12), "yearly"
        deadlines[2].save()
    make_all(deadlines[2])
    later = Plan.objects.create(
        unit=plan.unit, year=2026, file_name="c", sha256="2" * 64, stored_as="c",
        created_by=officer,
    )  # fmt: skip
    put_in_force(later, officer, NOW)
    assert Deadline.objects.get(pk=deadlines[2].pk).reporters == [COMMUNES]
    assert make_due(at(day(15, 12))) == 0


def test_who_took_a_report_back_is_not_asked_again_by_itself(deadlines, make_all, officer):
    made = make_all(deadlines[2])
    Obligation.objects.filter(pk=made[0].pk).update(
        withdrawn_by=officer, withdrawn_at=NOW, withdrawn_because="Nhầm"
    )
    assert make_due(at(day(15, 6))) == 3


def test_what_is_owed_to_an_organisation_is_owed_to_who_took_that_over_and_back(
    deadlines, make_all, merged, officer, home_affairs, receiver, labour
):
    make_all(deadlines[0])
    owed = Obligation.objects.exclude(organisation=labour)
    owed.update(receiver=labour)
    answered = owed.order_by("pk")[0]
    send(answered, officer, TODAY)
    change = merged()
    assert not Obligation.objects.filter(receiver=home_affairs).exists()
    offers = OrganisationHandover.objects.filter(kind="reports.obligation.received")
    assert str(answered.pk) not in offers.values_list("record_id", flat=True)
    accept(offers, by=receiver, today=TODAY)
    open_ones = owed.exclude(pk=answered.pk)
    assert set(open_ones.values_list("receiver", flat=True)) == {home_affairs.pk}
    answered.refresh_from_db()
    assert answered.receiver == labour
    undo_change(change, by=officer)
    assert set(owed.values_list("receiver", flat=True)) == {labour.pk}
