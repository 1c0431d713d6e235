"""One entry of the audit as a person reads it: who, what, which record, from what to what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.core.audit import COMMAND_LINE
from mangnon.core.audit.actions import RECORDS, label_of, record_label
from mangnon.core.models import AuditEntry, User
from mangnon.ui.formats import date_text, number

NOTHING = "—"
ACCOUNTS = User._meta.db_table
TOLD_APART = {"before", "after", "changed", "fields", "rows"}
# Fields whose model gives them no words of its own.
FIELDS: dict[str, str | Promise] = {
    "approved_at": gettext_lazy("Approved at"),
    "approved_by": gettext_lazy("Approved by"),
    "full_name": gettext_lazy("Full name"),
    "is_active": gettext_lazy("Account open"),
    "organisation": gettext_lazy("Organisation"),
    "role": gettext_lazy("Role"),
    "state": gettext_lazy("State"),
    "superseded_by": gettext_lazy("Superseded by"),
    "unit": gettext_lazy("Unit"),
}


@dataclass(frozen=True)
class Line:
    """One line of the page. `changes` are (field, before, after); `more` is what else was kept."""

    at: datetime
    who: str
    what: str
    record: str
    origin: str
    changes: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    more: str


def lines_of(entries: list[AuditEntry]) -> list[Line]:
    """Return the entries in words; an account is named, any other record has its number."""
    keys = [int(e.record_id) for e in entries if e.table == ACCOUNTS and e.record_id.isdecimal()]
    names = {str(pk): str(person) for pk, person in User.objects.in_bulk(keys).items()}
    return [_line(entry, names) for entry in entries]


def _line(entry: AuditEntry, names: dict[str, str]) -> Line:
    details = entry.details
    more = {name: value for name, value in details.items() if name not in TOLD_APART}
    return Line(
        at=entry.at,
        who=_who(entry),
        what=label_of(entry.action),
        record=_record(entry, names),
        origin=_("the server itself") if entry.origin == COMMAND_LINE else entry.origin,
        changes=tuple(_changes(entry)),
        notes=tuple(_notes(entry)),
        more=json.dumps(more, ensure_ascii=False, indent=1) if more else "",
    )


def _who(entry: AuditEntry) -> str:
    if entry.actor:
        return str(entry.actor)
    return _("the system") if entry.origin == COMMAND_LINE else _("nobody signed in")


def _record(entry: AuditEntry, names: dict[str, str]) -> str:
    if entry.table != ACCOUNTS:
        return record_label(entry.table, entry.record_id)
    if name := names.get(entry.record_id):
        return _("account of %(name)s") % {"name": name}
    return _("no such account")


def _changes(entry: AuditEntry) -> Iterator[tuple[str, str, str]]:
    before, after = entry.details.get("before", {}), entry.details.get("after", {})
    if not isinstance(before, dict) or not isinstance(after, dict):
        yield "", _value(None, before), _value(None, after)
        return
    for name in {**before, **after}:
        field = _field(entry.table, name)
        told = _value(field, before.get(name)), _value(field, after.get(name))
        yield _name(entry.table, name), *told


def _notes(entry: AuditEntry) -> Iterator[str]:
    """Yield what is kept without values: the fields that changed or were read, a batch's rows."""
    for key, words in (("changed", _("changed: %(names)s")), ("fields", _("read: %(names)s"))):
        if names := entry.details.get(key):
            yield words % {"names": ", ".join(_name(entry.table, name) for name in names)}
    for rows in entry.details.get("rows", []):
        yield _("%(table)s: %(count)s rows, SHA-256 %(hash)s…") % {
            "table": RECORDS.get(rows["table"], rows["table"]),
            "count": number(rows["count"]),
            "hash": rows["sha256"][:16],
        }


def _name(table: str, name: str) -> str:
    if words := FIELDS.get(name.removesuffix("_id")):
        return str(words)
    field = _field(table, name)
    return str(field.verbose_name) if field else name


def _field(table: str, name: str) -> models.Field[Any, Any] | None:
    for model in apps.get_models():
        if model._meta.db_table == table:
            try:
                found = model._meta.get_field(name.removesuffix("_id"))
            except FieldDoesNotExist:
                return None
            return found if isinstance(found, models.Field) else None
    return None


def _value(field: models.Field[Any, Any] | None, value: Any) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and (choices := dict(field.flatchoices)):
        return str(choices.get(value, value))
    if field is not None and field.related_model:
        return record_label(field.related_model._meta.db_table, value)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return date_text(date.fromisoformat(value))
    if isinstance(field, models.DecimalField):
        return number(value)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
