"""The history of a plan or of an item in words: who, when, what, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.core.audit.actions import label_of
from mangnon.core.models import AuditEntry
from mangnon.plans.comparing import shown_value
from mangnon.plans.history import entries_of, touches
from mangnon.plans.kinds import HEADING_FIELDS, KINDS
from mangnon.plans.models import ItemState, Plan
from mangnon.ui.formats import number

ACTIONS: dict[str, str | Promise] = {
    "plan.import": _("imported the document"),
    "plan.edit": _("corrected the heading"),
    "plan.compare": _("compared with last year's plan"),
    "plan.add_item": _("added"),
    "plan.edit_item": _("corrected"),
    "plan.confirm_item": _("confirmed"),
    "plan.reject_item": _("rejected"),
    "plan.merge_items": _("merged with the next item"),
    "plan.split_item": _("split in two"),
    "plan.undo_item": _("undid the last decision"),
    "plan.confirm_all": _("confirmed all that was left"),
    "plan.confirm_sure": _("confirmed the sure items"),
    "plan.confirm_same": _("confirmed what is as last year"),
    "plan.settle_warning": _("settled a warning"),
    "plan.settle_all_warnings": _("settled all warnings"),
    "plan.approve": _("approved the plan"),
    "plan.reject": _("discarded the draft"),
    "plan.supersede": _("put another plan in its place"),
}


@dataclass(frozen=True)
class Step:
    """One line of the history; `about` names the item, where the page is about the whole plan."""

    at: datetime
    who: str
    what: str
    about: str
    changes: tuple[tuple[str, str, str], ...]
    count: int


def story_of(plan: Plan, item: Any = None) -> list[Step]:
    """Return what people did to the plan, or to one item of it, newest first."""
    entries = entries_of(plan)
    if item is not None:
        return [_step(entry, "") for entry in reversed(entries) if touches(entry, item)]
    words = _words(plan)
    return [
        _step(entry, words.get((entry.table, entry.record_id), "")) for entry in reversed(entries)
    ]


def _words(plan: Plan) -> dict[tuple[str, str], str]:
    """Return how every item of the plan reads now, by its table and key."""
    return {
        (kind.model._meta.db_table, str(item.pk)): f"{kind.label}: {item}"
        for kind in KINDS.values()
        for item in kind.model.objects.of(plan)
    } | {(warning._meta.db_table, str(warning.pk)): str(warning) for warning in plan.warnings.all()}


def _step(entry: AuditEntry, about: str) -> Step:
    details = entry.details
    return Step(
        at=entry.at,
        who=str(entry.actor or ""),
        what=str(ACTIONS.get(entry.action) or label_of(entry.action)),
        about=about,
        changes=tuple(_changes(entry)),
        count=details.get("items", len(details.get("others", []))),
    )


def _changes(entry: AuditEntry) -> Iterator[tuple[str, str, str]]:
    """Yield each field that a person reads, before and after; the state goes with the action."""
    kind = next((k for k in KINDS.values() if k.model._meta.db_table == entry.table), None)
    model, fields = (kind.model, kind.fields) if kind else (Plan, HEADING_FIELDS)
    before = entry.details.get("before", {})
    after = entry.details.get("after", {})
    if before.get("state") == ItemState.WITHDRAWN or after.get("state") == ItemState.WITHDRAWN:
        return
    for name in (*fields, "state"):
        if name in after and before.get(name) != after[name]:
            field: Any = model._meta.get_field(name)
            label = _("State") if name == "state" else field.verbose_name
            yield str(label), _value(field, before.get(name)), _value(field, after[name])


def _value(field: models.Field[Any, Any], value: Any) -> str:
    """Return a value of the audit as a person reads it."""
    if value in (None, "", []):
        return "—"
    if choices := dict(field.flatchoices):
        return str(choices.get(value, value))
    if isinstance(field, models.DecimalField):
        return number(value)
    if isinstance(field, models.DateField):
        return shown_value(date.fromisoformat(value))
    return shown_value(value)
