"""Freezing the registers: what goes in, what stays out, and what is refused."""

import datetime
import json

import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied

from mangnon.children.models import Child
from mangnon.core.keys import kept_secret
from mangnon.core.models import AuditEntry, Change, Refused
from mangnon.plans.models import Target
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import find_snapshot, take_snapshot, verify_snapshot
from tests.in_force import as_if_written_so
from tests.small_province import TODAY


def rows(snapshot, table):
    return pq.read_table(snapshot.folder / table).to_pylist()


def test_someone_without_the_right_freezes_nothing(registers, leader):
    with pytest.raises(PermissionDenied):
        take_snapshot(TODAY, by=leader)
    assert not Snapshot.objects.exists()


def test_a_day_to_come_is_refused(registers, officer):
    with pytest.raises(Refused, match="01/11/2025"):
        take_snapshot(TODAY + datetime.timedelta(days=1), by=officer)


def test_an_unknown_snapshot_is_refused_with_what_to_do(db):
    with pytest.raises(Refused, match="snapshot list"):
        find_snapshot("20250101-none")


def test_children_are_those_under_16_on_the_day(registers, officer):
    frozen = rows(take_snapshot(TODAY, by=officer), "children")
    assert len(frozen) == 7
    assert datetime.date(2009, 10, 31) not in {row["birth_date"] for row in frozen}
    earlier = rows(take_snapshot(datetime.date(2025, 10, 30), by=officer), "children")
    assert datetime.date(2009, 10, 31) in {row["birth_date"] for row in earlier}
    assert datetime.date(2025, 10, 31) not in {row["birth_date"] for row in earlier}


def test_no_name_and_no_identifier_of_a_child_is_in_any_file(registers, officer):
    snapshot = take_snapshot(TODAY, by=officer)
    content = b"".join(f.read_bytes() for f in snapshot.folder.rglob("*") if f.is_file())
    for child in Child.objects.all():
        assert child.full_name.encode() not in content
        assert str(child.pk).encode() not in content
        assert child.pk.hex.encode() not in content
    for row in rows(snapshot, "children"):
        assert not {"Điểu", *map(str, Child.objects.values_list("pk", flat=True))} & set(
            map(str, row.values())
        )


def test_a_pseudonym_is_the_same_in_two_snapshots_and_another_in_another_home(
    registers, officer, settings, tmp_path
):
    first, second = (
        {row["child_key"] for row in rows(take_snapshot(TODAY, by=officer), "children")}
        for _again in range(2)
    )
    assert first == second
    settings.HOME = tmp_path / "other"
    other = {row["child_key"] for row in rows(take_snapshot(TODAY, by=officer), "children")}
    assert not first & other


def test_only_confirmed_targets_of_the_plan_in_force_are_frozen(registers, officer):
    with as_if_written_so():
        Target.objects.filter(leaf="10").update(state="rejected")
    frozen = {row["leaf"]: row for row in rows(take_snapshot(TODAY, by=officer), "targets")}
    assert set(frozen) == {"1", "14"}
    assert frozen["1"]["value"] == "76.9"
    assert frozen["14"]["value"] == "99"
    registers.state = "draft"
    with as_if_written_so():
        registers.save()
    assert rows(take_snapshot(TODAY, by=officer), "targets") == []


def test_a_figure_that_was_entered_later_was_not_known_then(registers, officer):
    day = datetime.date(2025, 10, 19)
    assert rows(take_snapshot(day, by=officer), "reported_values") == []
    assert len(rows(take_snapshot(TODAY, by=officer), "reported_values")) == 1


def test_units_are_those_of_the_plan_with_their_parents(registers, officer):
    units = {row["code"]: row for row in rows(take_snapshot(TODAY, by=officer), "units")}
    assert set(units) == {"70", "688", "692", "25216", "25217", "25270"}
    assert units["25216"]["parent_code"] == "688"
    assert units["70"]["parent_code"] == ""


def test_the_manifest_says_who_when_why_and_of_what(registers, officer):
    snapshot = take_snapshot(TODAY, by=officer, reason="Báo cáo năm")
    manifest = json.loads((snapshot.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2025-10-31"
    assert manifest["taken_by"] == officer.username
    assert manifest["reason"] == "Báo cáo năm"
    assert manifest["rows"]["children"] == 7
    assert manifest["catalog_sha256"] == snapshot.catalog_sha256
    assert any(name.startswith("sql/duckdb/") for name in manifest["files"])
    assert verify_snapshot(snapshot) == []


def test_taking_a_snapshot_is_recorded_and_feeds_the_changes(registers, officer):
    snapshot = take_snapshot(TODAY, by=officer)
    entry = AuditEntry.objects.get(action="snapshot.take")
    assert (entry.actor, entry.record_id) == (officer, str(snapshot.pk))
    assert Change.objects.filter(table="snapshots_snapshot", record_id=str(snapshot.pk)).exists()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "home" / "pseudonym.key"
    first = kept_secret(file)
    assert kept_secret(file) == first
    assert len(first) == 64
    assert file.stat().st_mode & 0o077 == 0
    assert [f.name for f in file.parent.iterdir()] == ["pseudonym.key"]


def test_a_reason_that_is_too_long_is_refused_before_anything_is_written(
    registers, officer, settings
):
    with pytest.raises(Refused, match="200"):
        take_snapshot(TODAY, by=officer, reason="x" * 201)
    assert not settings.SNAPSHOTS.exists()
