"""Which key sealed how many values, and whether the keys open them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from mangnon.core.encryption.fields import EncryptedTextField, encrypted_fields
from mangnon.core.encryption.kept import kept_by_key
from mangnon.core.encryption.keyring import (
    ID_BYTES,
    INDEX,
    VALUES,
    Key,
    KeysRefused,
    keyring,
    make_first,
)
from mangnon.core.encryption.values import KEY_AT, MARK_AT

CURRENT, OLD, RETIRED, MISSING = "current", "old", "retired", "missing"


@dataclass(frozen=True)
class KeyUse:
    """One key: what it is for, its state, and how many values need it."""

    id: str
    kind: str
    state: str
    made_at: str
    rows: int


def key_column(field: EncryptedTextField, kind: str) -> str:
    """Return the SQL of the name of the key that sealed, or marked, the field's value."""
    at = KEY_AT if kind == VALUES else MARK_AT
    return f'substring("{field.column}", {at + 1}, {ID_BYTES})'


def fields_with(kind: str) -> list[EncryptedTextField]:
    """Return the fields that need keys of the kind: all are sealed, some are marked."""
    return [f for f in encrypted_fields() if kind == VALUES or f.comparable is not None]


def rows_by_key(kind: str) -> Counter[str]:
    """Count the values by the key that sealed them, or by the one that marked them."""
    found: Counter[str] = Counter()
    for field in fields_with(kind):
        key = key_column(field, kind)
        sql = f"SELECT encode({key}, 'hex'), count(*) FROM {_values(field)} GROUP BY 1"  # noqa: S608
        found.update(dict(_rows(sql)))
    return found + kept_by_key(kind)


def keys_in_use(file: Path) -> list[KeyUse]:
    """Return every key of the ring with its use, and those that values need and it lacks."""
    ring = keyring(file)
    found = []
    for kind in (VALUES, INDEX):
        keys, rows = ring.of(kind), rows_by_key(kind)
        for key in keys:
            state = _state(key, current=keys[-1])
            found.append(KeyUse(key.id, kind, state, key.made_at, rows.pop(key.id, 0)))
        found += (KeyUse(name, kind, MISSING, "", count) for name, count in sorted(rows.items()))
    return found


def unopened(file: Path, sample: int = 100) -> list[str]:
    """Open a sample of the values of each field and key; say in a sentence why any do not open."""
    ring = keyring(file)
    found: dict[str, None] = {}
    for field in encrypted_fields():
        key = key_column(field, VALUES)
        for (name,) in _rows(f"SELECT DISTINCT {key} FROM {_values(field)}"):  # noqa: S608
            rows = _rows(
                f'SELECT "{field.model._meta.pk.column}", "{field.column}"'  # noqa: S608
                f" FROM {_values(field)} AND {key} = %s LIMIT {sample}",
                [name],
            )
            for row, sealed in rows:
                try:
                    field.place.open(sealed, row, ring)
                except KeysRefused as refusal:
                    found[str(refusal)] = None
                    break
    return list(found)


def prepare_keys(file: Path) -> None:
    """Make a keyring in a home where nothing is sealed; never a second one for lost keys."""
    if not file.exists() and not any(rows_by_key(VALUES)):
        make_first(file)


def _state(key: Key, *, current: Key) -> str:
    if key is current:
        return CURRENT
    return RETIRED if key.retired_at else OLD


def _values(field: EncryptedTextField) -> str:
    return f'"{field.model._meta.db_table}" WHERE "{field.column}" IS NOT NULL'


def _rows(sql: str, values: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor.fetchall()
