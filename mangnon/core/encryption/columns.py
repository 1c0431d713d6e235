"""Turns a plain column into a sealed one, or seals a sealed one otherwise, in a migration."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from mangnon.core.encryption.keyring import keyring, make_first
from mangnon.core.encryption.values import Place


def seal_column(cursor: Any, place: Place, key: str = "id") -> None:
    """Seal every value of a text column; its table is written anew, so no plain text stays in it.

    There is no way back: a column that was plain is not made plain again.
    """
    make_first(settings.KEYRING)
    cursor.execute("CREATE TEMPORARY TABLE sealed (row uuid PRIMARY KEY, value bytea)")
    cursor.execute(f'SELECT "{key}", "{place.name}" FROM "{place.table}"')  # noqa: S608
    rows = cursor.fetchall()
    ring = keyring(settings.KEYRING)
    values = place.seal_all((text for _, text in rows), (row.bytes for row, _ in rows), ring)
    with cursor.copy("COPY sealed FROM STDIN") as copy:
        for (row, _), value in zip(rows, values, strict=True):
            copy.write_row((row, value))
    cursor.execute(
        "CREATE FUNCTION pg_temp.sealed_value(uuid) RETURNS bytea LANGUAGE sql"
        " AS 'SELECT value FROM pg_temp.sealed WHERE row = $1'"
    )
    cursor.execute(
        f'ALTER TABLE "{place.table}" ALTER COLUMN "{place.name}" DROP NOT NULL,'
        f' ALTER COLUMN "{place.name}" DROP DEFAULT,'
        f' ALTER COLUMN "{place.name}" TYPE bytea USING pg_temp.sealed_value("{key}")'
    )
    cursor.execute("DROP FUNCTION pg_temp.sealed_value(uuid)")
    cursor.execute("DROP TABLE pg_temp.sealed")


def seal_otherwise(cursor: Any, was: Place, place: Place, key: str = "id") -> None:
    """Seal the values of a sealed column anew, as when it becomes one that is searched."""
    column, table = f'"{place.name}"', f'"{place.table}"'
    cursor.execute(f'SELECT "{key}", {column} FROM {table} WHERE {column} IS NOT NULL')  # noqa: S608
    rows = cursor.fetchall()
    if not rows:
        return
    ring = keyring(settings.KEYRING)
    anew = [(place.seal(was.open(value, row, ring), row, ring), row) for row, value in rows]
    cursor.executemany(f'UPDATE {table} SET {column} = %s WHERE "{key}" = %s', anew)  # noqa: S608
