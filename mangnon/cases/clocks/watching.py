"""Finding what begins to warn and what has run out, and telling it once: one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from mangnon.cases.catalog import case_catalog
from mangnon.cases.taking_part import WORKS
from mangnon.core.access import roles_with

# `warns_at` is never after `due_at`, and so one index finds both. Rows that another worker holds
# are left to it. Whoever runs the case is told of both; where nobody can, who may take it. What
# has run out is told to the roles of the catalogue in the commune as well. In the order of the
# clocks the indexes of the notices are written page by page, not here and there.
WATCH = """
WITH roles (code, clock_from, role) AS (
    SELECT * FROM unnest(%(codes)s::text[], %(from)s::date[], %(roles)s::text[])
), told AS (
    SELECT
        clock.id, clock.case_id, clock.code, clock.clock_from, clock.due_at,
        clock.due_at < %(now)s AS is_over, matter.unit_id, manager.id AS manager_id
    FROM cases_caseclock AS clock
    JOIN cases_case AS matter ON matter.id = clock.case_id
    LEFT JOIN core_user AS manager ON manager.id = matter.manager_id AND manager.is_active
        AND manager.unit_id = matter.unit_id AND manager.role = ANY(%(working)s)
    WHERE clock.stopped_at IS NULL AND clock.escalated_at IS NULL AND clock.paused_at IS NULL
      AND clock.warns_at <= %(now)s AND (clock.warned_at IS NULL OR clock.due_at < %(now)s)
    FOR UPDATE OF clock SKIP LOCKED
), marked AS (
    UPDATE cases_caseclock AS clock
    SET warned_at = coalesce(clock.warned_at, %(now)s),
        escalated_at = CASE WHEN told.is_over THEN %(now)s::timestamptz END
    FROM told WHERE clock.id = told.id
), addressed AS (
    SELECT
        told.*, manager_id AS to_user, CASE WHEN manager_id IS NULL THEN unit_id END AS to_unit,
        '' AS role, CASE WHEN manager_id IS NULL THEN 'case.edit' ELSE '' END AS needed
    FROM told
    UNION ALL
    SELECT told.*, NULL, told.unit_id, roles.role, ''
    FROM told JOIN roles USING (code, clock_from)
    WHERE told.is_over
), written AS (
    INSERT INTO cases_notice (
        kind, case_id, clock_id, due_at, user_id, unit_id, role, "right", at
    )
    SELECT
        CASE WHEN is_over THEN 'overdue' ELSE 'warning' END, case_id, id, due_at, to_user, to_unit,
        role, needed, %(now)s
    FROM addressed
    ORDER BY id
    ON CONFLICT DO NOTHING
)
SELECT count(*) FILTER (WHERE NOT is_over), count(*) FILTER (WHERE is_over) FROM told
"""


@dataclass(frozen=True)
class Watched:
    """How many limits began to warn, and how many ran out, since the last look."""

    warned: int
    run_out: int


@transaction.atomic
def watch(now: datetime) -> Watched:
    """Tell of every limit that warns or has run out and was not told of yet."""
    with connection.cursor() as cursor:
        cursor.execute(WATCH, arguments(now))
        return Watched(*cursor.fetchone())


def arguments(now: datetime) -> dict[str, Any]:
    """Return what the statement asks for: the moment, and whom each limit escalates to."""
    escalations = [
        (clock.code, clock.valid_from, role)
        for clock in case_catalog().clocks
        for role in clock.escalates_to
    ]
    codes, versions, roles = zip(*escalations, strict=True) if escalations else ((), (), ())
    return {
        "now": now, "codes": list(codes), "from": list(versions), "roles": list(roles),
        "working": roles_with(WORKS),
    }  # fmt: skip
