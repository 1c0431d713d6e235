"""Makes one file of all children of a home, or of a commune of at least so many; prints JSON."""

import json
import os
import resource
import sys
import time
from typing import Any

import django
from django.conf import settings
from django.db.models import Count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from bench.parts.filling import TODAY  # noqa: E402
from mangnon.children.exporting.columns import columns  # noqa: E402
from mangnon.children.exporting.making import make  # noqa: E402
from mangnon.children.exporting.services import Asked, ask_for_export  # noqa: E402
from mangnon.children.models import Child  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Refused  # noqa: E402
from mangnon.core.units.loading import local_administrator  # noqa: E402

KIB = 1024


def commune_of(least: int) -> dict[str, int]:
    """Return the filter of the smallest commune in which so many children live."""
    living = Child.objects.living_on(TODAY).values("unit").annotate(count=Count("pk"))
    return {"unit": living.filter(count__gte=least).order_by("count")[0]["unit"]}


def measure(form: str, least: int) -> dict[str, Any]:
    filters = commune_of(least) if least else {}
    asked = Asked([*columns()], filters, form, "visit", "children_law", "Đo tốc độ")
    export = ask_for_export(asked, on=TODAY, by=local_administrator())
    started, processor = time.perf_counter(), time.process_time()
    make(export.pk)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    export.refresh_from_db()
    if export.state != export.State.READY:
        raise Refused(export.failure)
    return {
        "children": export.written,
        "seconds": seconds,
        "processor": processor,
        "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB,
    }


if __name__ == "__main__":
    settings.TODAY = TODAY
    with ready():
        json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)
