"""Where the figures of each column come from: the body says it once for a period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from mangnon.core.audit import record
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.periods import Period, before
from mangnon.values.grid.saving import sheet_of
from mangnon.values.grid.sheet import EntryColumn


@dataclass(frozen=True)
class Origin:
    """Source, method and basis of a column."""

    source: str
    method: str
    basis: str


def origins(desk: Desk, period: Period) -> Mapping[str, Origin]:
    """Return what was said of the columns of the body's sheet."""
    return _said(desk, desk.year, period)


def proposed(desk: Desk, period: Period) -> Mapping[str, Origin]:
    """Return the same, with what was said of the period before where nothing was said yet."""
    return {**_said(desk, *before(desk.year, period)), **_said(desk, desk.year, period)}


@transaction.atomic
def describe(desk: Desk, period: Period, said: Mapping[str, Origin]) -> None:
    """Keep where the figures of these columns come from; only of items that the body writes."""
    known = origins(desk, period)
    new = {k: origin for k, origin in said.items() if k in desk.own and known.get(k) != origin}
    if not new:
        return
    sheet = sheet_of(desk, period)
    EntryColumn.objects.bulk_create(
        [EntryColumn(sheet=sheet, item=key, **vars(origin)) for key, origin in new.items()],
        update_conflicts=True,
        unique_fields=["sheet", "item"],
        update_fields=["source", "method", "basis"],
    )
    record(
        desk.by, "value.describe", sheet, unit=desk.unit,
        columns={key: vars(origin) for key, origin in new.items()},
    )  # fmt: skip


def _said(desk: Desk, year: int, period: Period) -> dict[str, Origin]:
    rows = EntryColumn.objects.filter(
        sheet__unit=desk.unit, sheet__organisation=desk.organisation,
        sheet__year=year, sheet__period=period,
    )  # fmt: skip
    return {row.item: Origin(row.source, row.method, row.basis) for row in rows}
