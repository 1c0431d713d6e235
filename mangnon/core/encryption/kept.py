"""Sealed values that a record keeps of others as they were, so that they can be put back.

They stand in a JSON column (`registries.keeps_sealed`) by table, row and field, as the database
writes a sealed column: `{"children_child": {"<row>": {"identity_number": "\\x01…"}}}`.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import connection

from mangnon.core.encryption.fields import encrypted_fields
from mangnon.core.encryption.keyring import ID_BYTES, INDEX, VALUES, Keyring
from mangnon.core.encryption.values import KEY_AT, MARK_AT, Place
from mangnon.core.registries import KEPT_SEALED

BATCH = 1000
VALUES_OF = """
FROM "{table}" AS kept
CROSS JOIN LATERAL jsonb_each(kept."{column}") AS of (name, records)
CROSS JOIN LATERAL jsonb_each(of.records) AS record (id, fields)
CROSS JOIN LATERAL jsonb_each_text(record.fields) AS field (name, value)
WHERE field.value IS NOT NULL AND of.name || '.' || field.name = ANY(%(places)s)
"""
PUT_BACK = """
UPDATE "{table}" SET "{column}" = jsonb_set("{column}", %s::text[], to_jsonb(%s::text))
WHERE id = %s
"""


def kept_by_key(kind: str) -> Counter[str]:
    """Count the kept values by the key that sealed them, or by the one that marked them."""
    found: Counter[str] = Counter()
    values: dict[str, Any] = {"places": [*_places(kind)]}
    for table, column in KEPT_SEALED:
        of = VALUES_OF.format(table=table, column=column)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_key(kind)} AS key, count(*) {of} GROUP BY key", values)
            found.update(dict(cursor.fetchall()))
    return found


def reseal_kept(ring: Keyring) -> int:
    """Seal anew the next of the kept values that the current keys did not seal; 0: none is left."""
    for table, column in KEPT_SEALED:
        for kind in (VALUES, INDEX):
            if found := _stale(table, column, kind, ring):
                places = _places(VALUES)
                anew = [_anew(places, value, ring) for value in found]
                with connection.cursor() as cursor:
                    cursor.executemany(PUT_BACK.format(table=table, column=column), anew)
                return len(found)
    return 0


def _stale(table: str, column: str, kind: str, ring: Keyring) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"places": [*_places(kind)], "key": ring.of(kind)[-1].id}
    of = VALUES_OF.format(table=table, column=column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kept.id, of.name, record.id, field.name, field.value {of}"
            f" AND {_key(kind)} <> %(key)s LIMIT {BATCH}",
            values,
        )
        return list(cursor.fetchall())


def _anew(
    places: Mapping[str, Place], value: tuple[Any, str, str, str, str], ring: Keyring
) -> tuple[list[str], str, Any]:
    """Return where the value stands, the value sealed anew, and the record that keeps it."""
    record, table, row, field, sealed = value
    place, key = places[f"{table}.{field}"], uuid.UUID(row)
    text = place.open(bytes.fromhex(sealed.removeprefix(r"\x")), key, ring)
    return [table, row, field], rf"\x{place.seal(text, key, ring).hex()}", record


def _places(kind: str) -> dict[str, Place]:
    fields = [f for f in encrypted_fields() if kind == VALUES or f.comparable is not None]
    return {str(field.place): field.place for field in fields}


def _key(kind: str) -> str:
    """Return the SQL of the key's name: a byte is two signs, and two stand before the first."""
    at = KEY_AT if kind == VALUES else MARK_AT
    return f"substr(field.value, {3 + 2 * at}, {2 * ID_BYTES})"
