"""`catalog diff` and `apply`, `doctor` and `indicators check`, as the command line runs them."""

import datetime
import json

import pytest

from mangnon import catalog
from mangnon.config.cli import build_parser
from mangnon.config.commands import catalog as catalog_command
from mangnon.config.commands import catalogs, doctor, indicators
from mangnon.core import catalogs as core_catalogs
from mangnon.core.models import AppliedCatalog, Refused
from mangnon.core.units.loading import local_administrator
from mangnon.indicators.models import Finding
from mangnon.indicators.quality.explaining import explain_finding
from mangnon.indicators.services import compute_run
from mangnon.snapshots.services import take_snapshot
from tests import small_province
from tests.catalogs.conftest import LEAF_14, edit, redefine


@pytest.fixture
def home(province, officer, settings, tmp_path):
    settings.TODAY, settings.HOME = small_province.TODAY, tmp_path / "home"
    settings.SNAPSHOTS = settings.HOME / "snapshots"
    small_province.fill(province, officer)
    return local_administrator()


def answered(capsys, command, *words):
    """Run one command here; return its exit status and the JSON that it printed."""
    status = command(build_parser().parse_args([*map(str, words), "--json"]))
    return status, json.loads(capsys.readouterr().out)


def test_two_folders_are_compared_field_by_field(home, other, capsys):
    redefine(other)
    status, value = answered(capsys, catalogs.diff_, "catalog", "diff", "--catalog", other)
    assert status == 0
    assert [(each["name"], each["how"]) for each in value["changes"]] == [
        ("14@2021-01-01", "changed"),
        ("14@2026-01-01", "added"),
    ]
    assert value["changes"][0]["fields"] == [
        {"field": "valid_to", "before": None, "after": "2026-01-01"}
    ]
    assert value["refused"] == []
    assert value["before"]["sha256"] != value["after"]["sha256"]


def test_a_catalogue_is_named_alone_or_after_its_option(home, other, capsys):
    redefine(other)
    for command, words in ((catalog_command.check, ["check"]), (catalogs.diff_, ["diff"])):
        alone = answered(capsys, command, "catalog", *words, other)
        assert alone == answered(capsys, command, "catalog", *words, "--catalog", other)
    words = "--catalog", other, "--user", home.username
    status, value = answered(capsys, catalogs.apply_, "catalog", "apply", *words)
    assert (status, value["applied_by"]) == (0, home.username)


@pytest.mark.parametrize("command", ["check", "diff", "apply"])
def test_a_catalogue_is_named_once(command):
    with pytest.raises(SystemExit):
        build_parser().parse_args(["catalog", command, "here", "--catalog", "there"])


def test_apply_asks_which_catalogue():
    with pytest.raises(SystemExit):
        build_parser().parse_args(["catalog", "apply"])


def test_diff_says_why_apply_would_refuse(home, other, capsys):
    compute_run(take_snapshot(small_province.TODAY, by=home), by=home)
    edit(other, LEAF_14, ("INTERVAL '5' YEAR", "INTERVAL '1' YEAR"))
    status, value = answered(capsys, catalogs.diff_, "catalog", "diff", "--catalog", other)
    assert (status, value["changes"][0]["is_in_place"]) == (0, True)
    assert "không được sửa tại chỗ" in value["refused"][0]


def test_what_changed_since_a_snapshot_is_told_by_its_code(home, other, capsys):
    snapshot = take_snapshot(small_province.TODAY, by=home)
    redefine(other)
    answered(capsys, catalogs.apply_, "catalog", "apply", other)
    _status, value = answered(capsys, catalogs.diff_, "catalog", "diff", "--against", snapshot.code)
    assert [each["name"] for each in value["changes"]] == ["14@2021-01-01", "14@2026-01-01"]
    with pytest.raises(Refused):
        answered(capsys, catalogs.diff_, "catalog", "diff", "--against", "nowhere")


def test_apply_answers_with_the_hash_and_what_changes(home, other, capsys):
    redefine(other)
    status, value = answered(capsys, catalogs.apply_, "catalog", "apply", other)
    applied = AppliedCatalog.objects.get()
    assert (status, value["sha256"], value["applied_by"]) == (0, applied.sha256, home.username)
    assert len(value["changes"]) == 2
    with pytest.raises(Refused, match="Không có thư mục"):
        answered(capsys, catalogs.apply_, "catalog", "apply", other / "nowhere")


def test_doctor_tells_of_a_newer_packaged_catalogue_and_of_a_touched_one(
    home, other, capsys, monkeypatch
):
    redefine(other)
    answered(capsys, catalogs.apply_, "catalog", "apply", other)
    assert doctor.catalog_state()[1] == []
    newer = other.parent / "newer"
    other.rename(newer)
    edit(newer, "quality/jump@2021-01-01.yaml", ("limit: 50", "limit: 40"))
    monkeypatch.setattr(core_catalogs.in_force, "CATALOG", newer)
    assert "mang theo danh mục mới hơn" in doctor.catalog_state()[1][0]
    edit(AppliedCatalog.objects.get().folder, LEAF_14, ("better: higher", "better: lower"))
    assert "đã bị sửa" in doctor.catalog_state()[1][0]
    assert catalog.CATALOG.is_dir()


def test_the_check_fails_until_every_finding_is_explained(home, province, capsys):
    run = compute_run(take_snapshot(small_province.TODAY, by=home), by=home)
    Finding.objects.exclude(check_name="complete", unit=province).delete()
    words = ("indicators", "check", "--snapshot", run.snapshot.code)
    status, [row] = answered(capsys, indicators.check, *words)
    assert (status, row["check"], row["unit"], row["explained"]) == (1, "complete", "70", None)
    assert row["advice"].startswith("Đề nghị cơ quan chủ trì")
    reason = "Kỳ này chưa thu thập các chỉ tiêu ấy, theo kế hoạch năm."
    explain_finding(Finding.objects.get().pk, by=home, reason=reason)
    status, [row] = answered(capsys, indicators.check, *words)
    assert (status, row["explained"]["reason"]) == (0, reason)
    assert answered(capsys, indicators.check, *words, "--unit", "25216") == (0, [])
    assert datetime.datetime.fromisoformat(row["explained"]["at"])
