"""Fills the home of a bench with tasks and people who see them; prints their sessions as JSON.

One in five people serves the focal office and sees all of them; the others see what their own
organisation does.
"""

import datetime
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench.parts.officers import session_of  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.access import Role  # noqa: E402
from mangnon.core.models import Organisation, Unit, User  # noqa: E402
from mangnon.core.organisations.editing import Naming, store_name  # noqa: E402
from mangnon.plans.models import Assignment  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402

STATES = Assignment.State.values
FIELDS = ("health", "protection", "education", "participation", "")
TITLES = (
    "Tổ chức truyền thông về quyền trẻ em", "Tập huấn cho cán bộ làm công tác trẻ em",
    "Kiểm tra việc thực hiện tiêu chuẩn trường học an toàn", "Rà soát trẻ em có hoàn cảnh đặc biệt",
)  # fmt: skip
YEARS = 5


def fill(tasks: int, organisations: int, people: int) -> list[str]:
    moment, first = now(), today().year - YEARS + 1
    province = Unit.objects.on(today()).get(level=Unit.Level.PROVINCE)
    bodies = [
        Organisation.objects.create(name=f"Cơ quan {n}", unit=province, kind="department")
        for n in range(organisations)
    ]
    for body in bodies:
        store_name(body, Naming(body.name))
    by = User.objects.filter(role=Role.FOCAL_OFFICE).order_by("pk")[0]
    made = [_task(n, tasks, bodies, first, by, moment) for n in range(tasks)]
    Assignment.objects.bulk_create(made, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [session_of(person(n, bodies[n % len(bodies)])) for n in range(people)]


def _task(
    n: int, of: int, bodies: list[Organisation], first: int, by: User, moment: datetime.datetime
) -> Assignment:
    """Return one of them: a tenth of each year's are still open, more of the last year's."""
    year = first + n * YEARS // of
    state = STATES[n % 4] if year == first + YEARS - 1 else STATES[2 + n % 2]
    due = datetime.date(year, 1, 1) + datetime.timedelta(days=n * 37 % 365)
    task = Assignment(
        unit=bodies[0].unit, organisation=bodies[n % len(bodies)], field=FIELDS[n % len(FIELDS)],
        due_on=due, begins_on=max(due - datetime.timedelta(days=60), datetime.date(year, 1, 1)),
        state=state, percent=100 if state == "done" else n % 90, created_by=by, created_at=moment,
        closed_on=due if state in STATES[2:] else None,
    )  # fmt: skip
    task.set_title(f"{TITLES[n % len(TITLES)]}, đợt {n}")
    return task


def person(n: int, body: Organisation) -> User:
    role = Role.FOCAL_OFFICE if n % 5 == 0 else Role.AGENCY_FOCAL_POINT
    return User.objects.create_user(
        f"bench-{n}", None, full_name=f"Cán bộ {n}", role=role, unit=body.unit, organisation=body
    )


if __name__ == "__main__":
    with ready():
        json.dump(fill(*map(int, sys.argv[1:])), sys.stdout)
