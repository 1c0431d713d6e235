"""What one action changes, row by row: written, told to the audit, and taken back from there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from mangnon.core.models import Refused
from mangnon.plans.items import plain
from mangnon.plans.kinds import KINDS, kind_of
from mangnon.plans.models import ItemState

# Signs outside XML 1.0: a report that has to print one could not be written.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Told = dict[str, Any]


def change(row: models.Model, values: dict[str, Any]) -> Told:
    """Write the values; return those that changed, before and after, as the audit keeps them."""
    values = {name: _writable(value) for name, value in values.items()}
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if row.pk and not changed:
        return {"before": {}, "after": {}}
    before = {name: told(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1  # type: ignore[attr-defined]
    try:
        row.full_clean()
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    row.save()
    return {"before": before, "after": {name: told(getattr(row, name)) for name in changed}}


def change_other(item: Any, values: dict[str, Any]) -> Told:
    """Write the values on an item that changes with another; say which one it is."""
    return {"kind": kind_of(item).slug, "item": item.pk, **change(item, values)}


def made(item: Any, names: Iterable[str]) -> Told:
    """Return what the audit keeps of a new item: before, it was withdrawn."""
    after = {name: told(getattr(item, name)) for name in names}
    return {
        "before": after | {"state": ItemState.WITHDRAWN.value},
        "after": after | {"state": told(item.state)},
    }


def take_back(item: Any, details: Told) -> list[Any]:
    """Write back what the rows of one action were before it; return the rows, the item first.

    Refused when one of them is not any more what the action made of it.
    """
    rows = [(item, details)]
    for other in details.get("others", []):
        model = KINDS[other["kind"]].model
        rows.append((model.objects.get(pk=other["item"]), other))
    for row, told_of in rows:
        if any(told(getattr(row, name)) != value for name, value in told_of["after"].items()):
            raise Refused(
                _("“%(words)s” was changed again since; undo that first.") % {"words": row}
            )
    # What gives a place up goes first, so that what takes it again finds it free.
    for row, told_of in sorted(rows, key=lambda pair: not _is_withdrawn(pair[1])):
        change(row, {name: _value(row, name, value) for name, value in told_of["before"].items()})
    for row, _told_of in rows:
        _require_no_orphans(row)
    return [row for row, _told_of in rows]


def told(value: Any) -> Any:
    """Return a value as the audit keeps it: plain JSON from which the value can be read again."""
    if isinstance(value, Decimal):
        return str(plain(value))
    return value.isoformat() if isinstance(value, date) else value


def _value(row: models.Model, name: str, value: Any) -> Any:
    field: Any = row._meta.get_field(name)
    return None if value is None else field.to_python(value)


def _is_withdrawn(told_of: Told) -> bool:
    return bool(told_of["before"].get("state") == ItemState.WITHDRAWN)


def _require_no_orphans(row: Any) -> None:
    if row.state != ItemState.WITHDRAWN:
        return
    for children in kind_of(row).children:
        if getattr(row, children).standing().exists():
            raise Refused(
                _("“%(words)s” holds items by now; reject or undo those first.") % {"words": row}
            )


def _writable(value: Any) -> Any:
    """Return text without the signs that no document can hold; anything else as it is."""
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return UNWRITABLE.sub("", value) if isinstance(value, str) else value
