"""The layout of the catalogue, the wording of the sample facts, and a small province's records."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.models import Result, Run
from mangnon.plans.models import (
    Agency,
    Deadline,
    Indicator,
    IndicatorLead,
    ItemState,
    LegalBasis,
    Plan,
    Target,
    Task,
)
from mangnon.reports.layouts import Layout, load_layout
from mangnon.reports.wording import Wording
from mangnon.snapshots.models import Snapshot
from tests.frozen import freeze, freeze_results
from tests.in_force import put_in_force

from .samples import FACTS

MOMENT = datetime(2025, 10, 31, 8, 0, tzinfo=UTC)
CONFIRMED = ItemState.CONFIRMED
# number, leaf, relation, value, value_max, unit, leads
TARGETS = (
    ("1", "1", ">=", "76.9", None, "percent", ["Sở Y tế"]),
    ("4", "4b", "<=", "20", None, "percent", ["Sở Y tế"]),
    ("9", "9", "<=", "4", None, "percent", ["Sở Y tế", "Công an tỉnh"]),
    ("12", "12", ">=", "100", None, "percent", ["Sở Y tế"]),
    ("13", "13", "reduce_by", "2", "3", "percent", ["Sở Tư pháp"]),
)
# leaf, unit code: attainment, value, numerator, denominator
FIGURES = {
    ("1", "70"): ("off_track", 200 / 3, 2, 3),
    ("1", "688"): ("met", 100.0, 2, 2),
    ("1", "692"): ("missed", 0.0, 0, 1),
    ("4b", "70"): ("met", 18.0, 180, 1000),
    ("4b", "688"): ("met", 15.0, 90, 600),
    ("4b", "692"): ("missed", 22.5, 90, 400),
    ("9", "70"): ("no_data", None, None, None),
    ("12", "70"): ("not_applicable", None, None, None),
    ("13", "70"): ("met", 2.6, None, None),
    ("1", "25216"): ("met", 100.0, 1, 1),
    ("1", "25217"): ("met", 100.0, 1, 1),
    ("1", "25270"): ("missed", 0.0, 0, 1),
}


@pytest.fixture(scope="session")
def layout():
    return load_layout(Layout, "consolidated", date(2025, 6, 30))


@pytest.fixture(scope="session")
def say(layout):
    return Wording(FACTS, layout)


@pytest.fixture
def folders(settings, tmp_path):
    """Keep every file of a test in a folder of its own."""
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    settings.TODAY = date(2025, 10, 31)
    return tmp_path


@pytest.fixture
def plan(province, officer):
    """A plan in force with five indicators, two agencies, two deadlines and two bases."""
    plan = Plan.objects.create(
        title="Thực hiện công tác trẻ em năm 2025",
        place="Bình Phước",
        year=2025,
        issuer="UBND tỉnh Bình Phước",
        unit=province,
        file_name="plan.txt",
        sha256="0" * 64,
        stored_as="plan.txt",
        created_by=officer,
    )
    for number, leaf, relation, value, value_max, unit, leads in TARGETS:
        indicator = Indicator.objects.create(
            plan=plan, number=number, text=f"Chỉ tiêu {number}", state=CONFIRMED
        )
        Target.objects.create(
            indicator=indicator,
            leaf=leaf,
            measure="đo",
            relation=relation,
            value=Decimal(value),
            value_max=Decimal(value_max) if value_max else None,
            unit=unit,
            year=2025,
            state=CONFIRMED,
        )
        for name in leads:
            IndicatorLead.objects.create(
                indicator=indicator, role=IndicatorLead.Role.LEAD, name=name, state=CONFIRMED
            )
    _add_duties(plan)
    _add_deadlines(plan)
    LegalBasis.objects.create(
        plan=plan,
        kind="Công văn",
        number="1481/BYT-BMTE",
        issued_on=date(2025, 3, 14),
        issuer="Bộ Y tế",
        title="hướng dẫn",
        cited_in=LegalBasis.CitedIn.PREAMBLE,
        state=CONFIRMED,
    )
    LegalBasis.objects.create(
        plan=plan, kind="Luật", title="Trẻ em", cited_in=LegalBasis.CitedIn.BODY, state=CONFIRMED
    )
    return put_in_force(plan, officer, MOMENT)


def _add_duties(plan):
    health = Agency.objects.create(plan=plan, name="Sở Y tế", bodies=["Sở Y tế"], state=CONFIRMED)
    court = Agency.objects.create(
        plan=plan, name="Tòa án nhân dân tỉnh", is_requested=True, state=CONFIRMED
    )
    for agency, text, state in (
        (health, "Làm đầu mối", CONFIRMED),
        (health, "Tổng hợp", CONFIRMED),
        (health, "Đọc nhầm", ItemState.REJECTED),
        (court, "Xử nghiêm", CONFIRMED),
    ):
        Task.objects.create(agency=agency, text=text, state=state)


def _add_deadlines(plan):
    for day, reporters, recipients, via in (
        (date(2025, 11, 10), ["các sở, ban, ngành"], ["UBND tỉnh"], "Sở Y tế"),
        (date(2025, 11, 20), ["Sở Y tế"], ["Bộ Y tế", "UBND tỉnh"], ""),
    ):
        Deadline.objects.create(
            plan=plan,
            on=day,
            reporters=reporters,
            recipients=recipients,
            via=via,
            text="gửi báo cáo",
            state=CONFIRMED,
        )


@pytest.fixture
def run(province, officer, folders):
    """Figures of one run from a snapshot that carries its copy of the catalogue."""
    snapshot = Snapshot.objects.create(
        code="2025-10-31-0001",
        as_of=date(2025, 10, 31),
        taken_at=MOMENT,
        taken_by=officer,
        manifest_sha256="ab" * 32,
        catalog_sha256="cd" * 32,
    )
    frozen = [
        (leaf, sign, value, top or "", unit) for _n, leaf, sign, value, top, unit, _l in TARGETS
    ]
    freeze(snapshot, frozen, [])
    run = Run.objects.create(
        snapshot=snapshot,
        engine="duckdb",
        engine_version="2.0.0",
        software_version="0.1.0",
        catalog_sha256="cd" * 32,
        results_sha256="ef" * 32,
        computed_by=officer,
        seconds=0.1,
    )
    Run.objects.filter(pk=run.pk).update(computed_at=MOMENT)
    run.refresh_from_db()
    units = {unit.code: unit for unit in Unit.objects.all()}
    Result.objects.bulk_create(
        Result(
            run=run,
            leaf=leaf,
            unit=units[code],
            dimension="total",
            member="total",
            attainment=attainment,
            value=value,
            numerator=numerator,
            denominator=denominator,
            basis="provisional",
        )
        for (leaf, code), (attainment, value, numerator, denominator) in FIGURES.items()
    )
    freeze_results(run)
    return run
