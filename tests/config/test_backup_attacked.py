"""A forged archive, a killed process, an eye on the processes: nothing half done, no leak."""

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
from hashlib import sha256

import pyrage
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from mangnon.config import backup, postgres, restore
from mangnon.config.archive import BackupError, Keys, read_archive, write_archive
from mangnon.config.backup import make_backup
from mangnon.config.home import require_finished
from mangnon.core.encryption.keyring import Keyring, make_first
from mangnon.refusal import Refusal
from tests.command_line import mangnon, new_home, refused

KEYS = Keys(pyrage.x25519.Identity.generate(), "0" * 64, Keyring.new())
DUMP = b"no dump of PostgreSQL"


def forged(folder, extra=(), **changes):
    """Write an archive with its keys, as only who holds the keys could, and return its path."""
    files = {"database.dump": DUMP, "files/snapshots/a": b"frozen"}
    manifest = {
        "version": 1,
        "software": "0.1.0",
        "made_at": "2025-11-25T00:00:00+00:00",
        "tables": {},
        "audit_head": "",
        "sha256": {name: sha256(content).hexdigest() for name, content in files.items()},
    } | changes
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for name, content in {"manifest.json": json.dumps(manifest).encode(), **files}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for member in extra:
            tar.addfile(member)
    file = folder / "forged.age"
    file.write_bytes(pyrage.encrypt(plain.getvalue(), [KEYS.identity.to_public()]))
    KEYS.write(folder / "forged.age.keys")
    return file


def member(name, kind=tarfile.REGTYPE, link=""):
    found = tarfile.TarInfo(name)
    found.type, found.linkname = kind, link
    return found


@pytest.mark.parametrize(
    "extra",
    [
        member("files/snapshots/link", tarfile.SYMTYPE, "../../manifest.json"),
        member("files/snapshots/hard", tarfile.LNKTYPE, "manifest.json"),
        member("files/snapshots/pipe", tarfile.FIFOTYPE),
        member("files/snapshots/folder", tarfile.DIRTYPE),
        member("files/snapshots/unnamed"),
        member("../outside"),
        member("/tmp/outside"),
        member("database.dump"),
    ],
    ids=lambda member: member.name,
)
def test_an_archive_holds_the_files_of_its_manifest_and_nothing_else(tmp_path, extra):
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(BackupError, match="bị hỏng"):
        read_archive(forged(tmp_path, [extra]), inside, KEYS.identity)
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("changes", [{"sha256": []}, {"sha256": {}}, {"sha256": None}])
def test_a_manifest_that_says_nothing_is_refused(tmp_path, changes):
    with pytest.raises(BackupError, match="bị hỏng"):
        read_archive(forged(tmp_path, **changes), tmp_path, KEYS.identity)


def test_a_backup_of_another_form_is_refused(tmp_path):
    with pytest.raises(BackupError, match=r"phần mềm 0\.1\.0"):
        read_archive(forged(tmp_path, version=2), tmp_path, KEYS.identity)


def test_when_the_database_cannot_be_restored_no_file_is(tmp_path):
    with new_home() as fresh:
        refused(mangnon("restore", forged(tmp_path), home=fresh), "pg_restore")
        assert not (fresh / "snapshots").exists()
        assert not list(fresh.glob(".restore-*"))


def test_a_home_whose_restore_was_killed_does_not_pass_for_whole(tmp_path):
    with new_home() as home:
        (home / ".restore-killed").mkdir(parents=True)
        refused(mangnon("snapshot", "list", home=home), "dở dang")
        refused(mangnon("restore", forged(tmp_path), home=home), "dở dang")


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """Put a pg_dump before ours that first does what `do` says, as a shell script."""

    def watch(do):
        program = tmp_path / "bin" / "pg_dump"
        program.parent.mkdir()
        real = postgres._binaries() / "pg_dump"
        program.write_text(f'#!/bin/sh\n{do}\nexec {real} "$@"\n')
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        monkeypatch.setenv("DATABASE_URL", settings.DATABASE_URL)

    return watch


def test_the_database_password_is_not_among_the_words_of_a_command(tmp_path, watched):
    watched(f'echo "$@" > {tmp_path}/words; echo "$PGPASSWORD" > {tmp_path}/password; exit 0')
    postgres.run_client("pg_dump", "--version", url="postgresql://someone:bi%20mat@nowhere/x")
    words = (tmp_path / "words").read_text()
    assert "nowhere" in words
    assert "mat" not in words
    assert (tmp_path / "password").read_text() == "bi mat\n"


