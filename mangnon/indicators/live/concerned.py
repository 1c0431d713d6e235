"""From lines of the change feed to the units whose live figures they make old."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from mangnon.children.counted import counted_in
from mangnon.children.models import Child
from mangnon.core.feed import Line
from mangnon.core.models import ReformBatch, ReformMove, Unit
from mangnon.snapshots.registers import STATEMENTS

READS = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)", re.IGNORECASE)
NOT_COUNTED = {"targets"}  # live figures are measured by no target
UNITS, REFORMS = Unit._meta.db_table, ReformBatch._meta.db_table

ByTable = dict[str, list[Line]]


def concerned(lines: Iterable[Line]) -> set[int] | None:
    """Return the units to count again; None: all of them, as nothing says which.

    A line about a child concerns every unit that figures count the child in.
    """
    by_table: ByTable = defaultdict(list)
    for line in lines:
        by_table[line.table].append(line)
    found: set[int] = set()
    for table, told in by_table.items():
        if table == UNITS:
            found |= _below(told)
        elif table == REFORMS:
            found |= _reformed(told)
        elif table in watched():
            units = {line.unit_id for line in told}
            if None in units and not _is_of_child(table):
                return None
            found |= {unit for unit in units if unit is not None}
            found |= counted_in(_children(table, told))
    return found


@lru_cache(maxsize=1)
def watched() -> frozenset[str]:
    """Return the tables whose lines move figures: those that are extracted, and all of a child."""
    models_by_table = {model._meta.db_table: model for model in apps.get_models()}
    return frozenset(_extracted() & models_by_table.keys()) | {
        table for table in models_by_table if _is_of_child(table)
    }


def _extracted() -> set[str]:
    statements = [file for file in STATEMENTS.glob("*.sql") if file.stem not in NOT_COUNTED]
    return {name for file in statements for name in READS.findall(file.read_text(encoding="utf-8"))}


def _is_of_child(table: str) -> bool:
    return table == Child._meta.db_table or _way_to_child(table) is not None


@lru_cache
def _way_to_child(table: str) -> Any:
    """Return the model of a table whose rows are about a child; None for any other."""
    for model in apps.get_models():
        if model._meta.db_table == table:
            fields = {field.name: field for field in model._meta.concrete_fields}
            about = fields.get("child")
            is_about = isinstance(about, models.ForeignKey) and about.related_model is Child
            return model if is_about else None
    return None


def _children(table: str, lines: Iterable[Line]) -> set[Any]:
    """Return the children whom the lines name, by their own number or that of a row about them."""
    keys = {line.record_id for line in lines if line.record_id}
    if table == Child._meta.db_table:
        return keys
    model = _way_to_child(table)
    if model is None or not keys:
        return set()
    return set(model._base_manager.filter(pk__in=keys).values_list("child", flat=True))


def _below(lines: Iterable[Line]) -> set[int]:
    """A line about a unit itself, as after its registers were filled, concerns all below it."""
    units = Unit.objects.filter(pk__in={line.unit_id for line in lines})
    return {pk for unit in units for pk in unit.subtree().values_list("pk", flat=True)}


def _reformed(lines: Iterable[Line]) -> set[int]:
    """A reform that was applied or undone concerns the units that it ended or made."""
    batches = {int(line.record_id) for line in lines if line.record_id}
    moves = ReformMove.objects.filter(batch__in=batches, table=UNITS)
    return set(map(int, moves.values_list("record_id", flat=True)))


def some_of(units: Iterable[int], lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that may concern one of the units, without asking about each child."""
    asked = set(units)
    for line in lines:
        if line.table in watched() and (line.unit_id is None or line.unit_id in asked):
            yield line
