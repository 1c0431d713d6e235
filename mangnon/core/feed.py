"""The change feed: said by who writes, read by figures that must follow.

Lines are numbered when they are written and seen when their transaction commits: a later number
may be seen first. So a reader keeps no number but the moment up to which it has read, as
PostgreSQL itself says which transactions were over by then. No line is lost, none comes twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from mangnon.core.models import Change

# The lines and the moment up to which they are, in one statement. A backup's lines bear numbers of
# another server, which may be ahead of ours: those are no news.
READ_ON = """
SELECT DISTINCT now.moment::text, line."table", line.record_id, line.unit_id
FROM (SELECT pg_current_snapshot() AS moment) AS now
LEFT JOIN core_change AS line
  ON line.transaction >= pg_snapshot_xmin(%(since)s::pg_snapshot)
 AND line.transaction < pg_snapshot_xmax(pg_current_snapshot())
 AND NOT pg_visible_in_snapshot(line.transaction, %(since)s::pg_snapshot)
 AND pg_visible_in_snapshot(line.transaction, now.moment)
"""


@dataclass(frozen=True)
class Line:
    """What one line says; `record_id` is "" where many records of the unit changed."""

    table: str
    record_id: str
    unit_id: int | None


def tell(table: str, units: Iterable[int]) -> None:
    """Say, in the caller's transaction, that records of the table changed in each of the units."""
    Change.objects.bulk_create(
        Change(table=table, record_id="", unit_id=unit) for unit in sorted(set(units))
    )


def moment() -> str:
    """Return the moment that is now, to read on from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        (now,) = cursor.fetchone()
    return str(now)


def read_on(since: str) -> tuple[list[Line], str]:
    """Return what was committed since that moment, each thing once, and the moment that is now."""
    with connection.cursor() as cursor:
        cursor.execute(READ_ON, {"since": since})
        rows = cursor.fetchall()
    return [Line(*row) for _moment, *row in rows if row[0] is not None], rows[0][0]


def cluster() -> str:
    """Return which server counts the transactions: a backup is restored to another one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
        (found,) = cursor.fetchone()
    return str(found)
