"""A forged archive, a killed process, an eye on the processes: nothing half done, no leak."""

import io
import json
import os
import resource
import signal
import tarfile
from hashlib import sha256

import pyrage
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from mangnon.config import postgres
from mangnon.config.archive import BackupError, Keys, read_archive, write_archive
from mangnon.config.backup import make_backup
from tests.command_line import mangnon, new_home, refused

KEYS = Keys(pyrage.x25519.Identity.generate(), "0" * 64)
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
    make_backup(file, home=home, url=url)
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
