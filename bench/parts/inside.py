"""What is measured inside one process of a home that a demonstration has filled; prints JSON."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.db import connection, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.one_query_each import ask_each  # noqa: E402
from mangnon.children.models import Child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.engine.pipeline import run  # noqa: E402
from mangnon.indicators.frozen import catalog_of  # noqa: E402
from mangnon.snapshots.models import Snapshot  # noqa: E402

RUNS = 5
ORM_ROWS = 5_000


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median of the runs after one that warms up."""
    work()
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def _processor(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def engine() -> dict[str, Any]:
    snapshot = Snapshot.objects.latest()
    catalog, folder, as_of = catalog_of(snapshot), snapshot.folder, snapshot.as_of
    return {
        "results": run(folder, catalog, as_of=as_of).results.num_rows,
        "engine_seconds": median_seconds(lambda: run(folder, catalog, as_of=as_of), RUNS),
        "engine_processor": _processor(lambda: run(folder, catalog, as_of=as_of)),
        "queries": ask_each(folder, catalog, as_of),
        "queries_seconds": median_seconds(lambda: ask_each(folder, catalog, as_of), 1),
    }


def orm() -> dict[str, Any]:
    """Insert children as Django does it, and take them back."""
    copies = list(Child.objects.order_by("pk")[:ORM_ROWS])
    for child in copies:
        child.identity_number = child.identity_number  # opened before its row has another name
        child.pk = Child._meta.pk.get_default()
    with transaction.atomic():
        started = time.perf_counter()
        Child.objects.bulk_create(copies, batch_size=1000)
        seconds = time.perf_counter() - started
        transaction.set_rollback(True)
    return {"orm_rows_per_second": len(copies) / seconds}


def rows_of_the_registers() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r'"
            " AND (relname LIKE 'children\\_%' OR relname LIKE 'places\\_%')"
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    with ready():
        json.dump(engine() | orm() | {"rows": rows_of_the_registers()}, sys.stdout)
