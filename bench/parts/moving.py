"""Figures of five years on other units, in one process of a demonstration's home; prints JSON."""

import json
import os
import sys
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.inside import median_seconds  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.core.units.territories import reshape  # noqa: E402
from mangnon.indicators.models import Result, Run  # noqa: E402
from mangnon.indicators.shelves import shelf_of  # noqa: E402

DAY = date(2025, 7, 1)
YEARS = [date(year, 12, 31) for year in range(2021, 2025)]
RUNS = 5


def moving() -> dict[str, float]:
    """Move the year ends and the newest run; reading from the database is part of it."""
    by = local_administrator()
    newest = Run.objects.latest()
    at_ends = Run.objects.filter(snapshot__as_of__in=YEARS).select_related("snapshot")
    runs = [*at_ends, Run.objects.order_by("-snapshot__as_of").first() or newest]
    shelf = shelf_of(runs[-1], DAY, by)
    reported = Result.objects.visible_to(by).totals().filter(run__in=runs)
    started = time.process_time()
    shelf.results(runs)
    return {
        "processor": time.process_time() - started,
        "seconds": median_seconds(lambda: shelf.results(runs), RUNS),
        "reshape": median_seconds(lambda: reshape(date(2025, 6, 30), DAY), RUNS),
        "reading": median_seconds(lambda: list(reported.select_related("unit")), RUNS),
        "years": len(runs),
        "reported": reported.count(),
        "moved": len(shelf.results(runs)),
    }


if __name__ == "__main__":
    with ready():
        json.dump(moving(), sys.stdout)
