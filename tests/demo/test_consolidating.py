"""The demonstration's consolidated report: of reports that came, with one late and one repeated."""

import datetime

from mangnon.core.models import Unit
from mangnon.demo.accounts import OFFICE_OF_TODAY
from mangnon.demo.consolidating import make_consolidation
from mangnon.demo.reports import make_reports
from mangnon.plans.models import Plan
from mangnon.reports.consolidating.bodies import bodies_of, counts
from mangnon.reports.models import ConsolidatedPassage, Obligation
from mangnon.ui.context import now
from tests.reports.conftest import folders, plan, run

__all__ = ["folders", "plan", "run"]

TODAY = datetime.date(2025, 10, 31)


def test_a_visitor_finds_it_half_arranged(
    run, plan: Plan, make_user, make_organisation, province, settings, monkeypatch
):
    monkeypatch.setattr(
        "mangnon.reports.submissions.figures.require_untouched", lambda _snapshot: None
    )
    settings.TODAY = TODAY
    Unit.objects.update(valid_to=None)
    office = make_user("focal_office", province, OFFICE_OF_TODAY)
    gathers = make_organisation("Sở Y tế", province)
    for name in ("Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính"):
        make_organisation(name, province)
    about = {
        "plan": plan, "period": "year", "period_from": datetime.date(2025, 1, 1),
        "period_to": datetime.date(2025, 12, 31), "counted_until": datetime.date(2025, 11, 20),
        "due_on": datetime.date(2025, 11, 20), "asked_by": office, "asked_at": now(),
    }  # fmt: skip
    owed = Obligation.objects.create(
        unit=province, organisation=gathers, consolidates=True, title="Của kế hoạch", **about
    )
    make_reports(plan, TODAY)
    make_consolidation(plan, TODAY)
    owed = Obligation.objects.get(pk=owed.pk)
    stand = counts(bodies_of(owed, office, TODAY))
    assert stand == {"accepted": 3, "arrived": 1, "late": 1, "not_due": 1, "all": 6}
    passages = ConsolidatedPassage.objects.filter(consolidated=owed.submission)
    assert set(passages.values_list("state", flat=True)) == {"new", "taken", "left_out"}
    assert passages.exclude(like=None).exists()
