"""Makes a backup while people work: the database at one moment, and the files its rows speak of."""

from __future__ import annotations

import fcntl
import glob
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pyrage

from mangnon import __version__
from mangnon.config.archive import (
    DUMP,
    FILES,
    MANIFEST,
    PSEUDONYM_KEY,
    VERSION,
    BackupError,
    Keys,
    home_files,
    keys_file,
    sha256,
    table_counts,
    write_archive,
)
from mangnon.config.postgres import run_client
from mangnon.core.encryption.keyring import keyring
from mangnon.core.keys import kept_secret

PRIVATE = ".backup-"
NOTED = f"{FILES}/audit/"


def make_backup(file: Path, *, home: Path, url: str, keys_of_fields: Path) -> dict[str, Any]:
    """Write FILE and FILE.keys and return the manifest; raise BackupError and write nothing.

    The dump and the row counts see the same moment. Files are read after it: one that is newer
    than its row does no harm, and each appears in the home whole or not at all. Only the audit's
    noted heads grow: they are copied before it, for a head newer than the chain would say that the
    chain was cut off. The keyring is read before and after the dump, should a rotation go on: the
    values in it have keys of either.
    """
    file = file.resolve()
    for target in (file, keys_file(file)):
        if target.exists():
            raise BackupError(f"Đã có tệp {target}; hãy đặt tên khác cho bản sao lưu.")
    if not file.parent.is_dir():
        raise BackupError(f"Không có thư mục {file.parent}; hãy tạo thư mục hoặc chọn nơi khác.")
    if file.is_relative_to(home):
        raise BackupError(f"Hãy cất bản sao lưu ngoài nơi lưu dữ liệu {home}.")
    ring = keyring(keys_of_fields)
    with _private_folder(home) as folder:
        heads = _copied(home, folder)
        counts, head, migrations = _dump(folder / DUMP, url)
        keys = Keys(
            pyrage.x25519.Identity.generate(),
            kept_secret(home / PSEUDONYM_KEY),
            ring.joined(keyring(keys_of_fields)),
        )
        members = {DUMP: folder / DUMP}
        members |= {f"{FILES}/{f.relative_to(home)}": f for f in home_files(home)}
        members = {name: f for name, f in members.items() if not name.startswith(NOTED)} | heads
        manifest = {
            "version": VERSION,
            "software": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tables": counts,
            "migrations": migrations,
            "audit_head": head,
            "sha256": {name: sha256(member) for name, member in members.items()},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _remove_drafts(file)
        whole = file.with_name(f".{file.name}.whole")
        write_archive(whole, {MANIFEST: folder / MANIFEST, **members}, folder, keys.identity)
        _name(whole, file, keys)
    return manifest


def _name(whole: Path, file: Path, keys: Keys) -> None:
    """Put the keys and the archive in their places, in one moment: neither waits for the other."""
    try:
        keys.write(keys_file(file))
        whole.rename(file)
    except BaseException:
        keys_file(file).unlink(missing_ok=True)
        whole.unlink(missing_ok=True)
        raise


def _remove_drafts(file: Path) -> None:
    """Remove what a killed backup to the same place left; nobody has a key to it."""
    for left in file.parent.glob(f".{glob.escape(file.name)}.*"):
        left.unlink()


@contextmanager
def _private_folder(home: Path) -> Iterator[Path]:
    """Give a folder that is gone afterwards, and remove what a killed backup left: a plain dump."""
    with (home / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in home.glob(f"{PRIVATE}*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=PRIVATE, dir=home))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _copied(home: Path, folder: Path) -> dict[str, Path]:
    """Copy the audit's noted heads as they are now; return them by their names in the archive."""
    found = {}
    for place, file in enumerate(sorted((home / "audit").glob("*"))):
        copy = folder / f"head-{place}"
        shutil.copyfile(file, copy)
        found[f"{NOTED}{file.name}"] = copy
    return found


def _dump(file: Path, url: str) -> tuple[dict[str, int], str, list[str]]:
    """Dump the database; return row counts, audit head and migrations at the same moment."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = _one(connection, "SELECT pg_export_snapshot()")
        words = ("--format=custom", "--no-owner", "--no-privileges")
        done = run_client("pg_dump", *words, f"--snapshot={moment}", f"--file={file}", url=url)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["?"]
            raise BackupError(f"pg_dump không sao lưu được cơ sở dữ liệu: {lines[-1]}")
        head = _one(connection, "SELECT hash FROM core_auditseal ORDER BY seq DESC LIMIT 1")
        applied = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
        migrations = [name for (name,) in connection.execute(applied)]
        return table_counts(connection), head, migrations


def _one(connection: psycopg.Connection[Any], query: str) -> str:
    row = connection.execute(query).fetchone()
    return row[0] if row else ""
