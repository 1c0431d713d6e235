"""What keeps the figures of a snapshot from being computed, or asked for."""

import pytest
from django.core.exceptions import PermissionDenied

from mangnon.core.models import Refused
from mangnon.indicators.models import Run
from mangnon.indicators.services import compute_run, latest_run


def test_someone_without_the_right_computes_nothing(snapshot, leader):
    with pytest.raises(PermissionDenied):
        compute_run(snapshot, by=leader)
    assert not Run.objects.exists()


def test_a_snapshot_that_was_touched_is_not_computed(snapshot, officer):
    file = snapshot.folder / "children" / "part-0.parquet"
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(Refused, match=r"children/part-0\.parquet"):
        compute_run(snapshot, by=officer)
    assert not Run.objects.exists()


def test_a_snapshot_without_figures_says_what_to_do(snapshot):
    with pytest.raises(Refused, match="indicators compute"):
        latest_run(snapshot)
