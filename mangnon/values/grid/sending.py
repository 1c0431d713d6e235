"""Sends a sheet: what was entered for the year becomes the register's values and counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.feed import tell
from mangnon.core.models import Refused
from mangnon.values.grid.adding_up import write_counts
from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.checking import doubts
from mangnon.values.grid.describing import Origin, origins
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.earlier import Place
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import Figure
from mangnon.values.grid.saving import sheet_of
from mangnon.values.grid.sheet import EntrySheet
from mangnon.values.reported_value import ReportedValue

State = ReportedValue.State


@transaction.atomic
def send(desk: Desk, period: Period, *, now: datetime, has_read_warnings: bool) -> EntrySheet:
    """Send the body's figures of the period; those of the year are the register's from then on.

    Sent again, they replace what was sent. Raises Refused while there are errors, or warnings that
    nobody has read.
    """
    sheet: EntrySheet = EntrySheet.objects.select_for_update().get(pk=sheet_of(desk, period).pk)
    cells = _locked(desk, period)
    if not any(cell.state for cell in cells.values()):
        raise Refused(_("Nothing is entered yet; fill in the figures first."))
    found = doubts(desk, period)
    if errors := [doubt for doubt in found if doubt.is_error]:
        says = _("%(count)s errors keep this back; correct them first.")
        raise Refused(says % {"count": len(errors)})
    if found and not has_read_warnings:
        raise Refused(_("Read the warnings, and say that you have."))
    values = counts = 0
    if period is Period.YEAR:
        told = origins(desk, period)
        values = _write_values(desk, cells, told, now)
        counts = write_counts(desk, cells, sheet)
    sheet.sent_by, sheet.sent_at = desk.by, now
    sheet.save(update_fields=["sent_by", "sent_at"])
    record(desk.by, "value.send", sheet, unit=desk.unit, values=values, counts=counts)
    return sheet


def _locked(desk: Desk, period: Period) -> dict[Place, EntryCell]:
    cells = EntryCell.objects.filter(
        year=desk.year, period=period, unit__in=desk.units, item__in=desk.own, version__gt=0
    )
    locked = cells.select_for_update(of=("self",)).order_by("pk")
    return {(cell.unit_id, cell.item): cell for cell in locked}


def _write_values(
    desk: Desk, cells: Mapping[Place, EntryCell], told: Mapping[str, Origin], now: datetime
) -> int:
    rows = []
    there = {
        (row.leaf, row.unit_id, row.series): row
        for row in ReportedValue.objects.filter(unit__in=desk.units, year=desk.year)
    }
    for (unit, key), cell in cells.items():
        item = desk.by_key[key]
        old = there.get((item.leaf, unit, item.series))
        if item.is_count or (not cell.state and old is None):
            continue
        figure = cell.figure if cell.state else Figure(State.NO_DATA)  # it was emptied since
        origin = told.get(key) or Origin(*(getattr(old, n) for n in ("source", "method", "basis")))
        rows.append(
            ReportedValue(
                leaf=item.leaf, unit_id=unit, year=desk.year, series=item.series,
                value=None if figure.value is None else float(figure.value), state=figure.state,
                source=origin.source, method=origin.method, basis=origin.basis,
                organisation_id=cell.organisation_id,
                entered_by_id=cell.entered_by_id or desk.by.pk, entered_at=cell.entered_at or now,
            )
        )  # fmt: skip
    unique = ["leaf", "unit", "year", "series"]
    changed = [f.name for f in ReportedValue._meta.fields if f.name not in (*unique, "id")]
    ReportedValue.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=unique, update_fields=changed
    )
    tell(ReportedValue._meta.db_table, {row.unit_id for row in rows})
    return len(rows)
