"""Fills the home of a bench with activities of five years; prints the people's sessions as JSON."""

import datetime
import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench.parts.officers import officer, session_of  # noqa: E402
from mangnon.activities.catalog import catalog_on  # noqa: E402
from mangnon.activities.models import Activity, Headcount  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Organisation, Unit  # noqa: E402
from mangnon.ui.context import today  # noqa: E402

YEARS = 5
DAYS = 365 * YEARS
AT_ONCE = 5000


def fill(activities: int, people: int) -> dict[str, Any]:
    """Spread the activities over days, communes, kinds and bodies, one after the other."""
    day = today()
    communes = list(Unit.objects.on(day).filter(level="commune").order_by("pk"))
    province = Unit.objects.on(day).get(level="province")
    kinds, bodies = list(catalog_on(day).kinds.values()), list(Organisation.objects.all())
    half = people // 2
    own = [officer(n, communes[n % len(communes)]) for n in range(half)]
    wide = [officer(n, province) for n in range(half, people)]
    for begin in range(0, activities, AT_ONCE):
        made = []
        for n in range(begin, min(begin + AT_ONCE, activities)):
            kind = kinds[n % len(kinds)]
            on = day + datetime.timedelta(days=30 - n * 7919 % DAYS)
            activity = Activity(
                kind=kind.code, unit=communes[n % len(communes)], organiser=bodies[n % len(bodies)],
                from_day=on, to_day=on + datetime.timedelta(days=n % 3), entered_by=own[0],
                state="held" if on < day else "planned", leaves=list(kind.leaves),
                counted_for=list(kind.leaves),
            )  # fmt: skip
            activity.set_title(f"{kind.label}, lần {n}")
            made.append(activity)
        Activity.objects.bulk_create(made)
        Headcount.objects.bulk_create(
            Headcount(activity=one, children=30 + n % 90, parts={"age": {"7_10": 30 + n % 90}})
            for n, one in enumerate(made)
            if one.state == "held"
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {
        "sessions": [session_of(person) for person in (*own, *wide)],
        "communes": len(communes),
    }


if __name__ == "__main__":
    with ready():
        json.dump(fill(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
