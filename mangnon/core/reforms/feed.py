"""What a reform tells the change feed: which units lost or gained records of which table."""

from __future__ import annotations

from collections.abc import Iterable

from mangnon.core.models import Change
from mangnon.core.reforms.batch import Handover
from mangnon.core.registries import unit_mover


def tell_feed(moved: Iterable[Handover]) -> None:
    """Write one line for each table and unit; without a record's number it means many records."""
    concerned = {
        (unit_mover(handover.mover).table, unit_id)
        for handover in moved
        for unit_id in (handover.from_unit_id, handover.to_unit_id)
    }
    Change.objects.bulk_create(
        Change(table=table, record_id="", unit_id=unit_id) for table, unit_id in sorted(concerned)
    )
