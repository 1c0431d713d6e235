"""Counting limits that were kept or broken, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection

# What became of a limit. `kept_by_entry`: kept, as was entered only after it had run out.
OUTCOMES = ("kept", "kept_by_entry", "late_day", "late_week", "late_more", "running_late")

# A limit counts in the month in which it was due; one that still runs in time, not at all.
COUNT = """
SELECT
    matter.unit_id, clock.code,
    date_trunc('month', clock.due_at AT TIME ZONE %(zone)s)::date AS month,
    CASE
        WHEN clock.stopped_at IS NULL THEN 'running_late'
        WHEN clock.stopped_at > clock.due_at + interval '7 days' THEN 'late_more'
        WHEN clock.stopped_at > clock.due_at + interval '24 hours' THEN 'late_week'
        WHEN clock.stopped_at > clock.due_at THEN 'late_day'
        WHEN clock.stop_entered_at > clock.due_at THEN 'kept_by_entry'
        ELSE 'kept'
    END AS outcome,
    count(*)
FROM cases_caseclock AS clock
JOIN cases_case AS matter ON matter.id = clock.case_id
WHERE matter.unit_id = ANY(%(units)s)
  AND clock.due_at AT TIME ZONE %(zone)s >= make_date(%(year)s, 1, 1)
  AND clock.due_at AT TIME ZONE %(zone)s < make_date(%(year)s + 1, 1, 1)
  AND (clock.stopped_at IS NOT NULL OR clock.paused_at IS NULL AND clock.due_at < %(now)s)
GROUP BY 1, 2, 3, 4
"""

# How long after they happened the stops of a limit were entered: half of them within so long.
DELAY = """
SELECT
    clock.code, count(*),
    percentile_disc(0.5) WITHIN GROUP (ORDER BY clock.stop_entered_at - clock.stopped_at)
FROM cases_caseclock AS clock
JOIN cases_case AS matter ON matter.id = clock.case_id
WHERE matter.unit_id = ANY(%(units)s) AND clock.stopped_at IS NOT NULL
  AND clock.due_at AT TIME ZONE %(zone)s >= make_date(%(year)s, 1, 1)
  AND clock.due_at AT TIME ZONE %(zone)s < make_date(%(year)s + 1, 1, 1)
GROUP BY 1
"""


@dataclass(frozen=True, order=True)
class Place:
    """Of which unit, limit, month and outcome a count is; None: of all of them."""

    unit: int | None = None
    code: str | None = None
    month: date | None = None
    outcome: str | None = None


@dataclass(frozen=True)
class Delay:
    """Half of so many stops of a limit were entered within `hours`."""

    stops: int
    hours: int


def count_limits(units: Collection[int], year: int, now: datetime) -> Counter[Place]:
    """Return the counts of the finest places: of one unit, limit, month and outcome each."""
    counted: Counter[Place] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, _arguments(units, year, now))
        for unit, code, month, outcome, count in cursor.fetchall():
            counted[Place(unit, code, month, outcome)] = count
    return counted


def entry_delays(units: Collection[int], year: int, now: datetime) -> dict[str, Delay]:
    """Return by limit how long after the fact its stops were entered."""
    with connection.cursor() as cursor:
        cursor.execute(DELAY, _arguments(units, year, now))
        return {
            code: Delay(stops, int(half.total_seconds() // 3600))
            for code, stops, half in cursor.fetchall()
        }


def _arguments(units: Collection[int], year: int, now: datetime) -> dict[str, Any]:
    return {"units": list(units), "year": year, "now": now, "zone": settings.TIME_ZONE}
