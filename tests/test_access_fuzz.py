"""Random people, addresses and records: nothing is answered that the rules do not give."""

import pytest

from tests import two_provinces
from tests.access_fuzz import leaks

SEED, TRIPLES = 2025, 600


@pytest.fixture
def site(db, settings, tmp_path):
    settings.TODAY = two_provinces.TODAY
    settings.HOME = settings.SNAPSHOTS = tmp_path
    settings.REPORTS = tmp_path / "reports"
    return two_provinces.fill(tmp_path)


def test_no_triple_of_person_route_and_record_leaks(site):
    found = leaks(site, seed=SEED, triples=TRIPLES)
    assert not found, f"seed {SEED}, {len(found)} of {TRIPLES}:\n" + "\n".join(found)
