"""What is not done yet passes on: with an organisation to its successor, with a unit's reform."""

import datetime

import pytest

from mangnon.core.models import OrganisationHandover, Unit
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.events import Event
from mangnon.core.organisations.handing_over import accept, words_of
from mangnon.core.registries import UNIT_MOVERS
from mangnon.plans.work.reporting import Report, report
from tests.plan_work.conftest import NOW, TODAY, fresh


@pytest.fixture
def two(make_task, officer, labour):
    """An open task of the labour department, and one that it did."""
    done = make_task("Đã xong", organisation=labour)
    report(done, Report("done"), by=officer, now=NOW)
    return make_task("Còn làm", organisation=labour), done


def test_open_tasks_pass_to_the_successor_that_takes_them(
    two, officer, labour, home_affairs, receiver
):
    still, done = two
    apply_change(Event("merge", TODAY, "NQ 1/NQ-HĐND", (labour,), (home_affairs,)), by=officer)
    offered = OrganisationHandover.objects.get(kind="plans.assignment")
    (waiting,) = words_of([offered]).values()
    assert waiting.words == "Còn làm"
    accept([offered], by=receiver, today=TODAY)
    assert fresh(still).organisation == home_affairs
    assert fresh(done).organisation == labour


def test_a_part_in_a_task_passes_to_the_successor_once_and_back(
    make_task, officer, labour, home_affairs, health, receiver
):
    shared = make_task("Dạy bơi", organisation=health, partners=[labour])
    theirs = make_task("Việc của Nội vụ", organisation=home_affairs, partners=[labour])
    change = apply_change(
        Event("merge", TODAY, "NQ 1/NQ-HĐND", (labour,), (home_affairs,)), by=officer
    )
    offered = OrganisationHandover.objects.filter(kind="plans.assignment_partner")
    assert {one.words for one in words_of(offered).values()} == {"Dạy bơi", "Việc của Nội vụ"}
    accept(offered, by=receiver, today=TODAY)
    assert (list(shared.partners.all()), list(theirs.partners.all())) == ([home_affairs], [])
    undo_change(change, by=officer)
    assert list(shared.partners.all()) == list(theirs.partners.all()) == [labour]


def test_open_tasks_of_a_unit_pass_with_it_and_back(make_task, officer, commune):
    still, done = make_task("Còn làm", unit=commune), make_task("Đã xong", unit=commune)
    report(done, Report("done"), by=officer, now=NOW)
    other = Unit.objects.get(code="25217")
    mover = UNIT_MOVERS["assignments"]
    assert [(g.unit_id, g.count) for g in mover.preview([commune.pk])] == [(commune.pk, 1)]
    moved = mover.move(commune.pk, None, other.pk, datetime.date(2025, 7, 1))
    assert (fresh(still).unit, fresh(done).unit) == (other, commune)
    mover.undo(moved)
    assert fresh(still).unit == commune
