"""What a reform tells the change feed: which units lost or gained records of which table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mangnon.core.feed import tell
from mangnon.core.reforms.batch import Handover
from mangnon.core.registries import unit_mover


def tell_feed(moved: Iterable[Handover]) -> None:
    """Write one line for each table and unit; without a record's number it means many records."""
    concerned: dict[str, set[int]] = defaultdict(set)
    for handover in moved:
        table = unit_mover(handover.mover).table
        concerned[table] |= {handover.from_unit_id, handover.to_unit_id}
    for table, units in sorted(concerned.items()):
        tell(table, units)
