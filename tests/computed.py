"""Fixtures of a package whose tests stand on the small province, frozen and computed once.

Its `conftest.py` imports them. See `standing.py` for what is undone after each test.
"""

import pytest

from mangnon.core.models import Unit, User
from mangnon.indicators.models import Run
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province
from tests.standing import copy_for_a_test, make_small_province, standing

__all__ = ["made", "officer", "province", "run", "snapshot"]


@pytest.fixture(scope="package")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the folder of the run that every test of the package stands on."""
    folder = tmp_path_factory.mktemp("computed")
    with standing(django_db_blocker, folder):
        officer = make_small_province()
        compute_run(take_snapshot(small_province.TODAY, by=officer), by=officer)
        yield folder


@pytest.fixture
def run(made, tmp_path, monkeypatch, db):
    copy_for_a_test(made, tmp_path, monkeypatch)
    return Run.objects.select_related("snapshot").get()


@pytest.fixture
def snapshot(run):
    return run.snapshot


@pytest.fixture
def province(made, db):
    return Unit.objects.get(code="70")


@pytest.fixture
def officer(made, db):
    return User.objects.get(username="focal_office-70")
