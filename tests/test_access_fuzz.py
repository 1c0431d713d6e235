"""Random people, addresses and records: nothing is answered that the rules do not give."""

import pytest

from tests import two_provinces
from tests.access_fuzz import leaks

SEED, TRIPLES = 2025, 600


@pytest.fixture
def site(db, settings, tmp_path):
    return two_provinces.fill(settings, tmp_path)


def test_no_triple_of_person_route_and_record_leaks(site):
    found = leaks(site, seed=SEED, triples=TRIPLES)
    assert not found, f"seed {SEED}, {len(found)} of {TRIPLES}:\n" + "\n".join(found)
