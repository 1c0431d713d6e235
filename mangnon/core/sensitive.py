"""Fields that ask for a right of their own: what of a record a person may read.

Each app registers its fields (`registries.guard_fields`). A field that is hidden is not an empty
one: nobody may take "you may not see it" for "there is none".
"""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import SENSITIVE


class Hidden:
    """Stands for a value that the person may not see; says so wherever it is printed."""

    def __str__(self) -> str:
        return _("(hidden)")


HIDDEN = Hidden()


def readable_fields(record: Model, user: User) -> dict[str, object]:
    """Return the record's fields by name as the person may see them, HIDDEN where they may not.

    The record itself must have been reached through `visible_to`.
    """
    asked = SENSITIVE.get(record._meta.label, {})
    return {
        field.name: getattr(record, field.attname)
        if field.name not in asked or allowed(user, asked[field.name])
        else HIDDEN
        for field in record._meta.concrete_fields
    }
