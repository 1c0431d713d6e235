"""How a draft stands to the unit's earlier plan: what is the same, changed, new or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from mangnon.plans.kinds import KINDS, Kind
from mangnon.plans.matching import Entry, match, words_of
from mangnon.plans.models import Comparison, Plan
from mangnon.ui.formats import date_text, number

YEAR_FIELDS = ("year", "base_year")
LONG = 40
# By which words and which number an item is found again; otherwise by its own words.
MATCHED_BY = {
    "target": (("measure", "population"), "leaf"),
    "deadline": (("text",), ""),
    "basis": (("kind", "number"), "number"),
}


@dataclass(frozen=True)
class Difference:
    """One field that says something else than last year, in words."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Whether the words of this year stand beside it anyway, too long to be said twice."""
        return len(self.before) > LONG


def compare(plan: Plan) -> None:
    """Match every standing item of a draft with the earlier plan's, and say how it stands to it.

    Without an earlier plan in force nothing is compared.
    """
    earlier = Plan.objects.before(plan)
    if earlier is None and plan.compared_with_id is None:
        return
    plan.compared_with = earlier
    plan.save(update_fields=["compared_with"])
    continued: dict[str, dict[int, int]] = {"": {}}
    for kind in KINDS.values():
        new = list(_standing(kind, plan))
        old = [] if earlier is None else list(_standing(kind, earlier))
        parents = continued[kind.parent]
        found = match(
            [_entry(item, kind, plan) for item in new],
            [_entry(item, kind, earlier) for item in old],
            parents,
            only_within_parent=kind.slug == "lead",
        )
        continued[kind.slug] = found
        _write(kind, plan, earlier, new, {item.pk: item for item in old}, found)


def differences(item: Any, kind: Kind, plan: Plan) -> list[Difference]:
    """Return what an item says otherwise than the one of last year that it continues."""
    old, earlier = item.last_year, plan.compared_with
    if old is None or earlier is None:
        return []
    found = []
    if kind.parent and _parent_of(old, kind).pk != _parent_of(item, kind).last_year_id:
        label = str(KINDS[kind.parent].label)
        found.append(Difference(label, str(_parent_of(old, kind)), str(_parent_of(item, kind))))
    for name in kind.fields:
        field = item._meta.get_field(name)
        before, after = getattr(old, name), getattr(item, name)
        if before == after:
            continue
        if _meaning(field, before, earlier) != _meaning(field, after, plan):
            label = str(field.verbose_name)
            found.append(Difference(label, shown(old, name), shown(item, name)))
    return found


def dropped(plan: Plan) -> list[tuple[Kind, list[Any]]]:
    """Return the earlier plan's items that nothing standing in this one continues, by kind."""
    if plan.compared_with is None:
        return []
    found = []
    for kind in KINDS.values():
        kept = kind.model.objects.of(plan).standing().filter(last_year__isnull=False)
        gone = _standing(kind, plan.compared_with).exclude(pk__in=kept.values("last_year"))
        if items := list(gone):
            found.append((kind, items))
    return found


def shown(item: Any, name: str) -> str:
    """Return a field of an item as a person reads it."""
    if hasattr(item, f"get_{name}_display"):
        return str(getattr(item, f"get_{name}_display")())
    return shown_value(getattr(item, name))


def shown_value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or "—"
    if isinstance(value, Decimal):
        return number(value.normalize())
    if isinstance(value, date):
        return date_text(value)
    return "—" if value in (None, "") else str(value)


def _standing(kind: Kind, plan: Plan) -> Any:
    items = kind.model.objects.of(plan)
    items = items.standing() if plan.is_draft else items.confirmed()
    return items.select_related(kind.parent_field) if kind.parent else items


def _parent_of(item: Any, kind: Kind) -> Any:
    return getattr(item, kind.parent_field)


def _entry(item: Any, kind: Kind, plan: Plan | None) -> Entry:
    year = plan.year if plan else None
    parent = _parent_of(item, kind).pk if kind.parent else None
    fields, label = MATCHED_BY.get(kind.slug, ((kind.words,), "number"))
    text = " ".join(str(getattr(item, name)) for name in fields)
    return Entry(item.pk, words_of(text, year), str(getattr(item, label, "")), parent)


def _write(
    kind: Kind,
    plan: Plan,
    earlier: Plan | None,
    new: Sequence[Any],
    old: dict[int, Any],
    found: dict[int, int],
) -> None:
    before = {item.pk: (item.last_year_id, item.comparison) for item in new}
    for item in new:
        item.last_year = old.get(found.get(item.pk, 0))
        if earlier is None:
            item.comparison = ""
        elif item.last_year is None:
            item.comparison = Comparison.NEW
        elif differences(item, kind, plan):
            item.comparison = Comparison.CHANGED
        else:
            item.comparison = Comparison.SAME
    moved = [item for item in new if before[item.pk] != (item.last_year_id, item.comparison)]
    kind.model.objects.bulk_update(moved, ["last_year", "comparison"])


def _meaning(field: models.Field[Any, Any], value: Any, plan: Plan) -> Any:
    """Return a value as it is compared: years count from the plan's own, words without tones."""
    if field.choices:
        return value
    if field.name in YEAR_FIELDS:
        return None if value is None else value - (plan.year or 0)
    if isinstance(value, date):
        return (value.year - (plan.year or 0), value.month, value.day)
    if isinstance(value, str):
        return words_of(value, plan.year)
    if isinstance(value, Iterable):
        return [words_of(str(each), plan.year) for each in value]
    return value
