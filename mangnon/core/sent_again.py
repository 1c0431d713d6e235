"""A form that is sent twice makes one record: it carries the key that the record shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from mangnon.core.refused import Refused

if TYPE_CHECKING:
    from mangnon.core.models import User

Row = TypeVar("Row", bound=Model)


def sent_before(
    rows: QuerySet[Row] | Manager[Row], key: UUID, *, by: User, sent_by: str
) -> Row | None:
    """Return the record that this person made with the same form, None when there is none yet.

    `sent_by` names the record's field that holds who made it. Raises Refused when somebody else's
    record has the key: what the person wrote would be lost in silence.
    """
    known = rows.filter(pk=key).first()
    if known is not None and getattr(known, f"{sent_by}_id") != by.pk:
        raise Refused(_("This form was used already. Open a new one and enter it there."))
    return known
