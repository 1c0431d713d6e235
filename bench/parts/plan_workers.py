"""Fills the home of a bench with five years of a plan's work; prints people's sessions as JSON.

Of the people a third keep a commune each, a third see the province, a third serve an organisation.
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench.parts import activity_workers, task_doers, work_records  # noqa: E402
from bench.parts.officers import session_of  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Organisation, Unit, User  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402


def fill(tasks: int, activities: int, organisations: int, people: int) -> dict[str, Any]:
    task_doers.fill(tasks, organisations, 0)
    keepers = 2 * people // 3
    sessions = activity_workers.fill(activities, keepers)["sessions"]
    bodies = list(Organisation.objects.filter(kind="department").order_by("pk")[:organisations])
    sessions += [session_of(task_doers.person(n, bodies[n])) for n in range(keepers, people)]
    communes = Unit.objects.on(today()).filter(level="commune").order_by("pk")
    entered_by, decides = User.objects.filter(username__startswith="bench-").order_by("pk")[:2]
    holders = work_records.Holders(
        list(communes), bodies, entered_by, decides, today(), now()
    )  # fmt: skip
    records = work_records.fill(holders)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"sessions": sessions, "records": records}


if __name__ == "__main__":
    with ready():
        json.dump(fill(*map(int, sys.argv[1:])), sys.stdout)
