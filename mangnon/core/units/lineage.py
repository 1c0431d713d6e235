"""Which units a person who serves one unit answers for: those below it, and those it was made of.

The scope follows the register of units and changes, never a code alone (codes are reused) and
never a name. It goes three ways:

- down: the units below, on the days that they share with those above;
- back: an earlier unit that passed to a unit of the scope wholly, over any number of reforms,
  with all that was below it. Of a unit that was parted it is not known which child lives where:
  its records are seen from a part only after the reform's hand-over has moved them;
- on: the unit itself under a new name, type or parent, when it took in nobody else. What a unit
  was merged into is seen by its people only when they are handed over to it, by `User.unit`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from mangnon.core.models import User

# `born` and `until` are the days of the unit that are in the scope, `since` those that it shares
# with the units above it. `is_own` marks the unit that is served and what it was renamed to.
# `ANY` and `daterange` let PostgreSQL search by the codes alone, in a third of the time.
SCOPE = """
WITH RECURSIVE scope AS (
    SELECT
        id, code, valid_from AS born, valid_from AS since,
        coalesce(valid_to, 'infinity'::date) AS until, true AS is_own
    FROM core_unit WHERE id = %s
    UNION
    SELECT further.*
    FROM scope CROSS JOIN LATERAL (
        SELECT
            below.id, below.code, below.valid_from, greatest(below.valid_from, scope.since),
            least(coalesce(below.valid_to, 'infinity'::date), scope.until), false
        FROM core_unit AS below
        WHERE below.parent_code = scope.code AND below.valid_from < scope.until
          AND coalesce(below.valid_to, 'infinity'::date) > scope.since
        UNION ALL
        SELECT
            earlier.id, earlier.code, earlier.valid_from, earlier.valid_from, earlier.valid_to,
            false
        FROM core_unitchange AS change
        JOIN core_unit AS earlier
          ON earlier.code = ANY (ARRAY[change.from_code]) AND earlier.valid_to = change."on"
        WHERE change.to_code = scope.code AND change.share = 1
          AND daterange(scope.born, scope.until) @> change."on"
        UNION ALL
        SELECT
            later.id, later.code, later.valid_from, later.valid_from,
            coalesce(later.valid_to, 'infinity'::date), true
        FROM core_unitchange AS change
        JOIN core_unit AS later
          ON later.code = change.to_code AND later.valid_from = change."on"
        WHERE scope.is_own AND change.from_code = scope.code AND change."on" = scope.until
          AND change.share = 1 AND change.kind IN ('rename', 'retype', 'reparent')
          AND NOT EXISTS (
              SELECT FROM core_unitchange AS other
              WHERE other."on" = change."on" AND other.to_code = change.to_code
                AND other.from_code <> change.from_code
          )
    ) AS further
)
SELECT id FROM scope
"""
# In one line: psycopg keeps what it read of a statement of up to 4096 signs.
SCOPE = " ".join(SCOPE.split())


def served_from(unit_id: int) -> RawSQL:
    """Return the ids of the units that whoever serves the unit answers for, as a subquery."""
    return RawSQL(SCOPE, [unit_id])  # noqa: S611


def ids_served_from(unit_id: int | None) -> list[int]:
    """Return the same ids as a list."""
    with connection.cursor() as cursor:
        cursor.execute(SCOPE, [unit_id])
        return [key for (key,) in cursor.fetchall()]


def units_known(user: User) -> list[int]:
    """Return the person's ids as a list, asked for once for each object of a person: a request."""
    known: dict[int | None, list[int]] = user.__dict__.setdefault("_units_known", {})
    if user.unit_id not in known:
        known[user.unit_id] = ids_served_from(user.unit_id)
    return known[user.unit_id]
