"""Quality checks of the newest run, in one process of a demonstration's home; prints JSON."""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.inside import median_seconds  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402
from mangnon.engine.quality.find import find  # noqa: E402
from mangnon.indicators.frozen import checks_of, units_day  # noqa: E402
from mangnon.indicators.models import Run  # noqa: E402
from mangnon.indicators.quality.judging import judged  # noqa: E402
from mangnon.indicators.series import series_of  # noqa: E402
from mangnon.indicators.shelves import AsReported  # noqa: E402

RUNS = 5


def doubting() -> dict[str, float]:
    """Find what a run would store; reading the years from the database is part of it."""
    run = Run.objects.select_related("snapshot").latest("snapshot__as_of")
    checks, shelf = checks_of(run.snapshot), AsReported(local_administrator())
    looked_at = judged(run, checks)
    units = list(Unit.objects.on(units_day(run.snapshot)))
    started = time.process_time()
    find(checks, judged(run, checks))
    return {
        "processor": time.process_time() - started,
        "seconds": median_seconds(lambda: find(checks, judged(run, checks)), RUNS),
        "finding": median_seconds(lambda: find(checks, looked_at), RUNS),
        "unit_by_unit": median_seconds(lambda: [series_of(run, u, shelf) for u in units], 1),
        "checks": len(checks),
        "figures": len(looked_at.figures),
        "findings": len(find(checks, looked_at)),
    }


if __name__ == "__main__":
    with ready():
        json.dump(doubting(), sys.stdout)
