"""The drill: back up while people work, lose the home, restore into an empty one, compare."""

import json
import shutil

import pyrage
import pytest
from django.conf import settings

from mangnon.config.restore import differences
from mangnon.core.encryption.keyring import Keyring, make_first
from tests.command_line import SMALL_DEMO, made_home, mangnon, new_home, refused


@pytest.fixture(scope="module")
def places():
    """A home with a small demonstration, and a folder beside it for backups."""
    with made_home(*SMALL_DEMO) as home:
        elsewhere = home.parent / "elsewhere"
        elsewhere.mkdir()
        yield home, elsewhere


@pytest.fixture(scope="module")
def saved(places):
    home, elsewhere = places
    done = mangnon("backup", elsewhere / "province.age", "--json", home=home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_backup_is_restored_into_an_empty_home_and_is_identical(places, saved):
    with new_home() as fresh:
        done = mangnon("restore", saved["file"], "--verify", "--json", home=fresh)
        assert done.returncode == 0, done.stdout + done.stderr
        restored = json.loads(done.stdout)
        assert (restored["identical"], restored["differences"]) == (True, [])
        assert (restored["rows"], restored["files"]) == (saved["rows"], saved["files"])
        (snapshot,) = (s for s in listed(fresh) if s["as_of"] == "2025-10-31")
        assert mangnon("snapshot", "verify", snapshot["snapshot"], home=fresh).returncode == 0
        # The home goes on where the other left off: its audit is one chain, its figures are there.
        assert mangnon("audit", "verify", home=fresh).returncode == 0
        refused(mangnon("restore", saved["file"], home=fresh), "không trống")
        # The sealed values open with the keys that came along, whatever became of those at home.
        assert keys_of(fresh) == keys_of(places[0])
        assert mangnon("doctor", home=fresh).returncode == 0


def listed(home):
    return json.loads(mangnon("snapshot", "list", "--json", home=home).stdout)


def keys_of(home):
    listed = json.loads(mangnon("keys", "list", "--json", home=home).stdout)
    return {(key["id"], key["state"], key["rows"]) for key in listed}


def test_the_keys_of_the_fields_are_in_the_keys_part_only(places, saved):
    ring = (places[0] / "keys" / "keyring.json").read_text()
    secrets = [key["secret"] for kind in ("values", "index") for key in json.loads(ring)[kind]]
    kept = json.loads(open(saved["keys"]).read())  # noqa: PTH123, SIM115
    assert json.loads(kept["keyring"]) == json.loads(ring)
    archive = open(saved["file"], "rb").read()  # noqa: PTH123, SIM115
    identity = pyrage.x25519.Identity.from_str(kept["identity"])
    inside = pyrage.decrypt(archive, [identity])
    for secret in secrets:
        assert secret.encode() not in inside
        assert bytes.fromhex(secret) not in inside


def test_keys_that_are_not_those_of_the_values_are_found_by_verify(saved, tmp_path):
    file = tmp_path / "province.age"
    shutil.copy(saved["file"], file)
    kept = json.loads(open(saved["keys"]).read())  # noqa: PTH123, SIM115
    kept["keyring"] = Keyring.new().text
    (tmp_path / "province.age.keys").write_text(json.dumps(kept))
    with new_home() as fresh:
        done = mangnon("restore", file, "--verify", "--json", home=fresh)
        assert done.returncode == 1
        restored = json.loads(done.stdout)
        assert restored["identical"] is False
        assert {difference["what"] for difference in restored["differences"]} == {"keys"}
        asked = mangnon("keys", "list", "--json", home=fresh)
        assert asked.returncode == 1
        assert "missing" in {key["state"] for key in json.loads(asked.stdout)}


def test_a_restore_never_overwrites_keys_that_are_there(saved, tmp_path):
    ring = tmp_path / "keyring.json"
    make_first(ring)
    before = ring.read_text()
    with new_home() as fresh:
        done = mangnon("restore", saved["file"], home=fresh, MANGNON_KEYS=ring)
        refused(done, "keyring.json", "chuyển")
    assert ring.read_text() == before


def test_nobody_reads_a_backup_without_its_keys(places, saved, tmp_path):
    content = open(saved["file"], "rb").read()  # noqa: PTH123, SIM115
    assert content.startswith(b"age-encryption.org/v1")
    assert b"core_auditentry" not in content
    alone = tmp_path / "alone.age"
    shutil.copy(saved["file"], alone)
    with new_home() as fresh:
        refused(mangnon("restore", alone, home=fresh), "alone.age.keys")
        other = places[1] / "other.age"
        assert mangnon("backup", other, home=places[0]).returncode == 0
        shutil.copy(f"{other}.keys", f"{alone}.keys")
        refused(mangnon("restore", alone, home=fresh), "không mở được")


@pytest.mark.parametrize("cut", ["first", "middle", "last"])
def test_a_damaged_backup_is_refused_and_nothing_is_restored(saved, tmp_path, cut):
    content = bytearray(open(saved["file"], "rb").read())  # noqa: PTH123, SIM115
    if cut == "last":
        content = content[:-100]
    else:
        content[{"first": 3, "middle": len(content) // 2}[cut]] ^= 1
    damaged = tmp_path / "damaged.age"
    damaged.write_bytes(content)
    shutil.copy(saved["keys"], tmp_path / "damaged.age.keys")
    with new_home() as fresh:
        refused(mangnon("restore", damaged, home=fresh), "damaged.age")
        assert not list(fresh.glob(".restore-*"))
        assert not (fresh / "snapshots").exists()


def test_a_backup_is_not_written_over_another_nor_into_the_home(places, saved):
    home, elsewhere = places
    refused(mangnon("backup", saved["file"], home=home), "tên khác")
    refused(mangnon("backup", home / "inside.age", home=home), "ngoài nơi lưu")
    refused(mangnon("backup", elsewhere / "no" / "where.age", home=home), "Không có thư mục")
    assert not list(home.glob(".backup-*"))


def test_a_file_or_a_row_that_is_not_as_it_was_is_found(tmp_path, saved):
    manifest = {
        "tables": {"gone": 5},
        "sha256": {"files/snapshots/a": "0" * 64, "database.dump": "1"},
    }
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "a").write_text("changed")
    found = differences(manifest, home=tmp_path, url=settings.DATABASE_URL)
    assert [(d.what, d.expected, d.found[:4]) for d in found] == [
        ("gone", "5", "None"),
        ("files/snapshots/a", "0" * 64, "d67e"),
    ]
