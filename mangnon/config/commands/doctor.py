"""mangnon doctor: what this machine and this home look like."""

import argparse
import os
import platform
import shutil
import stat
from dataclasses import asdict
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection

from mangnon import __version__
from mangnon.catalog import CATALOG
from mangnon.config.commands.keys import KINDS
from mangnon.config.run import answer
from mangnon.core.catalogs.in_force import applied_last, is_older_than_software, is_touched
from mangnon.core.encryption.key_use import OLD, RETIRED, keys_in_use, unopened
from mangnon.core.encryption.keyring import KeysRefused
from mangnon.core.models import Unit
from mangnon.engine.catalogs.parts import parts_hash
from mangnon.engine.load import check_catalog
from mangnon.snapshots.models import Snapshot
from mangnon.snapshots.services import verify_snapshot

ENOUGH_FREE_BYTES = 2 * 1024**3
LABELS = {
    "version": "Măng Non",
    "python": "Python",
    "postgresql": "PostgreSQL",
    "duckdb": "DuckDB",
    "database": "Cơ sở dữ liệu",
    "home": "Nơi lưu",
    "catalog": "Danh mục đang hiệu lực",
    "free_bytes": "Ổ đĩa còn trống (byte)",
    "units": "Đơn vị hành chính",
    "snapshots": "Bản chốt số liệu",
}
PRIVATE = 0o077  # what others than the owner may do with the keyring: nothing


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _keys() -> tuple[dict[str, Any], list[str]]:
    """Return the state of the keys of the sealed fields, and what is wrong with it."""
    file = settings.KEYRING
    state: dict[str, Any] = {"file": str(file), "permissions": None, "keys": []}
    try:
        found = keys_in_use(file)
        problems = unopened(file)
    except KeysRefused as refusal:
        return state, [str(refusal)]
    mode = stat.S_IMODE(file.stat().st_mode)
    state |= {"permissions": f"{mode:04o}", "keys": [asdict(key) for key in found]}
    if mode & PRIVATE:
        problems.append(f"Tệp khóa {file} để người khác đọc được; chạy: chmod 600 {file}")
    if any(key.state == OLD or (key.state == RETIRED and key.rows) for key in found):
        problems.append("Việc thay khóa chưa xong; chạy: mangnon keys rotate")
    return state, problems


def catalog_state() -> tuple[str, list[str]]:
    """Return the hash of the catalogue in force, and what is wrong with it."""
    applied = applied_last()
    if applied is None:
        return parts_hash(CATALOG), []
    if is_touched(applied):
        return applied.sha256, [
            f"Danh mục đang hiệu lực {applied.folder} đã bị sửa; hãy áp dụng lại: "
            "mangnon catalog apply."
        ]
    if is_older_than_software(applied):
        return applied.sha256, [
            "Phần mềm mang theo danh mục mới hơn danh mục đang hiệu lực; xem: mangnon catalog diff."
        ]
    return applied.sha256, []


def doctor(options: argparse.Namespace) -> int:
    """Check machine, database, catalogue and every snapshot; 1 when something is wrong."""
    free = shutil.disk_usage(settings.HOME).free
    damaged = [s.code for s in Snapshot.objects.all() if verify_snapshot(s)]
    keys, problems = _keys()
    if free < ENOUGH_FREE_BYTES:
        problems.append(
            f"Ổ đĩa của {settings.HOME} chỉ còn {free // 1024**2} MB; cần ít nhất 2 GB."
        )
    if issues := check_catalog(CATALOG):
        problems.append(f"Danh mục có {len(issues)} lỗi; xem: mangnon catalog check.")
    catalog, wrong = catalog_state()
    problems += wrong
    problems += [
        f"Bản chốt {code} không còn nguyên vẹn; xem: mangnon snapshot verify." for code in damaged
    ]
    value = {
        "version": __version__,
        "python": platform.python_version(),
        "postgresql": _server_version(),
        "duckdb": duckdb.__version__,
        "database": "DATABASE_URL" if "DATABASE_URL" in os.environ else "embedded",
        "home": str(settings.HOME),
        "free_bytes": free,
        "units": Unit.objects.count(),
        "snapshots": Snapshot.objects.count(),
        "catalog": catalog,
        "keys": keys,
        "problems": problems,
    }
    lines = [f"{label}: {value[name]}" for name, label in LABELS.items()]
    lines += [f"Tệp khóa: {keys['file']} ({keys['permissions'] or 'không đọc được'})"]
    lines += [f"  {KINDS[key['kind']]} {key['id']}: {key['rows']} giá trị" for key in keys["keys"]]
    text = "\n".join(lines)
    answer(
        value, options, "\n".join([text, *problems]) if problems else f"{text}\nKhông có vấn đề."
    )
    return 1 if problems else 0
