"""The demonstration's cases stand in different stages, as its people took them through the way."""

import datetime

import pytest
from django.conf import settings

from mangnon.cases.board import board
from mangnon.cases.models import CareNeed, Case, CaseClock, Placement, Referral, Report
from mangnon.core.models import AuditEntry, User
from mangnon.demo import cases as demonstration
from mangnon.demo.accounts import CHAIR, OFFICER, OPERATOR, PARTNER, make_accounts
from mangnon.demo.cases import make_cases
from mangnon.ui.context import now
from tests.conftest import make_province_rows
from tests.standing import standing

TODAY = datetime.date(2025, 6, 10)


@pytest.fixture(scope="module")
def entered(django_db_setup, django_db_blocker, tmp_path_factory):
    with standing(django_db_blocker, tmp_path_factory.mktemp("cases")):
        settings.TODAY = TODAY
        make_accounts(make_province_rows(), TODAY)
        make_cases(TODAY)
        yield


@pytest.fixture
def made(entered, db):
    """What every test stands on; entered once."""


def test_a_visitor_finds_cases_at_every_stage_and_some_that_have_ended(made):
    stages = set(Case.objects.values_list("stage", flat=True))
    assert stages == {
        "received", "acknowledged", "checked", "assessed_initially", "assessed", "met",
        "plan_proposed", "under_plan", "reviewed", "closing_proposed", "closed",
    }  # fmt: skip
    officer, chair = (User.objects.get(username=name) for name in (OFFICER, CHAIR))
    assert sum(column.count for column in board(officer, now())) == 13
    assert sum(column.count for column in board(chair, now())) == 3  # what waits for them
    assert Case.objects.filter(closed_at__isnull=False).count() >= 7
    assert CaseClock.objects.running().exists()


def test_a_partner_has_a_referral_to_answer_and_one_that_is_done(made):
    partner = User.objects.get(username=PARTNER)
    assert sorted(Referral.objects.values_list("state", flat=True)) == ["done", "sent"]
    assert set(Referral.objects.values_list("organisation", flat=True)) == {partner.organisation_id}


def test_the_lists_of_care_hold_a_child_in_care_one_proposed_and_one_who_waits(made):
    assert CareNeed.objects.count() == 3
    assert sorted(Placement.objects.values_list("state", flat=True)) == ["in_care", "proposed"]


def test_they_are_entered_whole_and_by_the_people_of_the_commune(made):
    assert AuditEntry.objects.filter(action=demonstration.MADE).count() == 1
    received = AuditEntry.objects.filter(action="case.receive")
    assert received.count() == Case.objects.count() == 20
    assert set(Case.objects.exclude(manager=None).values_list("manager__username", flat=True)) == {
        OFFICER
    }


def test_a_hotline_received_what_came_by_hotlines_and_no_more(made):
    of_operator = Report.objects.filter(received_by__username=OPERATOR)
    channels = set(of_operator.values_list("channel", flat=True))
    assert channels == {"hotline_111", "provincial_hotline", "line_1022"}
    assert not Report.objects.exclude(received_by__username=OPERATOR).filter(channel__in=channels)
