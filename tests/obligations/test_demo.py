"""The plan as it was signed: who owes its reports in the demonstration."""

import datetime
import io

import pytest
from docx import Document

from mangnon.catalog import CATALOG
from mangnon.core.organisations.files import load_catalog_organisations
from mangnon.core.organisations.succession import OrganisationHandover
from mangnon.core.units.loading import load_catalog_units, local_administrator
from mangnon.core.units.province import results_province
from mangnon.demo.accounts import make_accounts
from mangnon.demo.build import PLAN
from mangnon.demo.obligations import make_obligations
from mangnon.documents import read_plan
from mangnon.plans.services import approve_plan, confirm_all, import_plan, settle_all_warnings
from mangnon.reports.models import Obligation
from mangnon.reports.obligations.ended import why_ended
from mangnon.reports.obligations.letter import letter_to_late
from mangnon.ui.context import now


@pytest.mark.django_db
def test_what_the_plan_as_signed_asked_stands_with_the_successors_and_one_waits(settings):
    settings.TODAY = datetime.date(2025, 11, 25)
    load_catalog_units(CATALOG / "units")
    load_catalog_organisations(CATALOG / "organisations")
    make_accounts(results_province(), settings.TODAY)
    by = local_administrator()
    plan = import_plan(read_plan(PLAN), by=by, unit=results_province(), source=PLAN)
    settle_all_warnings(plan, by=by)
    confirm_all(plan, by=by)
    plan = approve_plan(plan, by=by)
    made = make_obligations(plan, settings.TODAY, by=by)
    owed = Obligation.objects.standing()
    committees = owed.filter(organisation=None, deadline__isnull=False)
    assert {one.unit.level for one in committees} == {"commune"}
    assert committees.count() == 40
    assert all(one.in_place_of and one.unit.exists_on(settings.TODAY) for one in committees)
    (gathered,) = owed.filter(consolidates=True)
    assert str(gathered.organisation) == "Sở Y tế thành phố Đồng Nai"
    assert gathered.unit == gathered.organisation.unit
    agencies = owed.filter(organisation__isnull=False, consolidates=False)
    assert gathered.organisation not in {one.organisation for one in agencies}
    assert agencies.count() >= 10
    (waits,) = (one for one in owed if why_ended(one.unit, one.organisation, settings.TODAY))
    offers = OrganisationHandover.objects.open().filter(record_id=str(waits.pk))
    assert offers.get().from_organisation == waits.organisation
    assert {one.receiver for one in agencies} == {gathered.organisation}
    assert made == 11 + 1 + agencies.count() + 1
    letter = letter_to_late(agencies[0], by=by, now=now())
    words = " ".join(p.text for table in Document(io.BytesIO(letter)).tables for row in table.rows
                     for cell in row.cells for p in cell.paragraphs)  # fmt: skip
    assert "SỞ Y TẾ" in words.replace("\xa0", " ")
