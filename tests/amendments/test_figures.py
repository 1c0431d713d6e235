"""Amended targets hold in figures from their day on; a snapshot that was taken stands."""

import dataclasses
import datetime

import pyarrow.parquet as pq
import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.load import load_catalog
from mangnon.plans import services
from mangnon.plans.amendments.last_year import counts_of, how, rows_of
from mangnon.plans.models import Plan, Target
from mangnon.snapshots.registers import extract
from mangnon.snapshots.services import take_snapshot, verify_snapshot
from tests.amendments.conftest import DAY
from tests.plans.conftest import INDICATORS, import_small_plan, target


@pytest.fixture(scope="module")
def targets_table():
    return load_catalog(CATALOG).tables["targets"]


def targets_on(day, table):
    found = extract([table], as_of=day, key="k", units_on=datetime.date(2025, 6, 30))
    return {row["leaf"]: row["value"] for row in found["targets"].to_pylist()}


def test_the_targets_of_a_day_are_those_of_the_version_that_stood(amend, targets_table):
    amend()
    assert targets_on(DAY, targets_table)["4b"] == "9"
    assert targets_on(datetime.date(2025, 5, 31), targets_table)["4b"] == "10"
    assert targets_on(datetime.date(2025, 1, 1), targets_table) == {
        "1": "76.9", "4a": "5", "4b": "10", "13": "2",
    }  # fmt: skip
    assert targets_on(datetime.date(2024, 12, 31), targets_table) == {}


def test_one_to_come_is_in_no_figure_yet(amend, targets_table):
    amend(datetime.date(2025, 7, 1))
    assert targets_on(datetime.date(2025, 7, 1), targets_table)["4b"] == "10"


def test_a_plan_imported_in_the_place_of_an_amended_one_holds_from_the_start(
    amend, officer, province, tmp_path, targets_table
):
    amend()
    other = import_small_plan(tmp_path / "plans", officer, province)
    services.confirm_all(other, by=officer)
    services.settle_all_warnings(other, by=officer)
    services.approve_plan(other, by=officer, is_replacing=True)
    for day in (DAY, datetime.date(2025, 5, 31)):
        assert targets_on(day, targets_table)["4b"] == "10"


def test_a_snapshot_taken_before_stands(amend, officer, settings, tmp_path, draft):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    early = take_snapshot(DAY, by=officer)
    amend()
    late = take_snapshot(DAY, by=officer)
    assert verify_snapshot(early) == []
    assert value_in(early) == "10"
    assert value_in(late) == "9"
    assert Plan.objects.count() == 2


def value_in(snapshot):
    (file,) = (snapshot.folder / "targets").glob("*.parquet")
    rows = pq.read_table(file).to_pylist()
    return next(row["value"] for row in rows if row["leaf"] == "4b")


def made(relation, value, **more):
    return Target(relation=relation, value=value, unit="percent", **more)


@pytest.mark.parametrize(
    ("last", "this", "said"),
    [
        (None, made(">=", 5), "new"),
        (made(">=", 5), None, "dropped"),
        (made(">=", 5), made(">=", 5), "same"),
        (made(">=", 5), made(">=", 6), "higher"),
        (made("<", 5), made("<", 6), "lower"),
        (made("<", 5), made("<", 4), "higher"),
        (made("reduce_by", 5), made("reduce_by", 4), "lower"),
        (made("<", 5), made("<=", 5), "other"),
        (made("<", 5), made("<", 4, population="rural"), "other"),
    ],
)
def test_how_a_target_stands_to_last_year(last, this, said):
    assert how(last, this) == said


def approved_of(year, folder, officer, province, **changes):
    draft = import_small_plan(folder, officer, province, year=year, **changes)
    services.confirm_all(draft, by=officer)
    services.settle_all_warnings(draft, by=officer)
    return services.approve_plan(draft, by=officer)


def _next_year(indicator):
    targets = tuple(dataclasses.replace(one, year=2026) for one in indicator.targets)
    return dataclasses.replace(indicator, targets=targets)


def test_this_year_stands_beside_last_year(
    approved, officer, province, tmp_path, django_assert_num_queries
):
    later = [_next_year(indicator) for indicator in INDICATORS[:2]]
    later[0] = dataclasses.replace(
        later[0], targets=(target("1", "tỷ lệ xã đạt", ">=", "80", year=2026),)
    )
    new = approved_of(2026, tmp_path / "plans", officer, province, indicators=tuple(later))
    with django_assert_num_queries(4):
        rows = rows_of(new, approved)
    assert [(row.leaf, row.how) for row in rows] == [
        ("1", "higher"), ("4a", "same"), ("4b", "same"), ("13", "dropped"),
    ]  # fmt: skip
    assert rows[3].last_leads == ("Sở Tư pháp",)
    assert rows[3].measure == "số cuộc tảo hôn"
    assert ("Target", 3, 4) in counts_of(new, approved)
