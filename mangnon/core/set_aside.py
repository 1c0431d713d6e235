"""Indexes and keys of tables, set aside while the tables are filled in bulk.

An index built once over all rows costs a fraction of one kept up row by row, and so does a foreign
key that is checked by one join. Everything happens in the caller's transaction: whatever fails,
the tables are as they were. Until it ends nobody else reads the tables, nor those that their keys
point to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import OperationalError, connection, transaction

PATIENCE = "3s"
# A key that a table outside the list points to stays: dropping it would drop the other's key too.
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname::text, contype = 'f', pg_get_constraintdef(oid)
FROM pg_constraint AS own
WHERE contype IN ('p', 'u', 'x', 'f') AND conrelid = ANY ({tables})
  AND NOT EXISTS (
    SELECT FROM pg_constraint AS other
    WHERE other.contype = 'f' AND own.contype <> 'f' AND other.conindid = own.conindid
      AND other.conrelid <> ALL ({tables})
  )
ORDER BY contype = 'f', conrelid::regclass::text, conname
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY ({tables})
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')
ORDER BY 1
"""
POINTED_TO = """
SELECT DISTINCT confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND conrelid = ANY ({tables})
"""


class Cursor(Protocol):
    """What Django's cursors and those of the bulk loader have in common."""

    def execute(self, operation: str, /) -> Any: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class _Constraint:
    table: str
    name: str
    is_foreign_key: bool
    definition: str

    @property
    def drop(self) -> str:
        return f'ALTER TABLE {self.table} DROP CONSTRAINT "{self.name}"'

    @property
    def add(self) -> str:
        return f'ALTER TABLE {self.table} ADD CONSTRAINT "{self.name}" {self.definition}'


def alone_with(tables: Sequence[str]) -> bool:
    """Lock the tables for `keys_set_aside` until the transaction ends, if nobody is at them.

    Says no, and holds nothing, when somebody else did not let go of them within seconds.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            pointed_to = _rows(cursor, POINTED_TO.format(tables=_listed(tables)))
            every = ", ".join(sorted({*tables, *(name for (name,) in pointed_to)}))
            cursor.execute(f"LOCK TABLE {every} IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError:
        return False
    return True


@contextmanager
def keys_set_aside(cursor: Cursor, tables: Sequence[str]) -> Iterator[None]:
    """Drop the indexes and keys of the tables; build and check them when the tables are filled."""
    listed = _listed(tables)
    constraints = [_Constraint(*row) for row in _rows(cursor, CONSTRAINTS.format(tables=listed))]
    indexes = _rows(cursor, INDEXES.format(tables=listed))
    keys = [constraint for constraint in constraints if not constraint.is_foreign_key]
    foreign = [constraint for constraint in constraints if constraint.is_foreign_key]
    # Nothing can be dropped while a deferred check of an earlier row is still to come.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for constraint in (*foreign, *keys):
        cursor.execute(constraint.drop)
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for constraint in keys:
        cursor.execute(constraint.add)
    for _, definition in indexes:
        cursor.execute(definition)
    for constraint in foreign:
        cursor.execute(constraint.add)
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _listed(tables: Sequence[str]) -> str:
    named = ", ".join(f"'{table}'::regclass" for table in tables)
    return f"ARRAY[{named}]::oid[]"


def _rows(cursor: Cursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return cursor.fetchall()
