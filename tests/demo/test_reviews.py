"""The demonstration's reviews: one approved, one that waits for a colleague."""

import datetime

import pytest

from mangnon.demo.accounts import AGENCY, OFFICE
from mangnon.demo.reviews import make_reviews
from mangnon.plans.models import Review
from mangnon.plans.reviews.waiting import reviews_waiting_for
from tests.conftest import placed
from tests.reports.conftest import folders, plan, run

__all__ = ["folders", "plan", "run"]

TODAY = datetime.date(2025, 10, 31)


@pytest.mark.usefixtures("run", "plan")
def test_a_visitor_finds_one_approved_and_one_that_waits(make_user, province, health, settings):
    settings.TODAY = TODAY
    office = placed(make_user("focal_office", province, OFFICE), health)
    placed(make_user("agency_focal_point", province, AGENCY), health)
    colleague = make_user("focal_office", province, "dong-nghiep")
    make_reviews(TODAY)
    found = [(one.kind, one.organisation, one.state) for one in Review.objects.order_by("state")]
    assert found == [("half_year", health, "approved"), ("yearly", None, "submitted")]
    year = Review.objects.get(state="submitted")
    assert "Có 5 chỉ tiêu thành phần: 2 đạt" in year.results
    assert "kiện toàn" in year.next_steps
    assert list(reviews_waiting_for(office, TODAY)) == []
    assert len(list(reviews_waiting_for(colleague, TODAY))) == 1
