"""Splitting an item in two where a person puts a mark into its words; it can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.vietnamese import fold
from mangnon.plans.changes import Told, change, change_other, made
from mangnon.plans.deciding import follow
from mangnon.plans.drafts import item_of_draft, require_standing, require_words
from mangnon.plans.kinds import Kind, kind_of
from mangnon.plans.leaves import leaves
from mangnon.plans.models import Indicator, ItemState, Plan
from mangnon.plans.siblings import make_room_after

SPLIT_MARK = "||"
LINES_AHEAD = 12
WORDS_TO_FIND = 3
_BULLETS = "-–—+•* "
_NUMBER = re.compile(r"(?:chỉ tiêu\s+)?(\d{1,3})\s*[.:)]\s*", re.IGNORECASE)


@transaction.atomic
def split_item(
    item: Any, *, by: User, text: str, number: str = "", seen: int | None = None
) -> list[Any]:
    """Split an item where `text`, its words, holds the mark "||"; return both halves.

    What hangs on it and stands in the second half moves there. A numbered second half takes
    `number`, or else the number that it begins with.
    """
    plan, item, kind = item_of_draft(item, by, seen)
    require_words(kind)
    require_standing(item)
    first, second = _halves(text)
    number, second = _number_of(kind, number, second)
    make_room_after(item)
    half = _half(plan, item, kind, second, number)
    told = change(item, {kind.words: first, **_left(item, half), **_decided()})
    others = [
        {"kind": kind.slug, "item": half.pk, **made(half, kind.fields)},
        *_move_children(plan, item, half, kind),
    ]
    follow(plan, [item, half])
    record(by, "plan.split_item", item, unit=plan.unit, plan=plan.pk, others=others, **told)
    return [item, half]


def _halves(text: str) -> tuple[str, str]:
    parts = [" ".join(part.split()) for part in text.split(SPLIT_MARK)]
    if len(parts) != 2:
        raise Refused(
            _("Put the mark %(mark)s once, where the second half begins.") % {"mark": SPLIT_MARK}
        )
    first, second = parts[0], parts[1].lstrip(_BULLETS)
    if not re.search(r"\w", first) or not re.search(r"\w", second):
        raise Refused(_("Both halves need words; put the mark between words."))
    return first, second


def _number_of(kind: Kind, number: str, second: str) -> tuple[str, str]:
    """Return the number of the second half and its words without that number."""
    if "number" not in kind.fields:
        return "", second
    found = _NUMBER.match(second)
    if found and second[found.end() :].strip():
        number, second = number or str(int(found[1])), second[found.end() :]
    if not number and kind.model is Indicator:
        raise Refused(_("Say which number the second half has."))
    return number, second


def _half(plan: Plan, item: Any, kind: Kind, words: str, number: str) -> Any:
    """Store the second half right after the first."""
    half = kind.model(**{kind.parent_field: getattr(item, kind.parent_field)})
    half.position = item.position
    values: dict[str, Any] = {kind.words: words, **_decided()}
    if number:
        values["number"] = number
    if kind.has_own_line:
        half.line = _line_of(plan, item, words)
    if kind.slug == "agency":
        values["bodies"] = [body for body in item.bodies if fold(body) in fold(words)]
    for name in ("role", "context", "is_requested"):
        if hasattr(item, name):
            values[name] = getattr(item, name)
    change(half, values)
    return half


def _left(item: Any, half: Any) -> dict[str, Any]:
    """Return what the first half loses to the second besides the words."""
    if not hasattr(item, "bodies"):
        return {}
    return {"bodies": [body for body in item.bodies if body not in half.bodies]}


def _decided() -> dict[str, Any]:
    return {"is_edited": True, "state": ItemState.CONFIRMED}


def _line_of(plan: Plan, item: Any, words: str) -> str:
    """Return the line of the document in which the words begin, near the item's own."""
    start = plan.lines.filter(label=item.line).values_list("position", flat=True).first()
    if start is None:
        return str(item.line)
    sought = " ".join(fold(words).split()[:WORDS_TO_FIND])
    ahead = plan.lines.filter(position__gte=start)[:LINES_AHEAD]
    found = (line.label for line in ahead if sought in " ".join(fold(line.text).split()))
    return next(found, str(item.line))


def _move_children(plan: Plan, item: Any, half: Any, kind: Kind) -> list[Told]:
    if isinstance(item, Indicator):
        return list(_part_targets(item, half))
    if half.line == getattr(item, "line", "") or not kind.children:
        return []
    place = {line.label: line.position for line in plan.lines.all()}
    return [
        change_other(child, {f"{kind_of(child).parent_field}_id": half.pk})
        for children in kind.children
        for child in getattr(item, children).shown()
        if place.get(child.line, -1) >= place[half.line]
    ]


def _part_targets(item: Indicator, half: Indicator) -> Iterator[Told]:
    """Move the targets whose measure stands in the second half only, and letter both anew."""
    first, second = fold(item.text), fold(half.text)
    targets = list(item.targets.shown())
    moving = [t for t in targets if fold(t.measure) in second and fold(t.measure) not in first]
    staying = [target for target in targets if target not in moving]
    for owner, its in ((item, staying), (half, moving)):
        new_leaf = leaves(owner.number, its)
        for target in its:
            values = {"indicator_id": owner.pk, "leaf": new_leaf.get(target.pk, target.leaf)}
            told = change_other(target, values)
            if told["after"]:
                yield told
