"""Ten thousand random people, addresses and records, another ten thousand in each run."""

import random

import pytest

from tests import two_provinces
from tests.access_fuzz import leaks

pytestmark = pytest.mark.soak
TRIPLES = 10_000


def test_ten_thousand_triples_of_person_route_and_record_leak_nothing(db, settings, tmp_path):
    seed = random.randrange(1_000_000)
    site = two_provinces.fill(settings, tmp_path)
    found = leaks(site, seed=seed, triples=TRIPLES)
    assert not found, f"seed {seed}, {len(found)} of {TRIPLES}:\n" + "\n".join(found)
