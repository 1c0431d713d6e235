"""A province of three communes whose hidden counts are numbers that stand nowhere else."""

import datetime

import pytest

from mangnon.children.models import Child
from mangnon.core.models import Unit
from mangnon.indicators.live.refreshing import refresh
from mangnon.indicators.models import Finding
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province

# commune: children under 5 whose birth is registered, and those whose is not.
COUNTS = {"25216": (613, 216), "25217": (523, 196), "25270": (3, 224)}
SMALL, BESIDE = "25270", "25217"  # the small one is all of its district
BORN = datetime.date(2022, 5, 5)


@pytest.fixture
def run(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    small_province.make_plan(province, officer)
    units = {unit.code: unit for unit in Unit.objects.on(datetime.date(2025, 6, 30))}
    children = [
        Child(full_name="Điểu A", birth_date=BORN, birth_registration=answer, sex=sex,
              ethnicity="01", unit=units[code])
        for code, counts in COUNTS.items()
        for answer, count in zip(("yes", "no"), counts, strict=True)
        for number in range(count)
        for sex in (("male", "female")[number % 2],)
    ]  # fmt: skip
    for child in children:
        child.set_name_key()
    Child.objects.bulk_create(children)
    run = compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
    Finding.objects.create(
        run=run, unit=units[SMALL], check_name="jump", severity="warning", leaf="14", value=1.32,
        figure="3 227", says="Tăng từ 3 trên 227 trẻ.", advice="Xem lại.",
        begins_on=datetime.date(2025, 1, 1),
    )  # fmt: skip
    refresh()
    return run
