"""Figures of a province that is small enough to count by hand."""

import pytest

from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province


@pytest.fixture
def snapshot(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS = tmp_path / "snapshots"
    small_province.fill(province, officer)
    return take_snapshot(small_province.TODAY, by=officer)


@pytest.fixture
def run(snapshot, officer):
    return compute_run(snapshot, by=officer)
