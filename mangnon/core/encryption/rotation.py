"""Puts a new key in place of an old one, and seals every value anew, while people work.

The new key is current from the moment it is in the file, so whatever is saved meanwhile has it. The
rest is sealed anew in short transactions that take only rows nobody is working on; rows that were
busy are waited for one by one at the end. What is not done is plain from the values themselves, so
a rotation that was killed is simply taken up again.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.encryption.fields import EncryptedTextField, encrypted_fields
from mangnon.core.encryption.kept import reseal_kept
from mangnon.core.encryption.key_use import key_column, rows_by_key
from mangnon.core.encryption.keyring import INDEX, VALUES, Key, Keyring, keyring, retired, write
from mangnon.core.models import User
from mangnon.core.refused import Refused

ROTATION_LOCK = 7_215_003
BATCH = 1000
PATIENCE = "30s"
NOBODY = uuid.UUID(int=0)  # before every row

Told = Callable[[str, int], None]  # the field, and how many of its values were sealed anew so far


@dataclass(frozen=True)
class Rotated:
    """What one rotation did: the key that is current now, and those that nothing needs any more."""

    kind: str
    key: str
    retired: list[str]
    resealed: int
    resumed: bool

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def rotate(file: Path, kind: str, *, by: User, told: Told) -> Rotated:
    """Make a new key of the kind, or go on with a rotation that was killed, and retire the old.

    Raises Refused when another rotation is under way, or when somebody keeps a row for too long:
    what is done then stays done, and the next call goes on.
    """
    access.require(by, "keys.rotate")
    with _alone():
        ring = keyring(file)
        resumed = ring.waiting
        if not resumed:
            ring = _without_unused(ring)
            ring = ring.with_keys(kind, (*ring.of(kind), Key.new()))
            write(file, ring)
        new = ring.of(kind)[-1].id
        record(by, "keys.rotate", by, kind=kind, key=new, resumed=resumed)
        resealed = 0
        while _is_stale(ring):
            resealed += sum(_reseal(field, ring, told) for field in encrypted_fields())
            while done := reseal_kept(ring):
                resealed += done
        gone = [key.id for which in (VALUES, INDEX) for key in _waiting(ring, which)]
        write(file, _retiring(ring))
        record(by, "keys.retire", by, keys=gone, resealed=resealed)
    return Rotated(kind, new, gone, resealed, resumed)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of rotations; the database lets it go should this process be killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ROTATION_LOCK])
        if not cursor.fetchone()[0]:
            raise Refused(_("Another rotation of the keys is under way; wait until it is done."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ROTATION_LOCK])


def _without_unused(ring: Keyring) -> Keyring:
    """Drop the keys that an earlier rotation retired, unless a late writer used one after all."""
    for kind in (VALUES, INDEX):
        rows = rows_by_key(kind)
        kept = (key for key in ring.of(kind) if not key.retired_at or rows[key.id])
        ring = ring.with_keys(kind, tuple(kept))
    return ring


def _waiting(ring: Keyring, kind: str) -> list[Key]:
    return [key for key in ring.of(kind)[:-1] if not key.retired_at]


def _is_stale(ring: Keyring) -> bool:
    """Say whether some value is not as the current keys make it, a late writer's too."""
    return any(rows_by_key(kind).keys() - {ring.of(kind)[-1].id} for kind in (VALUES, INDEX))


def _retiring(ring: Keyring) -> Keyring:
    for kind in (VALUES, INDEX):
        *before, current = ring.of(kind)
        done = tuple(key if key.retired_at else retired(key) for key in before)
        ring = ring.with_keys(kind, (*done, current))
    return ring


def _reseal(field: EncryptedTextField, ring: Keyring, told: Told) -> int:
    """Seal anew whatever the current keys did not seal; first the rows nobody is working on."""
    done = 0
    for size, busy in ((BATCH, "SKIP LOCKED"), (1, "")):
        last = NOBODY
        while rows := _reseal_batch(field, ring, after=last, size=size, busy=busy):
            done += len(rows)
            last = rows[-1]
            told(str(field.place), done)
    return done


def _reseal_batch(
    field: EncryptedTextField, ring: Keyring, *, after: uuid.UUID, size: int, busy: str
) -> list[uuid.UUID]:
    """Seal the next values anew and return their rows, in order; none are left when it is empty."""
    stale, current = _stale(field, ring)
    table, key = field.model._meta.db_table, field.model._meta.pk.column
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            cursor.execute(
                f'SELECT "{key}", "{field.column}" FROM "{table}"'  # noqa: S608
                f' WHERE "{key}" > %s AND ({stale})'
                f' ORDER BY "{key}" LIMIT {size} FOR NO KEY UPDATE {busy}',
                [after, *current],
            )
        except OperationalError as error:
            raise Refused(
                _("Somebody keeps a record of %(table)s open; run the rotation again to finish it.")
                % {"table": table}
            ) from error
        found = cursor.fetchall()
        rows = [row for row, _old in found]
        texts = [field.place.open(old, row, ring) for row, old in found]
        sealed = field.place.seal_all(texts, (row.bytes for row in rows), ring)
        cursor.execute(
            f'UPDATE "{table}" SET "{field.column}" = new.value'  # noqa: S608
            f' FROM unnest(%s::uuid[], %s::bytea[]) AS new (row, value) WHERE "{key}" = new.row',
            [rows, sealed],
        )
    return rows


def _stale(field: EncryptedTextField, ring: Keyring) -> tuple[str, list[bytes]]:
    """Return the condition of values that are not as the current keys make them."""
    kinds = (VALUES,) if field.comparable is None else (VALUES, INDEX)
    condition = " OR ".join(f"{key_column(field, kind)} <> %s" for kind in kinds)
    return condition, [ring.of(kind)[-1].name for kind in kinds]
