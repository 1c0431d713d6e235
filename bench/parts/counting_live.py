"""Measures live figures inside a home that a demonstration has filled; prints JSON.

With `follow` it is the process beside the served site that counts, and only the edit is ours.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from mangnon.children.models import Child  # noqa: E402
from mangnon.children.record.editing import Edit, edit_child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.core.units.province import results_province  # noqa: E402
from mangnon.engine.pipeline import run  # noqa: E402
from mangnon.indicators.frozen import catalog_of  # noqa: E402
from mangnon.indicators.live.reading import live_figures  # noqa: E402
from mangnon.indicators.live.refreshing import note_changes, refresh  # noqa: E402
from mangnon.indicators.models import LiveUnit  # noqa: E402
from mangnon.snapshots.services import take_snapshot  # noqa: E402
from mangnon.ui.context import today  # noqa: E402

COMMUNES, LOOKS = 15, 50
PATIENCE_SECONDS = 60


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def edit(unit: int) -> None:
    """Let the ethnicity of one child of the commune be another, as an officer's form does."""
    child = Child.objects.filter(unit=unit, closed_on=None, birth_date__gt="2021-01-01")[0]
    other = "22" if child.ethnicity != "22" else "02"
    edits = {"ethnicity": Edit(child.ethnicity, other)}
    edit_child(child.pk, by=local_administrator(), edits=edits)


def one_commune(unit: int) -> tuple[float, float]:
    """Return the seconds from a committed edit to stored figures, and those of the processors."""
    edit(unit)
    before = processor()
    spent = seconds(refresh)
    return spent, processor() - before


def processor() -> float:
    """Return the processor seconds of this process and of its server process so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    return time.process_time() + sum(psutil.Process(server).cpu_times()[:2])


def whole() -> None:
    snapshot = take_snapshot(today(), by=local_administrator())
    run(snapshot.folder, catalog_of(snapshot), as_of=snapshot.as_of)


def communes() -> list[int]:
    """Return the communes with children, the largest first."""
    sizes = Child.objects.values("unit").annotate(children=Count("pk")).order_by("-children")
    return [row["unit"] for row in sizes]


def measure() -> dict[str, Any]:
    counted_all = seconds(refresh)
    by_size = communes()
    some = by_size[:: max(1, len(by_size) // COMMUNES)]
    found = [one_commune(unit) for unit in some]
    province, by = results_province(), local_administrator()
    return {
        "communes": len(by_size),
        "all": counted_all,
        "one": statistics.median(spent for spent, _processor in found),
        "one_processor": statistics.median(spent for _seconds, spent in found),
        "largest": statistics.median(one_commune(by_size[0])[0] for _again in range(3)),
        "whole": seconds(whole),
        "look": statistics.median(seconds(note_changes) for _again in range(LOOKS)),
        "read": statistics.median(
            seconds(lambda: live_figures(province, by=by)) for _again in range(5)
        ),
    }


def follow() -> dict[str, Any]:
    """Return the median seconds from an edit to figures that the other process has stored."""
    found = []
    for unit in communes()[:COMMUNES]:
        before = LiveUnit.objects.get(unit=unit).computed_at
        edit(unit)
        found.append(seconds(partial(_until_counted, unit, before)))
    return {"edit": statistics.median(found)}


def _until_counted(unit: int, before: Any) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while LiveUnit.objects.get(unit=unit).computed_at == before:
        if time.monotonic() > until:
            raise RuntimeError("nobody counted the commune again")
        time.sleep(0.02)


if __name__ == "__main__":
    with ready():
        json.dump(follow() if "follow" in sys.argv else measure(), sys.stdout)
