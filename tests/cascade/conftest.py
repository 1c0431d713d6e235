"""Three communes whose figures are few enough to weigh by hand, under a plan of six targets."""

import datetime
from decimal import Decimal

import pytest

from mangnon.core.models import Unit
from mangnon.core.units.loading import local_administrator
from mangnon.indicators.models import Result, Run
from mangnon.plans.models import Indicator, LocalPlan, LocalTarget, Plan, Target
from mangnon.snapshots.models import Snapshot
from tests.frozen import freeze, freeze_results
from tests.in_force import put_in_force

TODAY = datetime.date(2025, 10, 31)
MOMENT = datetime.datetime(2025, 10, 31, 8, tzinfo=datetime.UTC)
# leaf: relation, value, upper value, measure
TARGETS = {
    "1": (">=", "76.9", "", "percent"),
    "3a": ("<", "12", "", "per_1000"),
    "4b": ("<=", "20", "", "percent"),
    "5": (">=", "95", "", "percent"),
    "8a": ("<=", "90", "", "count"),
    "10": ("<=", "4.5", "", "percent"),
    "13": ("reduce_by", "2", "3", "percent"),
}
# leaf: unit: numerator, denominator. Districts and province are the sums.
COMMUNES = {
    "1": {"25216": (1, 1), "25217": (1, 1), "25270": (0, 1)},
    "3a": {"25216": (20, 1000), "25217": (30, 3000), "25270": (12, 1000)},
    "4b": {"25216": (30, 200), "25217": (60, 200), "25270": (110, 600)},
    "5": {"25216": (90, 100), "25217": (170, 200), "25270": (620, 700)},
    "8a": {"25216": (40, 2000), "25217": (30, 1000), "25270": (30, 7000)},
    "13": {"25216": (4, 100), "25217": (1, 100), "25270": (5, 300)},
}
DISTRICTS = {"25216": "688", "25217": "688", "25270": "692"}
PER = {"percent": 100, "per_1000": 1000, "count": 100}
STATED = {"70": 4.1, "25216": 5.0, "25217": 3.0}  # leaf 10; nobody stated one of 25270


@pytest.fixture(autouse=True)
def day(settings, tmp_path):
    settings.TODAY, settings.HOME, settings.SNAPSHOTS = TODAY, tmp_path, tmp_path / "snapshots"


@pytest.fixture
def plan(province, officer):
    return make_plan(province, officer)


def make_plan(unit, by, year=2025):
    plan = Plan.objects.create(
        title="Kế hoạch thử", number="15/KH-UBND", year=year, unit=unit,
        file_name="thu.docx", sha256="0" * 64, stored_as="thu.docx", created_by=by,
    )  # fmt: skip
    for place, (leaf, (relation, value, upper, measure)) in enumerate(TARGETS.items()):
        indicator = Indicator.objects.create(
            plan=plan, number=leaf.rstrip("abc"), text=f"Chỉ tiêu {leaf}", state="confirmed",
            position=place,
        )  # fmt: skip
        Target.objects.create(
            indicator=indicator, leaf=leaf, measure=f"Tỷ lệ {leaf}", relation=relation,
            value=Decimal(value), value_max=Decimal(upper) if upper else None, unit=measure,
            year=year, state="confirmed",
        )  # fmt: skip
    return put_in_force(plan, by, MOMENT)


@pytest.fixture
def run(province, officer):
    return make_run(officer)


def make_run(by, communes=COMMUNES):
    snapshot = Snapshot.objects.create(
        code="2025-10-31-0001", as_of=TODAY, taken_at=MOMENT, taken_by=by,
        manifest_sha256="ab" * 32, catalog_sha256="cd" * 32,
    )  # fmt: skip
    freeze(snapshot, [(leaf, *target) for leaf, target in TARGETS.items()], [_no_report()])
    run = Run.objects.create(
        snapshot=snapshot, engine="duckdb", engine_version="1", software_version="1",
        catalog_sha256="cd" * 32, results_sha256="ef" * 32, computed_by=by, seconds=1,
    )  # fmt: skip
    units = {unit.code: unit for unit in Unit.objects.all()}
    rows = [
        _result(run, leaf, units[code], top, bottom)
        for leaf, counts in communes.items()
        for code, (top, bottom) in summed(counts).items()
    ]
    rows += [_result(run, "10", units[code], None, None, value) for code, value in STATED.items()]
    Result.objects.bulk_create(rows)
    freeze_results(run)
    return run


def summed(counts):
    """Return the counts of the communes, and those of what lies above them."""
    found = dict(counts)
    for code, (top, bottom) in counts.items():
        for above in (DISTRICTS[code], "70"):
            was = found.get(above, (0, 0))
            found[above] = was[0] + top, was[1] + bottom
    return found


def _result(run, leaf, unit, top, bottom, value=None):
    if top is not None and bottom:
        value = top * PER[TARGETS[leaf][3]] / bottom
    return Result(
        run=run, leaf=leaf, unit=unit, dimension="total", member="total", numerator=top,
        denominator=bottom, value=value, attainment="off_track", basis="provisional", flags=[],
    )  # fmt: skip


def _no_report():
    return {
        "leaf": "10", "unit_code": "99", "unit_valid_from": datetime.date(1997, 1, 1),
        "year": 2020, "value": 1.0, "state": "value", "basis": "final", "source": "Khảo sát",
        "method": "Mẫu", "organisation": "Sở",
    }  # fmt: skip


@pytest.fixture
def admin(province):
    """Somebody who may see every count."""
    return local_administrator()


@pytest.fixture
def own(plan, officer, leader):
    """Give a unit an approved plan of its own with these targets; None leaves one out."""

    def make(code, **values):
        unit = Unit.objects.get(code=code)
        local = LocalPlan.objects.create(
            plan=plan, year=2025, unit=unit, state="sent", drafted_by=officer, drafted_at=MOMENT,
            changed_at=MOMENT, sent_by=officer, sent_at=MOMENT,
        )  # fmt: skip
        targets = {t.leaf: t for t in Target.objects.of(plan)}
        LocalTarget.objects.bulk_create(
            LocalTarget(
                local_plan=local, target=targets[leaf], leaf=leaf, proposed=targets[leaf].value,
                value=None if value is None else Decimal(str(value)), method="as_is", reason="Thử",
            )
            for leaf, value in ((name.removeprefix("_"), value) for name, value in values.items())
        )  # fmt: skip
        local.state, local.decided_by, local.decided_at = "approved", leader, MOMENT
        local.save()
        return local

    return make
