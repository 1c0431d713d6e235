"""Cases with their clocks in a home that has none, looked at by the job of every minute; JSON."""

import json
import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django
from django.db import connection, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
django.setup()

from mangnon.cases.clocks.watching import WATCH, arguments, watch  # noqa: E402
from mangnon.cases.models import CaseClock, Notice  # noqa: E402
from mangnon.cases.punctuality.counting import count_limits  # noqa: E402
from mangnon.config.home import ready  # noqa: E402
from mangnon.core.models import Unit, User  # noqa: E402
from mangnon.ui.context import now  # noqa: E402

Spent = dict[str, float]
MADE = CaseClock.objects.filter(case__number__startswith="bench-")  # not the demonstration's
SAMPLE = 500  # clocks that the peer looks at one by one
# Each case has a step and four clocks that run: of a tenth of them one has run out, of another
# tenth one warns, and half of the cases are managed by somebody.
FILL = """
WITH made AS (
    INSERT INTO cases_case (
        id, number, unit_id, process_from, stage, risk, is_emergency, harms, setting, received_at,
        entered_at, closing_reason, manager_id, version
    )
    SELECT
        gen_random_uuid(), 'bench-' || n, (%(units)s::bigint[])[1 + n %% %(count)s], '2017-07-01',
        'acknowledged', '', false, '{}', 'unknown', %(now)s - interval '3 hours',
        %(now)s - interval '3 hours', '', CASE WHEN n %% 2 = 0 THEN %(person)s::bigint END, 1
    FROM generate_series(1, %(cases)s) AS n
    RETURNING id, received_at
), steps AS (
    INSERT INTO cases_step (
        id, case_id, code, state, from_stage, to_stage, risk, happened_at, entered_at, by_id, needs,
        decision_number
    )
    SELECT
        id, id, 'receive', 'done', 'received', '', '', received_at, received_at, %(person)s, '', ''
    FROM made
    RETURNING id
)
SELECT count(*) FROM steps
"""
CLOCKS = """
INSERT INTO cases_caseclock (
    id, case_id, code, clock_from, started_by_id, started_at, warns_at, due_at, legal_due_at
)
SELECT
    gen_random_uuid(), matter.id, clock.code, '2017-07-01', matter.id, matter.received_at,
    matter.due - clock.lead, matter.due, matter.due
FROM (
    SELECT
        id, received_at,
        %(now)s + CASE substr(number, length(number))
            WHEN '0' THEN interval '-1 hour' WHEN '1' THEN interval '1 hour'
            ELSE interval '9 hours' END AS due
    FROM cases_case WHERE number LIKE 'bench-%%'
) AS matter,
(VALUES
    ('emergency', interval '2 hours'), ('plan_draft', interval '0'),
    ('plan_approval', interval '0'), ('separation', interval '0')
) AS clock (code, lead)
"""


def answer(cases: int) -> dict[str, Any]:
    moment = now()
    _fill(cases, moment)
    plan = _explained(moment)
    first = _timed(lambda: watch(moment))
    told = Notice.objects.count()
    all_at_once = _worst(moment)
    again = _timed(lambda: watch(moment))
    communes = list(Unit.objects.filter(level="commune").values_list("pk", flat=True))
    counted = _timed(lambda: count_limits(communes, moment.year, moment))
    return {
        "clocks": CaseClock.objects.count(), "told": told, "first": first, "again": again,
        "all": all_at_once, "counted": counted, "one_by_one": _one_by_one(moment), "plan": plan,
    }  # fmt: skip


def _fill(cases: int, moment: datetime) -> None:
    units = list(Unit.objects.filter(level="commune").values_list("pk", flat=True))
    person = User.objects.order_by("pk")[0]
    about = {
        "units": units, "count": len(units), "cases": cases, "now": moment, "person": person.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FILL, about)
        cursor.execute(CLOCKS, about)
    _tidy()


def _worst(moment: datetime) -> Spent:
    """Return the seconds where the first limit of every case has run out at the same moment."""
    Notice.objects.all().delete()
    early = {"started_at": moment - timedelta(hours=9), "warns_at": moment - timedelta(hours=5)}
    due = moment - timedelta(hours=1)
    first = MADE.filter(code="emergency")
    first.update(**early, due_at=due, legal_due_at=due, warned_at=None, escalated_at=None)
    _tidy()
    return _timed(lambda: watch(moment))


def _tidy() -> None:
    """Leave the tables as vacuum does: what is filled in here was never changed in such masses."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_case, cases_caseclock, cases_notice")


def _one_by_one(moment: datetime) -> Spent:
    """Return what a clock takes that is fetched, judged and told of by itself."""
    first = MADE.filter(code="emergency")
    keys = list(first.values_list("pk", flat=True)[:SAMPLE])
    Notice.objects.filter(clock__in=keys).delete()
    first.filter(pk__in=keys).update(warned_at=None, escalated_at=None)
    python = time.process_time()
    spent = _timed(lambda: [_look_at(key, moment) for key in keys])
    spent["processor"] += time.process_time() - python
    return {name: seconds / len(keys) for name, seconds in spent.items()}


def _look_at(key: Any, moment: datetime) -> None:
    with transaction.atomic():
        clocks = CaseClock.objects.select_related("case").select_for_update(of=("self",))
        clock = clocks.get(pk=key)
        if clock.due_at < moment:
            clock.warned_at = clock.escalated_at = moment
            clock.save()
            Notice.objects.create(
                kind="overdue", case=clock.case, clock=clock, due_at=clock.due_at, at=moment,
                unit_id=clock.case.unit_id, role="commune_chair",
            )  # fmt: skip


def _explained(moment: datetime) -> str:
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + WATCH, arguments(moment))
        plan = "\n".join(line for (line,) in cursor.fetchall())
        transaction.set_rollback(True)
    return plan


def _timed(work: Any) -> Spent:
    """Return seconds on the clock and of the processor, that of the database's own process."""
    wall, processor = time.perf_counter(), _processor()
    work()
    return {"clock": time.perf_counter() - wall, "processor": _processor() - processor}


def _processor() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    with ready():
        json.dump(answer(int(sys.argv[1])), sys.stdout)
