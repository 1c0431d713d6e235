"""A child of the register is found again by what a snapshot calls it, and by nothing else."""

import pyarrow.parquet as pq
import pytest
from django.db import connection

from mangnon.children.models import Child
from mangnon.snapshots.pseudonyms import IsOneOf, Pseudonym, pseudonyms_known, set_key
from mangnon.snapshots.services import take_snapshot
from tests import small_province


@pytest.fixture
def keys(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path
    settings.SNAPSHOTS = tmp_path / "snapshots"
    small_province.fill(province, officer)
    taken = take_snapshot(small_province.TODAY, by=officer)
    return pq.read_table(taken.folder / "children", columns=["child_key"])["child_key"].to_pylist()


def test_the_expression_gives_what_the_snapshot_froze(keys):
    with pseudonyms_known():
        today = list(Child.objects.annotate(key=Pseudonym("pk")).values_list("key", flat=True))
    assert len(keys) == 7  # all but the one who has turned sixteen
    assert set(keys) < set(today)


def test_one_of_the_keys_finds_one_child(keys):
    named = Child.objects.annotate(key=Pseudonym("pk"))
    with pseudonyms_known():
        assert named.filter(IsOneOf("key", keys[:1], "text")).count() == 1
        assert named.filter(IsOneOf("key", [], "text")).count() == 0
        assert named.filter(IsOneOf("key", ["0" * 32], "text")).count() == 0


def test_without_the_key_nobody_is_found(keys):
    with pseudonyms_known(), connection.cursor() as cursor:
        set_key(cursor, "")
        named = Child.objects.annotate(key=Pseudonym("pk"))
        assert named.filter(IsOneOf("key", keys, "text")).count() == 0
