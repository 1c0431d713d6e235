"""Puts a backup into an empty home, and compares what is there with what was backed up."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from mangnon.config.archive import (
    DUMP,
    FILES,
    FOLDERS,
    PSEUDONYM_KEY,
    BackupError,
    Keys,
    keys_file,
    read_archive,
    sha256,
    table_counts,
)
from mangnon.config.home import UNFINISHED, require_finished
from mangnon.config.postgres import run_client
from mangnon.core.encryption.keyring import write


@dataclass(frozen=True)
class Difference:
    """What is not as it was: a table by its rows, a file by its hash."""

    what: str
    expected: str
    found: str


@contextmanager
def restoring(
    file: Path, *, home: Path, url: str, known: Set[str], keys_of_fields: Path
) -> Iterator[dict[str, Any]]:
    """Restore into an empty home and give the manifest; raise BackupError and change nothing.

    The database comes last and in one transaction. Until the block ends, and should this process
    be killed or the block fail, the folder of the unpacked backup bars every command from the
    home: what the block writes into the audit is there, or the home is not. `known` are the
    migrations of this software.
    """
    require_finished(home)
    keys = Keys.read(keys_file(file))
    with psycopg.connect(url) as connection:
        _require_empty(connection, home)
    if keys_of_fields.exists():
        raise BackupError(
            f"Đã có tệp khóa {keys_of_fields}; hãy chuyển nó sang nơi khác rồi khôi phục: khóa của"
            " bản sao lưu nằm trong tệp .keys."
        )
    folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=home))
    try:
        manifest = read_archive(file, folder, keys.identity)
        _require_known(manifest, known, file)
        _place(folder / FILES, home)
        _write_secret(home / PSEUDONYM_KEY, keys.pseudonym_key)
        if keys.keyring is not None:
            write(keys_of_fields, keys.keyring)
        _restore_database(folder / DUMP, url)
    except BaseException:
        for name in FOLDERS:
            shutil.rmtree(home / name, ignore_errors=True)
        keys_of_fields.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _empty(folder)
    yield manifest
    folder.rmdir()


def differences(manifest: dict[str, Any], *, home: Path, url: str) -> list[Difference]:
    """Count every row and hash every file again; return what is not as the manifest says."""
    found = []
    with psycopg.connect(url) as connection:
        counts = table_counts(connection)
    for table in sorted(manifest["tables"].keys() | counts.keys()):
        expected, there = manifest["tables"].get(table), counts.get(table)
        if expected != there:
            found.append(Difference(table, str(expected), str(there)))
    for name, digest in manifest["sha256"].items():
        if name.startswith(f"{FILES}/"):
            file = home / name.removeprefix(f"{FILES}/")
            hashed = sha256(file) if file.exists() else ""
            if hashed != digest:
                found.append(Difference(name, digest, hashed))
    return found


def _require_known(manifest: dict[str, Any], known: Set[str], file: Path) -> None:
    """Refuse a database of a later software; one of an earlier software is migrated afterwards."""
    if not known >= set(manifest.get("migrations", ())):
        raise BackupError(
            f"Bản sao lưu {file.name} do bản phần mềm mới hơn ({manifest['software']}) làm ra; hãy"
            " khôi phục bằng bản phần mềm đó."
        )


def _empty(folder: Path) -> None:
    """Leave nothing readable of the unpacked backup; the folder itself still bars the home."""
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _require_empty(connection: psycopg.Connection[Any], home: Path) -> None:
    """Refuse a home or a database that holds anything: a restore adds to nothing."""
    row = connection.execute(
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    ).fetchone()
    has_files = any(any((home / name).glob("*")) for name in FOLDERS)
    if (row is not None and row[0]) or has_files:
        raise BackupError(
            f"Nơi lưu {home} không trống; hãy đặt MANGNON_HOME sang thư mục mới (và DATABASE_URL,"
            " nếu dùng, sang cơ sở dữ liệu trống) rồi khôi phục."
        )


def _place(files: Path, home: Path) -> None:
    for name in FOLDERS:
        if (files / name).exists():
            shutil.rmtree(home / name, ignore_errors=True)
            (files / name).rename(home / name)


def _restore_database(dump: Path, url: str) -> None:
    words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    done = run_client("pg_restore", *words, str(dump), url=url)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["?"]
        raise BackupError(f"pg_restore không khôi phục được cơ sở dữ liệu: {lines[0]}")


def _write_secret(file: Path, secret: str) -> None:
    file.unlink(missing_ok=True)
    file.touch(0o600)
    file.write_text(secret, encoding="ascii")
