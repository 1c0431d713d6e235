"""A small province with a plan in force and one computed run of five leaves."""

from datetime import UTC, date, datetime

import pytest

from mangnon.core.models import Unit
from mangnon.indicators.models import Result, Run
from mangnon.plans.models import Deadline, IndicatorLead, ItemState, Plan
from mangnon.snapshots.models import Snapshot
from tests.frozen import freeze, freeze_results
from tests.in_force import put_in_force

AS_OF = date(2025, 10, 31)
MOMENT = datetime(2025, 10, 31, 8, 0, tzinfo=UTC)
CONFIRMED = ItemState.CONFIRMED
LEAD, PARTNER = IndicatorLead.Role.LEAD, IndicatorLead.Role.PARTNER
# number: text, agencies
INDICATORS = {
    "1": ("76,9% xã, phường, thị trấn phù hợp với trẻ em", [(LEAD, "Sở Y tế")]),
    "4": ("Giảm suy dinh dưỡng", [(LEAD, "Sở Y tế"), (PARTNER, "Hội Liên hiệp Phụ nữ tỉnh")]),
    "9": ("Giảm xâm hại trẻ em", [(LEAD, "Sở Y tế"), (LEAD, "Công an tỉnh")]),
    "13": ("Giảm tảo hôn từ 2% đến 3%", [(LEAD, "Sở Tư pháp")]),
}
# leaf, relation, value, value_max, unit
TARGETS = (
    ("1", ">=", "76.9", "", "percent"),
    ("4b", "<=", "20", "", "percent"),
    ("9", "<=", "4", "", "percent"),
    ("12", ">=", "100", "", "percent"),
    ("13", "reduce_by", "2", "3", "percent"),
)
STUNTED = {2022: 23.0, 2023: 22.0, 2024: 21.0}  # what the agency stated for 4b
# leaf, unit: attainment, value, numerator, denominator, flags
FIGURES = {
    ("1", "70"): ("off_track", 200 / 3, 2, 3, ["small_numbers"]),
    ("1", "688"): ("met", 100.0, 2, 2, []),
    ("1", "692"): ("off_track", 0.0, 0, 1, []),
    ("1", "25216"): ("met", 100.0, 1, 1, []),
    ("1", "25217"): ("met", 100.0, 1, 1, []),
    ("1", "25270"): ("off_track", 0.0, 0, 1, []),
    ("4b", "70"): ("met", 18.0, 180, 1000, []),
    ("4b", "688"): ("met", 15.0, 90, 600, []),
    ("4b", "692"): ("off_track", 22.5, 90, 400, []),
    ("4b", "25216"): ("no_data", None, None, None, []),
    ("4b", "25217"): ("met", 15.0, 90, 600, []),
    ("4b", "25270"): ("off_track", 22.5, 90, 400, []),
    ("9", "70"): ("met", 0.02, None, None, ["definition_unsettled"]),
    ("12", "70"): ("not_applicable", None, None, None, []),
    ("13", "70"): ("off_track", 1.5, None, None, []),
}
BREAKDOWN = {"female": (16.0, 80, 500), "male": (20.0, 100, 500)}


@pytest.fixture
def plan(province, officer):
    plan = Plan.objects.create(
        title="Thực hiện công tác trẻ em năm 2025",
        year=2025,
        unit=province,
        file_name="plan.txt",
        sha256="0" * 64,
        stored_as="plan.txt",
        created_by=officer,
    )
    for number, (text, agencies) in INDICATORS.items():
        indicator = plan.indicators.create(number=number, text=text, state=CONFIRMED)
        for role, name in agencies:
            indicator.leads.create(role=role, name=name, state=CONFIRMED)
    for day, reporter in ((20, "Sở Y tế"), (10, "các sở, ban, ngành")):
        Deadline.objects.create(
            plan=plan,
            on=date(2025, 11, day),
            reporters=[reporter],
            recipients=["UBND tỉnh"],
            text="gửi báo cáo",
            state=CONFIRMED,
        )
    return put_in_force(plan, officer, MOMENT)


@pytest.fixture
def run(province, officer, settings, tmp_path):
    settings.SNAPSHOTS, settings.TODAY = tmp_path, AS_OF
    snapshot = Snapshot.objects.create(
        code="2025-10-31-0001",
        as_of=AS_OF,
        taken_at=MOMENT,
        taken_by=officer,
        manifest_sha256="ab" * 32,
        catalog_sha256="cd" * 32,
    )
    past = [reported("4b", year, value) for year, value in STUNTED.items()]
    freeze(snapshot, TARGETS, [reported("9", 2025, 0.02), *past])
    run = Run.objects.create(
        snapshot=snapshot,
        engine="duckdb",
        engine_version="2.0.0",
        software_version="0.1.0",
        catalog_sha256="cd" * 32,
        results_sha256="ef" * 32,
        sql={"measurements": "SELECT 'đo' FROM measurements", "births": "SELECT 1 FROM births"},
        computed_by=officer,
        seconds=0.1,
    )
    store_figures(run)
    freeze_results(run)
    return run


def reported(leaf, year, value):
    return {
        "leaf": leaf,
        "unit_code": "70",
        "unit_valid_from": date(1997, 1, 1),
        "year": year,
        "value": value,
        "state": "value",
        "basis": "provisional",
        "source": "Báo cáo quý III của Công an tỉnh",
        "method": "Cộng số vụ từ các huyện",
        "organisation": "Công an tỉnh",
    }


def store_figures(run):
    units = {unit.code: unit for unit in Unit.objects.all()}
    rows = [
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
            low=None if denominator is None else max(value - 5, 0),
            high=None if denominator is None else min(value + 5, 100),
            basis="provisional",
            flags=flags,
        )
        for (leaf, code), (attainment, value, numerator, denominator, flags) in FIGURES.items()
    ]
    rows += [
        Result(
            run=run,
            leaf="4b",
            unit=units["70"],
            dimension="sex",
            member=member,
            value=value,
            numerator=numerator,
            denominator=denominator,
            basis="provisional",
        )
        for member, (value, numerator, denominator) in BREAKDOWN.items()
    ]
    Result.objects.bulk_create(rows)


@pytest.fixture
def district_officer(make_user, province):
    return make_user("focal_office", Unit.objects.get(code="692"))
