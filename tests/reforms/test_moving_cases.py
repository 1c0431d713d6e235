"""A reform in the middle of a case: it passes to the successor, with its open offer, and back."""

import datetime

import pytest
from django.utils import timezone

from mangnon.cases.handover.answering import accept
from mangnon.cases.handover.offering import offer
from mangnon.cases.models import Case, HandOver
from mangnon.cases.receiving.new_report import NewReport
from mangnon.cases.receiving.receiving import receive
from mangnon.cases.steps.taking import NewStep, take_step
from mangnon.core.models import Handover, Refused
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.reforms.undoing import undo_reform
from tests.reforms.conftest import DAY, tables
from tests.reforms.test_applying import MERGE, MERGED

NOW = datetime.datetime(2025, 6, 20, 9, tzinfo=timezone.get_default_timezone())
AFTER = datetime.datetime(2025, 7, 5, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.TODAY = DAY


@pytest.fixture
def taken(unit, make_user):
    """Return a function that opens a case of a commune, in the hands of an officer of it."""

    def take(code):
        worker = make_user("commune_officer", unit(code))
        told = NewReport(unit(code), "hotline_111", NOW, {"what": "Bị đánh"})
        case = receive(told, by=worker, now=NOW).case
        take_step(case.pk, NewStep("acknowledge", NOW), by=worker, now=NOW)
        return case, worker

    return take


def test_an_open_case_goes_to_the_successor_and_waits_there_to_be_accepted(
    taken, draft, apply, unit, make_user
):
    case, worker = taken("25216")
    chair = make_user("commune_chair", unit("25216"))
    before = list(case.clocks.order_by("pk").values())
    apply(draft(MERGE, MERGED))
    case.refresh_from_db()
    worker.refresh_from_db()
    chair.refresh_from_db()
    assert (case.unit.code, case.unit.valid_from) == ("25217", DAY)
    assert list(case.clocks.order_by("pk").values()) == before
    assert Case.objects.visible_to(worker).get() == case
    handover = Handover.objects.get(mover="cases", from_unit__code="25216")
    assert (handover.state, handover.count) == ("open", 1)
    accept_handover(handover.pk, by=chair)


def test_a_closed_case_stays_with_the_unit_that_closed_it(taken, draft, apply):
    case, _worker = taken("25216")
    Case.objects.filter(pk=case.pk).update(stage="closed", closed_at=NOW)
    apply(draft(MERGE, MERGED))
    case.refresh_from_db()
    assert case.unit.code == "25216"


def test_an_open_offer_reaches_the_successor_who_takes_the_case_over(
    taken, draft, apply, unit, make_user
):
    case, worker = taken("25288")
    offered = offer(case.pk, unit("25217"), "Cư trú", by=worker, now=NOW)
    receiver = make_user("commune_officer", unit("25217"))
    apply(draft(MERGE, MERGED))
    receiver.refresh_from_db()
    assert HandOver.objects.visible_to(receiver).get() == offered
    accept(offered.pk, by=receiver, now=AFTER)
    case.refresh_from_db()
    assert (case.unit.valid_from, case.manager) == (DAY, receiver)


def test_both_communes_become_one_and_nothing_is_left_to_accept(
    taken, draft, apply, unit, make_user
):
    case, worker = taken("25216")
    offered = offer(case.pk, unit("25217"), "Cư trú", by=worker, now=NOW)
    receiver = make_user("commune_officer", unit("25217"), "receiver")
    apply(draft(MERGE, MERGED))
    receiver.refresh_from_db()
    with pytest.raises(Refused, match="đã thuộc xã"):
        accept(offered.pk, by=receiver, now=AFTER)


def test_the_undo_of_a_reform_gives_the_case_back(taken, draft, apply, unit, officer):
    case, worker = taken("25216")
    offer(case.pk, unit("25270"), "Cư trú", by=worker, now=NOW)
    before = tables()
    batch = apply(draft(MERGE, MERGED))
    undo_reform(batch.pk, by=officer)
    assert tables() == before
