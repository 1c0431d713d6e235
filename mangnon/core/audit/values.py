"""What a change did to a record, as far as the audit may tell it.

A model names in `audited_fields` the fields whose values the audit keeps before and after. Of every
other field it only says that it changed: who adds a sensitive field forgets nothing.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

Values = dict[str, Any]


def values_of(row: models.Model) -> Values:
    """Return every field of the row as it is now, to be compared by `changes_since`."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def changes_since(before: Values, row: models.Model) -> Values:
    """Return the details of a change for `record`: told fields before and after, others by name."""
    now = values_of(row)
    told = {row._meta.get_field(name).attname for name in getattr(row, "audited_fields", ())}  # type: ignore[union-attr]
    changed = [name for name, value in now.items() if before.get(name) != value]
    details: Values = {
        "before": {name: plain_value(before.get(name)) for name in changed if name in told},
        "after": {name: plain_value(now[name]) for name in changed if name in told},
    }
    if untold := sorted(name for name in changed if name not in told):
        details["changed"] = untold
    return details


def plain_value(value: Any) -> Any:
    """Return a value as plain JSON."""
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