@pytest.mark.django_db(transaction=True)
def test_a_head_noted_during_a_backup_is_not_in_it(tmp_path, watched):
    home = tmp_path / "home"
    heads = home / "audit" / "heads.csv"
    heads.parent.mkdir(parents=True)
    heads.write_text("before\n")
    (home / ".backup-killed").mkdir()
    watched(f"echo after >> {heads}")
    file = tmp_path / "province.age"
    place = connection.settings_dict
    url = make_conninfo(dbname=place["NAME"], user=place["USER"], host=place["HOST"])
    make_first(tmp_path / "keyring.json")
    make_backup(file, home=home, url=url, keys_of_fields=tmp_path / "keyring.json")
    inside = tmp_path / "inside"
    inside.mkdir()
    read_archive(file, inside, Keys.read(tmp_path / "province.age.keys").identity)
    assert (inside / "files" / "audit" / "heads.csv").read_text() == "before\n"
    assert not list(home.glob(".backup-*"))


def test_a_disk_that_fills_up_is_one_sentence_and_leaves_no_draft(tmp_path):
    member = tmp_path / "member"
    member.write_bytes(os.urandom(40_000))
    (tmp_path / "work").mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(BackupError, match="chỗ trống"):
            write_archive(
                tmp_path / "x.age", {"member": member}, tmp_path / "work",
                pyrage.x25519.Identity.generate(),
            )  # fmt: skip
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [file.name for file in tmp_path.glob("*.age*")] == []


KILLED_WHILE_WRITING = """
import resource, signal, sys
from pathlib import Path
from mangnon.config.backup import make_backup
from mangnon.config.home import require_finished
from mangnon.refusal import Refusal
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, 20_000_000))
file, home, keys = map(Path, sys.argv[1:4])
make_backup(file, home=home, url=sys.argv[4], keys_of_fields=keys)
"""


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_is_killed_leaves_no_keys_in_the_way_of_the_next(tmp_path, watched):
    watched(":")
    home, file = tmp_path / "home", tmp_path / "province.age"
    (home / "documents").mkdir(parents=True)
    (home / "documents" / "large.pdf").write_bytes(bytes(30_000_000))
    place = connection.settings_dict
    url = make_conninfo(dbname=place["NAME"], user=place["USER"], host=place["HOST"])
    ring = home / "keys" / "keyring.json"
    make_first(ring)
    words = [sys.executable, "-c", KILLED_WHILE_WRITING, file, home, ring, url]
    killed = subprocess.run(list(map(str, words)), capture_output=True, check=False)
    assert killed.returncode == -signal.SIGXFSZ, killed.stderr.decode()
    assert {left.name for left in tmp_path.iterdir()} == {"bin", "home"}
    make_backup(file, home=home, url=url, keys_of_fields=ring)
    names = {left.name for left in tmp_path.iterdir()}
    assert names == {"bin", "home", "province.age", "province.age.keys"}


def test_what_a_killed_backup_left_beside_is_removed(tmp_path):
    for name in (".province.age.123", ".province.age.whole", ".other.age.5"):
        (tmp_path / name).write_text("a draft")
    backup._remove_drafts(tmp_path / "province.age")
    assert [file.name for file in tmp_path.iterdir()] == [".other.age.5"]


def test_a_backup_of_a_later_software_is_refused(tmp_path):
    later = forged(tmp_path, migrations=["core.0001_schema", "core.9999_later"])
    with new_home() as fresh:
        refused(mangnon("restore", later, home=fresh), "mới hơn")
        assert not list(fresh.glob(".restore-*"))
        assert not (fresh / "snapshots").exists()


def test_until_the_audit_says_so_a_restored_home_is_barred(tmp_path, monkeypatch):
    monkeypatch.setattr(restore, "_restore_database", lambda dump, url: None)
    home = tmp_path / "home"
    home.mkdir()
    url = settings.DATABASE_URL
    monkeypatch.setattr(restore, "_require_empty", lambda connection, home: None)
    keys = home / "keys" / "keyring.json"
    place = {"home": home, "url": url, "known": set(), "keys_of_fields": keys}
    with restore.restoring(forged(tmp_path), **place), pytest.raises(Refusal, match="dở dang"):
        require_finished(home)
    require_finished(home)
    for left in home.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    with pytest.raises(RuntimeError), restore.restoring(tmp_path / "forged.age", **place):
        raise RuntimeError("killed")
    (barrier,) = home.glob(".restore-*")
    assert not list(barrier.iterdir())
    with pytest.raises(Refusal, match="dở dang"):
        require_finished(home)
