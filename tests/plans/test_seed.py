"""The seed plan and the demonstration's plan, from the document to the register."""

import pytest

from mangnon.catalog import CATALOG
from mangnon.core.organisations.files import load_catalog_organisations
from mangnon.documents import read_plan
from mangnon.plans import services
from mangnon.plans.models import IndicatorLead, LegalBasis, Target, Task
from mangnon.plans.review import progress_of


@pytest.fixture
def by(whole_province, make_user):
    return make_user("focal_office", whole_province)


def approve(source, by):
    plan = services.import_plan(read_plan(source), by=by, unit=by.unit, source=source)
    services.confirm_all(plan, by=by)
    services.settle_all_warnings(plan, by=by)
    return services.approve_plan(plan, by=by)


def test_the_seed_waits_whole_for_review(shared, by):
    source = shared / "seed" / "000_4295d422e4411f9f.txt"
    plan = services.import_plan(read_plan(source), by=by, unit=by.unit, source=source)
    assert plan.indicators.count() == 24
    assert Target.objects.of(plan).count() == 34
    assert Task.objects.of(plan).count() == 54
    assert (plan.agencies.count(), plan.key_tasks.count()) == (11, 8)
    assert (plan.deadlines.count(), plan.funding.count()) == (2, 3)
    assert progress_of(plan).confirmed == 0


def test_the_warnings_of_the_seed_stand_at_their_lines(shared, by):
    source = shared / "seed" / "000_4295d422e4411f9f.txt"
    plan = services.import_plan(read_plan(source), by=by, unit=by.unit, source=source)
    lines = {line.label: line.text for line in plan.lines.all()}
    found = {(warning.code, warning.line) for warning in plan.warnings.all()}
    assert "03/01/20219" in lines[next(line for code, line in found if code == "impossible-date")]
    first, second = plan.warnings.filter(code="unattainable-share")
    assert ("86" in first.text, "111" in first.text) == (True, True)
    assert ("45" in second.text, "111" in second.text) == (True, True)
    assert "Chỉ tiêu 1:" in lines[first.line]
    assert "Chỉ tiêu 21:" in lines[second.line]


def test_the_seed_once_approved_is_the_register_of_2025(shared, by):
    load_catalog_organisations(CATALOG / "organisations")
    plan = approve(shared / "seed" / "000_4295d422e4411f9f.txt", by)
    targets = Target.objects.visible_to(by).in_force(2025)
    assert targets.count() == 34
    nine = IndicatorLead.objects.in_force(2025).leads().filter(indicator__number="9")
    assert {lead.organisation.name for lead in nine} == {
        "Sở Y tế tỉnh Bình Phước", "Công an tỉnh Bình Phước",
    }  # fmt: skip
    unknown = plan.bodies.filter(organisation=None).values_list("name", flat=True)
    assert all("các" in name.lower() for name in unknown), list(unknown)
    assert LegalBasis.objects.in_force(2025).filter(number="26/2021/NQ-HĐND").exists()


def test_the_plan_of_the_demonstration_goes_into_force(by):
    approve(CATALOG / "demo" / "plan.docx", by)
    assert Target.objects.in_force(2025).count() == 34
