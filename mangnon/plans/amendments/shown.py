"""An amendment in words: each change with what the item said and what it shall say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mangnon.plans.amendments.amendment import Amendment, AmendmentChange
from mangnon.plans.amendments.making import parsed
from mangnon.plans.comparing import Difference, shown
from mangnon.plans.kinds import KINDS, Kind

Action = AmendmentChange.Action


@dataclass(frozen=True)
class Shown:
    """One change: what kind of item, its words, on what it hangs, and each field in words."""

    change: AmendmentChange
    kind: Kind
    words: str
    parent: str
    fields: tuple[Difference, ...]

    @property
    def addable(self) -> list[Kind]:
        """What may be added under it, where it is added itself."""
        if self.change.action != Action.ADD:
            return []
        return [kind for kind in KINDS.values() if kind.parent == self.kind.slug]


def shown_changes(amendment: Amendment) -> list[Shown]:
    """Return the changes in the order of the plan's parts; a statement for each kind of item."""
    changes = list(amendment.changes.select_related("under"))
    items = _items(changes)
    order = {slug: place for place, slug in enumerate(KINDS)}
    changes.sort(key=lambda one: (order.get(one.kind, 99), one.pk))
    return [_shown(one, items) for one in changes]


def _items(changes: Iterable[AmendmentChange]) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = {}
    for one in changes:
        kind = KINDS[one.kind]
        if one.item_id:
            wanted.setdefault(kind.slug, set()).add(one.item_id)
        if one.parent_id and kind.parent:
            wanted.setdefault(kind.parent, set()).add(one.parent_id)
    found = {}
    for slug, keys in wanted.items():
        kind = KINDS[slug]
        rows = kind.model.objects.filter(pk__in=keys)
        for item in rows.select_related(kind.parent_field) if kind.parent else rows:
            found[slug, item.pk] = item
    return found


def _shown(change: AmendmentChange, items: dict[tuple[str, int], Any]) -> Shown:
    kind = KINDS[change.kind]
    item = items.get((kind.slug, change.item_id or 0))
    before, after = _with(kind, change.before), _with(kind, change.after)
    words = str(item) if item is not None else str(after)
    fields = []
    for name in kind.fields if change.action != Action.REMOVE else ():
        if name in change.after:
            said = shown(before, name) if name in change.before else ""
            label = str(kind.model._meta.get_field(name).verbose_name)
            fields.append(Difference(label, said, shown(after, name)))
    return Shown(change, kind, words, _parent(kind, change, item, items), tuple(fields))


def _parent(
    kind: Kind, change: AmendmentChange, item: Any, items: dict[tuple[str, int], Any]
) -> str:
    if not kind.parent:
        return ""
    if item is not None:
        return str(getattr(item, kind.parent_field))
    if change.under is not None:
        return str(_with(KINDS[kind.parent], change.under.after))
    return str(items.get((kind.parent, change.parent_id or 0), ""))


def _with(kind: Kind, values: dict[str, Any]) -> Any:
    return kind.model(**parsed(kind, values))
