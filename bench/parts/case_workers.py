"""Fills the home of a bench with open cases and officers; prints the officers' sessions as JSON.

The cases lie twice there: in all communes, each run by an officer of its own; and all in one
commune whose officers, half of all, work on every one: nobody will, but a board of so many is what
the limit speaks of.
"""

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
from mangnon.cases.models import Case, CaseClock, Participant, Step  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit  # noqa: E402
from mangnon.ui.context import now, today  # noqa: E402

STAGES = ("acknowledged", "checked", "assessed_initially", "assessed", "met", "under_plan")
CROWDED = """
INSERT INTO cases_participant (case_id, user_id, part, since)
SELECT id, person, 'member', received_at FROM cases_case, unnest(%s::bigint[]) AS person
WHERE unit_id = %s AND manager_id <> person
"""
FROM = datetime.date(2017, 7, 1)
AN_HOUR = datetime.timedelta(hours=1)


def fill(cases: int, officers: int) -> dict[str, Any]:
    communes = list(Unit.objects.on(today()).filter(level="commune").order_by("pk"))
    crowd, *others = communes
    half = officers // 2
    own = [officer(n, others[n % len(others)]) for n in range(half)]
    crowded = [officer(n, crowd) for n in range(half, officers)]
    moment = now()
    made = [
        Case(
            number=f"bench-{whose}-{n}", unit=people[n % len(people)].unit, process_from=FROM,
            stage=STAGES[n % len(STAGES)], received_at=moment - n % 500 * AN_HOUR,
            entered_at=moment, is_emergency=n % 10 == 0, manager=people[n % len(people)],
        )
        for whose, people in (("own", own), ("all", crowded))
        for n in range(cases)
    ]  # fmt: skip
    Case.objects.bulk_create(made, batch_size=2000)
    steps = [
        Step(case=case, code="receive", state="done", from_stage="received",
             happened_at=case.received_at, entered_at=moment, by=own[0])
        for case in made
    ]  # fmt: skip
    Step.objects.bulk_create(steps, batch_size=2000)
    CaseClock.objects.bulk_create(_clocks(steps), batch_size=2000)
    Participant.objects.bulk_create(
        [
            Participant(case=case, user=case.manager, part="manager", since=case.received_at)
            for case in made
        ],
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute(CROWDED, [[person.pk for person in crowded], crowd.pk])
        cursor.execute("ANALYZE")
    return {
        "own": [session_of(person) for person in own],
        "all": [session_of(person) for person in crowded],
        "communes": len(communes),
    }


def _clocks(steps: list[Step]) -> list[CaseClock]:
    """Return two limits for each case, so that one of them is the first to end."""
    return [
        CaseClock(
            case=step.case, code=code, clock_from=FROM, started_by=step,
            started_at=step.happened_at, warns_at=step.happened_at,
            due_at=step.happened_at + hours * AN_HOUR,
            legal_due_at=step.happened_at + hours * AN_HOUR,
        )
        for step in steps
        for code, hours in (("emergency", 12), ("plan_draft", 120))
    ]  # fmt: skip


if __name__ == "__main__":
    with ready():
        json.dump(fill(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
