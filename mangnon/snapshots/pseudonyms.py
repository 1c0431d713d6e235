"""The records behind the pseudonyms of a snapshot, found with a key that stands in no statement.

A pseudonym is made by the same expression as in `extract/*.sql`; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Func, Value

from mangnon.core.keys import kept_secret

KEY = "mangnon.pseudonym_key"


def pseudonym_key() -> str:
    """Return the key of this home's pseudonyms, the same in all of its snapshots."""
    return kept_secret(settings.HOME / "pseudonym.key")


def set_key(cursor: Any, key: str) -> None:
    """Make the key known until the transaction ends, without writing it into any statement."""
    cursor.execute("SELECT set_config(%s, %s, true)", [KEY, key])


@contextmanager
def pseudonyms_known() -> Iterator[None]:
    """Run queries that use the expressions below, in a transaction that knows the key."""
    with transaction.atomic(), connection.cursor() as cursor:
        set_key(cursor, pseudonym_key())
        yield


class Pseudonym(Func):
    """What a snapshot calls a record; its argument is the record's primary key."""

    output_field = models.CharField()
    template = (
        f"left(encode(sha256(convert_to(current_setting('{KEY}') || (%(expressions)s)::text, "
        "'UTF8')), 'hex'), 32)"
    )


class IsOneOf(Func):
    """Whether a field is one of many values, given as one array that the database hashes."""

    output_field = models.BooleanField()
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("

    def __init__(self, field: str, known: Sequence[object], kind: str) -> None:
        array = Func(Value(list(known)), template=f"%(expressions)s::{kind}[]")
        super().__init__(F(field), array)
