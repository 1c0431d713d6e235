"""A bulk batch is one entry of the audit: how many rows, and the digest of what they say.

The digest is SHA-256 over the rows in the order of their keys, each written as PostgreSQL's COPY
writes it, in the columns that the entry names. It can be computed again for as long as the rows
stand as they were loaded; a column that is added later does not change it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models, transaction

from mangnon.core.audit import record
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import AuditEntry, Unit, User

# How values are written must not depend on how a server was set up.
WRITTEN_ALIKE = {
    "DateStyle": "ISO, YMD",
    "TimeZone": "UTC",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


@dataclass(frozen=True)
class Rows:
    """The rows of a model that a batch wrote: those for which every field has the value."""

    model: type[models.Model]
    where: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Digest:
    """What an entry keeps of the rows of one table; `where` finds them again."""

    table: str
    where: dict[str, Any]
    columns: list[str]
    count: int
    sha256: str


@dataclass(frozen=True)
class Recomputed:
    """A batch of the audit beside its rows as they are now.

    `state` is identical; changed, when the audit tells of later work on the table; or unexplained.
    """

    entry: int
    action: str
    table: str
    count: int
    found: int
    state: str


@transaction.atomic
def record_batch(
    by: User | None,
    action: str,
    subject: models.Model,
    *,
    rows: Iterable[Rows],
    unit: Unit | None = None,
    **details: object,
) -> None:
    """Write one entry for all rows of a batch, with a digest for each table, after they stand."""
    digests = [asdict(digest_of(part)) for part in rows]
    record(by, action, subject, unit=unit, rows=digests, **details)


def digest_of(rows: Rows, columns: list[str] | None = None) -> Digest:
    """Count the rows and hash what they say, in the named columns or in all there are now.

    Sealed fields are left out: a rotation of the keys seals them anew, and they prove themselves.
    """
    fields = {
        str(field.column): field.attname
        for field in rows.model._meta.concrete_fields
        if not isinstance(field, EncryptedTextField)
    }
    columns = columns or list(fields)
    chosen = rows.model._base_manager.filter(**rows.where).order_by("pk")
    query, values = chosen.values_list(*(fields[name] for name in columns)).query.sql_with_params()
    hashed, count = hashlib.sha256(), 0
    with transaction.atomic(), connection.cursor() as cursor:
        for name, value in WRITTEN_ALIKE.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        with cursor.copy(f"COPY ({query}) TO STDOUT", values) as lines:
            for block in lines:
                hashed.update(block)
                count += bytes(block).count(b"\n")
    return Digest(rows.model._meta.db_table, rows.where, columns, count, hashed.hexdigest())


def recompute() -> Iterator[Recomputed]:
    """Hash the rows of every batch in the audit again, oldest first."""
    for entry in AuditEntry.objects.filter(details__has_key="rows").order_by("pk").iterator():
        for kept in entry.details["rows"]:
            yield _recomputed(entry, Digest(**kept))


def _recomputed(entry: AuditEntry, kept: Digest) -> Recomputed:
    try:
        now = digest_of(Rows(_model_of(kept.table), kept.where), kept.columns)
        found, is_identical = now.count, now.sha256 == kept.sha256
    except (LookupError, FieldDoesNotExist):  # a table or a column that a later version dropped
        found, is_identical = 0, False
    state = "identical" if is_identical else _why(entry, kept)
    return Recomputed(entry.pk, entry.action, kept.table, kept.count, found, state)


def _why(entry: AuditEntry, kept: Digest) -> str:
    """Say whether a later entry, of one record or of a batch, may have changed the rows."""
    later = AuditEntry.objects.filter(pk__gt=entry.pk)
    about = models.Q(table=kept.table) | models.Q(details__rows__contains=[{"table": kept.table}])
    return "changed" if later.filter(about).exists() else "unexplained"


def _model_of(table: str) -> type[models.Model]:
    for model in apps.get_models():
        if model._meta.db_table == table:
            return model
    raise LookupError(table)
