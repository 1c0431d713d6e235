"""Registers with something in them, and a folder for what is frozen."""

import pytest

from tests import small_province


@pytest.fixture
def registers(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS = tmp_path / "snapshots"
    return small_province.fill(province, officer)
