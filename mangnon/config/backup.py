"""Makes a backup while people work: the database at one moment, and the files its rows speak of."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
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
from mangnon.config.postgres import client
from mangnon.core.keys import kept_secret


def make_backup(file: Path, *, home: Path, url: str) -> dict[str, Any]:
    """Write FILE and FILE.keys and return the manifest; raise BackupError and write nothing.

    The dump and the row counts see the same moment. Files are copied after it: one that is newer
    than its row does no harm, and each appears in the home whole or not at all.
    """
    file = file.resolve()
    for target in (file, keys_file(file)):
        if target.exists():
            raise BackupError(f"Đã có tệp {target}; hãy đặt tên khác cho bản sao lưu.")
    if not file.parent.is_dir():
        raise BackupError(f"Không có thư mục {file.parent}; hãy tạo thư mục hoặc chọn nơi khác.")
    if file.is_relative_to(home):
        raise BackupError(f"Hãy cất bản sao lưu ngoài nơi lưu dữ liệu {home}.")
    keys = Keys(pyrage.x25519.Identity.generate(), kept_secret(home / PSEUDONYM_KEY))
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=home))
    try:
        counts, head = _dump(folder / DUMP, url)
        members = {DUMP: folder / DUMP}
        members |= {f"{FILES}/{f.relative_to(home)}": f for f in home_files(home)}
        manifest = {
            "version": VERSION,
            "software": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tables": counts,
            "audit_head": head,
            "sha256": {name: sha256(member) for name, member in members.items()},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        keys.write(keys_file(file))
        try:
            write_archive(file, {MANIFEST: folder / MANIFEST, **members}, folder, keys.identity)
        except BaseException:
            keys_file(file).unlink(missing_ok=True)
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _dump(file: Path, url: str) -> tuple[dict[str, int], str]:
    """Dump the database and return its row counts and the audit's head at the same moment."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        moment = _one(connection, "SELECT pg_export_snapshot()")
        command = [str(client("pg_dump")), "--format=custom", "--no-owner", "--no-privileges"]
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own program
            [*command, f"--snapshot={moment}", f"--file={file}", f"--dbname={url}"],
            capture_output=True, text=True, check=False, cwd="/",
        )  # fmt: skip
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["?"]
            raise BackupError(f"pg_dump không sao lưu được cơ sở dữ liệu: {lines[-1]}")
        head = _one(connection, "SELECT hash FROM core_auditseal ORDER BY seq DESC LIMIT 1")
        return table_counts(connection), head


def _one(connection: psycopg.Connection[Any], query: str) -> str:
    row = connection.execute(query).fetchone()
    return row[0] if row else ""
