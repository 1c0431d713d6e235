"""Indexes and keys of empty tables, set aside while the tables are filled.

An index built once over all rows costs a fraction of one kept up row by row, and so does a foreign
key that is checked by one join. Everything happens in the caller's transaction: whatever fails,
the tables are as they were.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from adbc_driver_postgresql import dbapi

CONSTRAINTS = """
SELECT conrelid::regclass::text, conname::text, contype = 'f', pg_get_constraintdef(oid)
FROM pg_constraint
WHERE (contype IN ('p', 'u', 'x', 'f') AND conrelid = ANY ({tables}))
   OR (contype = 'f' AND confrelid = ANY ({tables}))
ORDER BY contype = 'f', conrelid::regclass::text, conname
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY ({tables})
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY 1
"""


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


@contextmanager
def keys_set_aside(cursor: dbapi.Cursor, tables: Sequence[str]) -> Iterator[None]:
    """Drop the indexes and keys of the tables; build and check them when the tables are filled."""
    named = ", ".join(f"'{table}'::regclass" for table in tables)
    listed = f"ARRAY[{named}]::oid[]"
    constraints = [_Constraint(*row) for row in _rows(cursor, CONSTRAINTS.format(tables=listed))]
    indexes = _rows(cursor, INDEXES.format(tables=listed))
    keys = [constraint for constraint in constraints if not constraint.is_foreign_key]
    foreign = [constraint for constraint in constraints if constraint.is_foreign_key]
    for constraint in (*foreign, *keys):
        cursor.execute(constraint.drop)
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for constraint in keys:
        cursor.execute(constraint.add)
    for _, definition in indexes:
        cursor.execute(definition)
    for constraint in foreign:
        cursor.execute(constraint.add)


def _rows(cursor: dbapi.Cursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
