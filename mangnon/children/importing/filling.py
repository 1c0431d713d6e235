"""The first load of a register: its tables are filled without their keys, which follow at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from mangnon.children.importing.imported_row import ImportedRow
from mangnon.children.importing.tables import TABLES
from mangnon.children.search.name_word import NameWord
from mangnon.core.set_aside import alone_with, keys_set_aside

# Fewer rows are written as quickly with the keys in place, and nobody waits.
MANY = 20_000
FILLED = (*TABLES, ImportedRow._meta.db_table, NameWord._meta.db_table)
COUNT_UP_TO = "SELECT count(*) FROM (SELECT FROM children_child LIMIT %s) AS counted"


@contextmanager
def quickly_filled(new: int) -> Iterator[None]:
    """Set the keys aside for many new children, if the register holds fewer and nobody is at it.

    Keys are built over all rows, old and new: in a larger register that costs more than it saves.
    Whoever opens a page meanwhile waits until the import is committed.
    """
    with connection.cursor() as cursor:
        if new < MANY or _holds(new) or not alone_with(FILLED):
            yield
            return
        with keys_set_aside(cursor, FILLED):
            yield
        cursor.execute(f"ANALYZE {', '.join(FILLED)}")


def _holds(count: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP_TO, [count])
        return bool(cursor.fetchone()[0] >= count)
