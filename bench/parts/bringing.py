"""Imports sheets of children into a new home, beside django-import-export; prints JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.import_export import rows_per_second  # noqa: E402
from bench.parts.sheets import Sheet  # noqa: E402
from mangnon.children.models import Child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.intake import services  # noqa: E402

ROWS, FEW, PEER_ROWS = 300_000, 100, 3_000
TODAY = date(2026, 6, 1)
KIB = 1024


def bring(file: Path, by: User) -> tuple[float, dict[str, int]]:
    """Import a workbook; return the seconds from the file to committed rows, and the counts."""
    started = time.perf_counter()
    batch = services.apply(services.receive(file, "child", by=by, unit=by.unit), by=by)
    return time.perf_counter() - started, batch.counts


def measure(rows: int) -> dict[str, Any]:
    by = local_administrator()
    communes = [unit.code for unit in Unit.objects.on(TODAY).filter(level=Unit.Level.COMMUNE)]
    with tempfile.TemporaryDirectory() as folder:
        few = Sheet(FEW, communes[:1], seed=1).write(Path(folder) / "few.xlsx")
        many = Sheet(rows, communes, seed=2).write(Path(folder) / "many.xlsx")
        part = Sheet(PEER_ROWS, communes, seed=3).write(Path(folder) / "part.xlsx", title="")
        bring(Sheet(FEW, communes[1:2], seed=4).write(Path(folder) / "warm.xlsx"), by)
        seconds, counts = bring(many, by)
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB
        reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // KIB
        return {
            "rows": rows,
            "seconds": seconds,
            "counts": counts,
            "children": Child.objects.count(),
            "own_mib": own,
            "reader_mib": reader,
            "again_seconds": bring(many, by)[0],
            "few_seconds": bring(few, by)[0],
            "peer_rows": PEER_ROWS,
            "peer": rows_per_second(part, in_bulk=False),
            "peer_in_bulk": rows_per_second(part, in_bulk=True),
        }


if __name__ == "__main__":
    with ready():
        json.dump(measure(int(os.environ.get("BENCH_ROWS", ROWS))), sys.stdout)
