"""Merging an item with the next of its kind. Nothing is deleted, and it can be undone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.plans.changes import Told, change, change_other
from mangnon.plans.deciding import follow
from mangnon.plans.drafts import item_of_draft, require_standing, require_words
from mangnon.plans.kinds import Kind, kind_of
from mangnon.plans.leaves import leaves
from mangnon.plans.models import Indicator, ItemState, Target
from mangnon.plans.siblings import last_place, next_of


@transaction.atomic
def merge_items(item: Any, following: Any, *, by: User, seen: int | None = None) -> list[Any]:
    """Join an item with the next of its kind, which the person saw as `following`.

    The words and lines are joined and what hangs on the next one moves; that one is withdrawn.
    Returns the item and the withdrawn one.
    """
    plan, item, kind = item_of_draft(item, by, seen)
    require_words(kind)
    after = next_of(item)
    if after is None or type(after) is not type(following) or after.pk != following.pk:
        raise Refused(_("The next item is another by now; look at the page again."))
    require_standing(item)
    require_standing(after)
    others = _move_children(item, after, kind)
    others.append(change_other(after, {"state": ItemState.WITHDRAWN}))
    told = change(item, _joined(item, after, kind))
    follow(plan, [item])
    record(by, "plan.merge_items", item, unit=plan.unit, plan=plan.pk, others=others, **told)
    return [item, after]


def _joined(item: Any, after: Any, kind: Kind) -> dict[str, Any]:
    """Return what the item says once the next one is part of it."""
    first, second = (str(getattr(each, kind.words)).strip() for each in (item, after))
    is_another_name = kind.words == "name" and not second[:1].islower()
    values = {
        kind.words: f"{first}, {second}" if is_another_name else f"{first} {second}",
        "is_edited": True,
        "state": ItemState.CONFIRMED,
    }
    if kind.has_own_line:
        lines = dict.fromkeys([*item.lines, *after.lines])
        values["more_lines"] = [line for line in lines if line != item.line]
    if kind.slug == "agency":
        values["bodies"] = list(dict.fromkeys([*item.bodies, *after.bodies]))
    return values


def _move_children(item: Any, after: Any, kind: Kind) -> list[Told]:
    """Hang on the item what hangs on the next one; return what changed."""
    moved = []
    new_leaf: dict[int, str] = {}
    if isinstance(item, Indicator):
        targets = [*item.targets.shown(), *after.targets.shown()]
        new_leaf = leaves(item.number, targets)
        moved += [
            change_other(target, {"leaf": new_leaf[target.pk]})
            for target in item.targets.standing()
            if target.leaf != new_leaf[target.pk]
        ]
    for children in kind.children:
        place = last_place(getattr(item, children)) + 1
        names = {_name_of(child) for child in getattr(item, children).shown()}
        for child in getattr(after, children).shown():
            if _name_of(child) in names - {None}:
                moved.append(change_other(child, {"state": ItemState.WITHDRAWN}))
                continue
            values = {
                f"{kind_of(child).parent_field}_id": item.pk,
                "position": place + child.position,
            }
            if isinstance(child, Target) and child.pk in new_leaf:
                values["leaf"] = new_leaf[child.pk]
            moved.append(change_other(child, values))
    return moved


def _name_of(child: Any) -> tuple[str, str] | None:
    """Return what an indicator names once only: who leads it or takes part."""
    return (child.role, child.name) if hasattr(child, "role") else None
