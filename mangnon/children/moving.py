"""Children of a unit that ends go on living where they live: in its successor, from that day.

A closed residence is a fact and stays; facts that were reported stay on the unit that reported
them. A child without any dated residence has lived in its unit since birth: that is written down
before the child moves on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mangnon.children.families import ResidenceSpell
from mangnon.children.register import Child
from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved, PassingGroup

CHILD, SPELL = Child._meta.db_table, ResidenceSpell._meta.db_table


def preview(unit_ids: Collection[int]) -> Iterator[PassingGroup]:
    """Count the children by unit and hamlet: who lives in one hamlet passes on together."""
    held = _children(unit_ids).order_by()
    for unit_id, hamlet, count in held.values_list("unit_id", "hamlet").annotate(Count("pk")):
        yield PassingGroup(unit_id, hamlet, count)


def move(from_id: int, hamlet: str | None, to_id: int, day: date) -> list[Moved]:
    children = _children([from_id])
    if hamlet is not None:
        children = children.filter(hamlet=hamlet)
    found = list(children.select_for_update(of=("self",)).order_by("pk"))
    spells = ResidenceSpell.objects.filter(child__in=[child.pk for child in found])
    here = list(spells.filter(ended_on=None, unit_id=from_id).order_by("pk"))
    ended = [spell for spell in here if spell.began_on < day]
    undated = {child.pk for child in found} - set(spells.values_list("child", flat=True))
    made = [_spell_of(spell, to_id, day) for spell in ended]
    for child in found:
        if child.pk in undated:
            made += _first_spells(child, from_id, to_id, day)
    moves = [_change(child, {"unit_id": from_id}, {"unit_id": to_id}) for child in found]
    moves += [_change(spell, {"ended_on": None}, {"ended_on": str(day)}) for spell in ended]
    moves += [
        _change(spell, {"unit_id": from_id}, {"unit_id": to_id})
        for spell in here
        if spell.began_on >= day
    ]
    _write(moves, is_back=False)
    ResidenceSpell.objects.bulk_create(made, batch_size=5000)
    return moves + [Moved(SPELL, str(spell.pk), None, {"unit_id": spell.unit_id}) for spell in made]


def undo(moves: Sequence[Moved]) -> None:
    made = [moved.record_id for moved in moves if moved.before is None]
    if ResidenceSpell.objects.filter(pk__in=made).delete()[0] != len(made):
        raise changed_since(_("Children on the register"))
    _write([moved for moved in moves if moved.before is not None], is_back=True)


def _children(unit_ids: Collection[int]) -> QuerySet[Any]:
    current = ResidenceSpell.objects.filter(child=OuterRef("pk"), ended_on=None)
    hamlet = Coalesce(Subquery(current.values("hamlet")[:1]), Value(""))
    children: QuerySet[Any] = Child.objects.filter(unit_id__in=unit_ids).annotate(hamlet=hamlet)
    return children


def _spell_of(before: ResidenceSpell, unit_id: int, day: date) -> ResidenceSpell:
    return ResidenceSpell(
        child_id=before.child_id, unit_id=unit_id, hamlet=before.hamlet,
        household_id=before.household_id, began_on=day,
    )  # fmt: skip


def _first_spells(child: Child, from_id: int, to_id: int, day: date) -> Iterator[ResidenceSpell]:
    if child.birth_date < day:
        yield ResidenceSpell(child=child, unit_id=from_id, began_on=child.birth_date, ended_on=day)
    yield ResidenceSpell(child=child, unit_id=to_id, began_on=max(day, child.birth_date))


def _change(row: Child | ResidenceSpell, before: dict[str, Any], after: dict[str, Any]) -> Moved:
    return Moved(row._meta.db_table, str(row.pk), before, after)


def _write(moves: Sequence[Moved], *, is_back: bool) -> None:
    """Set what the rows become, or were, one statement for all rows of the same change."""
    same: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for moved in moves:
        same[moved.table, json.dumps(moved.before), json.dumps(moved.after)].append(moved.record_id)
    for (table, before, after), ids in same.items():
        model = Child if table == CHILD else ResidenceSpell
        now, then = (after, before) if is_back else (before, after)
        rows = model._default_manager.filter(pk__in=ids).filter(**_conditions(json.loads(now)))
        if rows.update(**json.loads(then)) != len(ids):
            raise changed_since(_("Children on the register"))


def _conditions(columns: dict[str, Any]) -> dict[str, Any]:
    return {
        name if value is not None else f"{name}__isnull": True if value is None else value
        for name, value in columns.items()
    }
