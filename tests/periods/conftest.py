"""A small province with figures frozen at each year's end, in mid-year, and on the plan's day."""

from datetime import date

import pytest

from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province

MID, MID_BEFORE, LAST_END = date(2025, 6, 30), date(2024, 6, 30), date(2024, 12, 31)


@pytest.fixture
def folders(settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    return tmp_path


@pytest.fixture
def plan(province, officer, folders):
    return small_province.fill(province, officer)


@pytest.fixture
def freeze_day(plan, officer):
    """Return a function that freezes a day and computes it."""
    return lambda day: compute_run(take_snapshot(day, by=officer), by=officer)
