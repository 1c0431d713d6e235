"""What a person decides on the items of a draft: confirm, reject, correct, add, and take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.plans.attention import Attention, Reading, readings_of
from mangnon.plans.changes import Told, change, made, take_back
from mangnon.plans.comparing import compare
from mangnon.plans.drafts import draft_for, item_of_draft, require_parent_stands
from mangnon.plans.history import UNDONE, is_about, is_bulk, last_decision_on
from mangnon.plans.kinds import KINDS, SECTIONS, Kind, kind_of
from mangnon.plans.leads import refresh_lead_warnings
from mangnon.plans.models import Indicator, IndicatorLead, ItemState, Plan, Target
from mangnon.plans.shares import refresh_share_warnings
from mangnon.plans.siblings import last_place, siblings_of


@transaction.atomic
def add_item(slug: str, *, by: User, plan: Plan, parent: Any, values: dict[str, Any]) -> Any:
    """Add what the reader missed; `parent` is the plan itself or the item on which it hangs."""
    plan, kind = draft_for(plan.pk, by), KINDS[slug]
    parent = _parent_in(plan, kind, parent)
    item = kind.model(**{kind.parent_field: parent}, is_edited=True, state=ItemState.CONFIRMED)
    if kind.parent:
        require_parent_stands(item, kind)
        if kind.has_own_line:
            item.line = parent.line
    item.position = last_place(siblings_of(item))
    change(item, values)
    follow(plan, [item])
    record(by, "plan.add_item", item, unit=plan.unit, plan=plan.pk, **made(item, kind.fields))
    return item


@transaction.atomic
def edit_item(item: Any, *, by: User, values: dict[str, Any], seen: int | None = None) -> Any:
    """Correct an item. Who corrects it has read it, so it is confirmed."""
    plan, item, kind = item_of_draft(item, by, seen)
    require_parent_stands(item, kind)
    is_edited = item.is_edited or any(getattr(item, name) != values[name] for name in values)
    told = change(item, {**values, "is_edited": is_edited, "state": ItemState.CONFIRMED})
    follow(plan, [item])
    record(by, "plan.edit_item", item, unit=plan.unit, plan=plan.pk, **told)
    return item


@transaction.atomic
def confirm_item(item: Any, *, by: User, seen: int | None = None) -> Any:
    """Say that the item is read as the document means it.

    What hangs on an item that was rejected before comes back, to be decided again.
    """
    plan, item, kind = item_of_draft(item, by, seen)
    require_parent_stands(item, kind)
    others: list[Told] = []
    if item.state == ItemState.REJECTED:
        others = _move_children(item, kind, ItemState.PROPOSED, of=[ItemState.REJECTED])
    _decide(plan, item, ItemState.CONFIRMED, "plan.confirm_item", by, others)
    return item


@transaction.atomic
def reject_item(item: Any, *, by: User, seen: int | None = None) -> Any:
    """Say that the item is not in the plan, with all that hangs on it."""
    plan, item, kind = item_of_draft(item, by, seen)
    standing = [ItemState.PROPOSED, ItemState.CONFIRMED]
    others = _move_children(item, kind, ItemState.REJECTED, of=standing)
    _decide(plan, item, ItemState.REJECTED, "plan.reject_item", by, others)
    return item


@transaction.atomic
def undo_item(item: Any, *, by: User, seen: int | None = None) -> list[Any]:
    """Take the last decision on an item back, with a trace; return all that changed with it."""
    plan, item, kind = item_of_draft(item, by, seen)
    entry = last_decision_on(plan, item)
    if entry is None:
        raise Refused(_("Nothing was decided on this item yet; there is nothing to undo."))
    details = entry.details
    if is_bulk(entry, kind, item):
        details = _states(ItemState.PROPOSED, ItemState.CONFIRMED)
    elif not is_about(entry, item):
        raise Refused(_("This was decided together with another item; undo it there."))
    require_parent_stands(item, kind)
    rows = take_back(item, details)
    follow(plan, rows)
    told = {
        "before": details["after"],
        "after": details["before"],
        "others": [
            {**other, "before": other["after"], "after": other["before"]}
            for other in details.get("others", [])
        ],
    }
    record(by, UNDONE, item, unit=plan.unit, plan=plan.pk, undone=entry.pk, **told)
    return rows


@transaction.atomic
def confirm_all(plan: Plan, *, by: User, section: str = "") -> int:
    """Confirm everything still proposed, in the whole plan or in one section; return how much."""
    return _confirm_many(plan, "plan.confirm_all", by, section, lambda _attention, _reading: True)


@transaction.atomic
def confirm_sure(plan: Plan, *, by: User, section: str = "") -> int:
    """Confirm what is proposed and gives no reason to look at it first; return how much."""
    return _confirm_many(
        plan,
        "plan.confirm_sure",
        by,
        section,
        lambda attention, reading: not attention.reasons(reading),
    )


@transaction.atomic
def confirm_same(plan: Plan, *, by: User) -> int:
    """Confirm what says the same as the earlier plan and is in no open warning."""
    return _confirm_many(
        plan,
        "plan.confirm_same",
        by,
        "",
        lambda attention, reading: attention.is_same(reading),
    )


def follow(plan: Plan, rows: Iterable[Any]) -> None:
    """Keep the warnings and the comparison true after a change of these items."""
    _refresh_warnings(plan, list(rows))
    compare(plan)


def _refresh_warnings(plan: Plan, rows: Sequence[Any]) -> None:
    if any(isinstance(row, Target | Indicator) for row in rows):
        refresh_share_warnings(plan)
    if any(isinstance(row, IndicatorLead | Indicator) for row in rows):
        refresh_lead_warnings(plan)


def _decide(
    plan: Plan, item: Any, state: ItemState, action: str, by: User, others: list[Told]
) -> None:
    """Write the state and its trace; deciding the same again leaves none."""
    told = change(item, {"state": state})
    _refresh_warnings(plan, [item])
    if told["after"] or others:
        record(by, action, item, unit=plan.unit, plan=plan.pk, others=others, **told)


def _confirm_many(
    plan: Plan,
    action: str,
    by: User,
    section: str,
    is_wanted: Callable[[Attention, Reading], bool],
) -> int:
    plan = draft_for(plan.pk, by)
    if section and section not in SECTIONS:
        raise Refused(_("A plan has no part “%(section)s”.") % {"section": section})
    attention = Attention.on(plan.warnings.all())
    confirmed: dict[str, list[int]] = {}
    for kind in KINDS.values():
        if section not in ("", kind.section):
            continue
        proposed = kind.model.objects.of(plan).proposed()
        wanted = [
            pk for pk, reading in readings_of(proposed, kind) if is_wanted(attention, reading)
        ]
        proposed.filter(pk__in=wanted).update(state=ItemState.CONFIRMED, version=F("version") + 1)
        if wanted:
            confirmed[kind.slug] = wanted
    count = sum(len(pks) for pks in confirmed.values())
    record(by, action, plan, unit=plan.unit, section=section, items=count, confirmed=confirmed)
    return count


def _move_children(item: Any, kind: Kind, state: ItemState, of: list[ItemState]) -> list[Told]:
    """Give all that hangs on the item in one of these states another; return what changed."""
    told = []
    for children in kind.children:
        moving = getattr(item, children).filter(state__in=of)
        told += [
            {"kind": kind_of(child).slug, "item": child.pk, **_states(child.state, state)}
            for child in moving
        ]
        moving.update(state=state, version=F("version") + 1)
    return told


def _states(before: str, after: str) -> Told:
    return {"before": {"state": str(before)}, "after": {"state": str(after)}}


def _parent_in(plan: Plan, kind: Kind, parent: Any) -> Any:
    """Return what an item is to hang on, as it stands now; in another plan it does not exist."""
    if kind.parent:
        return KINDS[kind.parent].model.objects.of(plan).get(pk=parent.pk)
    return Plan.objects.filter(pk=plan.pk).get(pk=parent.pk)
