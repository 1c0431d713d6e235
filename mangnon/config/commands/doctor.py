"""mangnon doctor: what this machine and this home look like."""

import argparse
import os
import platform
import shutil

import duckdb
from django.conf import settings
from django.db import connection

from mangnon import __version__
from mangnon.catalog import CATALOG
from mangnon.config.run import answer
from mangnon.core.models import Unit
from mangnon.engine import check_catalog
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
    "free_bytes": "Ổ đĩa còn trống (byte)",
    "units": "Đơn vị hành chính",
    "snapshots": "Bản chốt số liệu",
}


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def doctor(options: argparse.Namespace) -> int:
    """Check machine, database, catalogue and every snapshot; 1 when something is wrong."""
    free = shutil.disk_usage(settings.HOME).free
    damaged = [s.code for s in Snapshot.objects.all() if verify_snapshot(s)]
    problems = []
    if free < ENOUGH_FREE_BYTES:
        problems.append(
            f"Ổ đĩa của {settings.HOME} chỉ còn {free // 1024**2} MB; cần ít nhất 2 GB."
        )
    if issues := check_catalog(CATALOG):
        problems.append(f"Danh mục có {len(issues)} lỗi; xem: mangnon catalog check.")
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
        "problems": problems,
    }
    text = "\n".join(f"{label}: {value[name]}" for name, label in LABELS.items())
    answer(
        value, options, "\n".join([text, *problems]) if problems else f"{text}\nKhông có vấn đề."
    )
    return 1 if problems else 0
