"""The demonstration's difficulties: one of each end, raised and answered by its people."""

import datetime

from mangnon.core.models import Unit
from mangnon.demo.accounts import AGENCY, COMMUNE_OFFICER, OFFICE
from mangnon.demo.difficulties import make_difficulties
from mangnon.plans.models import Difficulty
from mangnon.plans.work.giving import Asked, give
from tests.conftest import placed

TODAY = datetime.date(2025, 10, 31)
NOW = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC)


def test_a_visitor_finds_one_solved_one_asked_back_and_one_that_went_up(
    make_user, province, health, settings
):
    settings.TODAY = TODAY
    office = make_user("focal_office", province, OFFICE)
    placed(make_user("agency_focal_point", province, AGENCY), health)
    make_user("commune_officer", Unit.objects.get(code="25216"), COMMUNE_OFFICER)
    task = give(Asked("Tiêm chủng", province, health), by=office, now=NOW)
    make_difficulties(TODAY)
    found = {one.state: one for one in Difficulty.objects.all()}
    assert set(found) == {"solved", "asked", "raised"}
    assert found["asked"].task == task
    assert found["raised"].escalated_on == TODAY
