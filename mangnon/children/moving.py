"""Children of a unit that ends go on living where they live: in its successor, from that day.

A closed residence is a fact and stays; facts that were reported stay on the unit that reported
them. A child without any dated residence has lived in its unit since birth: that is written down
before the child moves on. A move between communes that waits for its answer goes with the child.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mangnon.children.families import ResidenceSpell
from mangnon.children.moves.move import ChildMove
from mangnon.children.register import Child
from mangnon.core.reforms.unit_field import changed_since
from mangnon.core.registries import Moved, PassingGroup

TABLES = {model._meta.db_table: model for model in (Child, ResidenceSpell, ChildMove)}
CHILD, SPELL, MOVE = TABLES

# Where the child goes on living from the day, in the same hamlet and household.
FURTHER_SPELLS = """
INSERT INTO children_residencespell (child_id, unit_id, hamlet, household_id, began_on)
SELECT child_id, %(to)s, hamlet, household_id, %(day)s
FROM children_residencespell WHERE id = ANY(%(ended)s::bigint[]) ORDER BY id
RETURNING id, unit_id
"""
# Where a child without any dated residence has lived since birth, and lives from the day.
FIRST_SPELLS = """
INSERT INTO children_residencespell (child_id, unit_id, hamlet, began_on, ended_on)
SELECT id, %(from)s, '', birth_date, %(day)s
FROM children_child WHERE id = ANY(%(undated)s::uuid[]) AND birth_date < %(day)s
UNION ALL
SELECT id, %(to)s, '', greatest(birth_date, %(day)s), NULL
FROM children_child WHERE id = ANY(%(undated)s::uuid[])
RETURNING id, unit_id
"""


def preview(unit_ids: Collection[int]) -> Iterator[PassingGroup]:
    """Count the children by unit and hamlet: who lives in one hamlet passes on together."""
    held = _children(unit_ids).order_by()
    for unit_id, hamlet, count in held.values_list("unit_id", "hamlet").annotate(Count("pk")):
        yield PassingGroup(unit_id, hamlet, count)


def move(from_id: int, hamlet: str | None, to_id: int, day: date) -> list[Moved]:
    children = _children([from_id])
    if hamlet is not None:
        children = children.filter(hamlet=hamlet)
    found = list(children.select_for_update().order_by("pk").values_list("pk", flat=True))
    spells = ResidenceSpell.objects.filter(child__in=found)
    here = list(
        spells.filter(ended_on=None, unit_id=from_id).order_by("pk").values_list("pk", "began_on")
    )
    ended = [pk for pk, began_on in here if began_on < day]
    late = [pk for pk, began_on in here if began_on >= day]
    dated = set(spells.values_list("child", flat=True))
    undated = [pk for pk in found if pk not in dated]
    open_moves = ChildMove.objects.open().filter(child__in=found, from_unit_id=from_id)
    waiting = list(open_moves.order_by("pk").values_list("pk", flat=True))
    ChildMove.objects.filter(pk__in=waiting).update(from_unit_id=to_id)
    Child.objects.filter(pk__in=found).update(unit_id=to_id)
    ResidenceSpell.objects.filter(pk__in=ended).update(ended_on=day)
    ResidenceSpell.objects.filter(pk__in=late).update(unit_id=to_id)
    values = {"from": from_id, "to": to_id, "day": day, "ended": ended, "undated": undated}
    made = [*_made(FURTHER_SPELLS, values), *_made(FIRST_SPELLS, values)]
    there, here_no_more = ({"unit_id": from_id}, {"unit_id": to_id}), {"ended_on": str(day)}
    return [
        *(Moved(CHILD, str(pk), *there) for pk in found),
        *(
            Moved(MOVE, str(pk), {"from_unit_id": from_id}, {"from_unit_id": to_id})
            for pk in waiting
        ),
        *(Moved(SPELL, str(pk), {"ended_on": None}, here_no_more) for pk in ended),
        *(Moved(SPELL, str(pk), *there) for pk in late),
        *(Moved(SPELL, str(pk), None, {"unit_id": unit_id}) for pk, unit_id in made),
    ]


def undo(moves: Sequence[Moved]) -> None:
    made = [moved.record_id for moved in moves if moved.before is None]
    if ResidenceSpell.objects.filter(pk__in=made).delete()[0] != len(made):
        raise changed_since(_("Children on the register"))
    _take_back([moved for moved in moves if moved.before is not None])


def _children(unit_ids: Collection[int]) -> QuerySet[Any]:
    current = ResidenceSpell.objects.filter(child=OuterRef("pk"), ended_on=None)
    hamlet = Coalesce(Subquery(current.values("hamlet")[:1]), Value(""))
    children: QuerySet[Any] = Child.objects.filter(unit_id__in=unit_ids).annotate(hamlet=hamlet)
    return children


def _made(statement: str, values: dict[str, Any]) -> list[tuple[int, int]]:
    """Make the residences, however many, in one statement; return the key and unit of each."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()  # type: ignore[no-any-return]


def _take_back(moves: Sequence[Moved]) -> None:
    """Set what the rows were, one statement for all rows of the same change."""
    same: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for moved in moves:
        same[moved.table, json.dumps(moved.before), json.dumps(moved.after)].append(moved.record_id)
    for (table, before, after), ids in same.items():
        rows = TABLES[table]._default_manager.filter(pk__in=ids, **json.loads(after))
        try:
            with transaction.atomic():
                count = rows.update(**json.loads(before))
        except IntegrityError as error:  # a child has a home that began after the reform
            raise changed_since(_("Children on the register")) from error
        if count != len(ids):
            raise changed_since(_("Children on the register"))
