"""A form that is sent twice makes one record: it carries the key that the record shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

if TYPE_CHECKING:
    from mangnon.core.models import User

Row = TypeVar("Row", bound=Model)
# The same form sent twice at the same moment comes one by one.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def sent_before(
    rows: QuerySet[Row] | Manager[Row], key: UUID, *, by: User, sent_by: str
) -> Row | None:
    """Return the record that this person made with the same form, None when there is none yet.

    `sent_by` names the record's field that holds who made it. Raises Refused when a record that is
    somebody else's, or none of `rows`, has the key: what the person wrote would be lost in silence.
    Call it in the transaction that makes the record.
    """
    known = row_of_key(rows, key)
    if known is not None and getattr(known, f"{sent_by}_id") != by.pk:
        raise _used()
    return known


def row_of_key(rows: QuerySet[Row] | Manager[Row], key: UUID) -> Row | None:
    """Return the one of `rows` that has the key; raise Refused when another record has it."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [str(key)])
    known = rows.filter(pk=key).first()
    if known is None and rows.model._base_manager.filter(pk=key).exists():
        raise _used()
    return known


def _used() -> Refused:
    return Refused(_("This form was used already. Open a new one and enter it there."))
