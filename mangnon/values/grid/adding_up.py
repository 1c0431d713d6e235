"""Counts that were sent become the register's: of each branch of units those of one level.

A unit's own count gives way to those of the units below it once all of them have sent one; until
then it stands for them, so that nobody is counted twice and nobody is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from mangnon.core.feed import tell
from mangnon.core.models import Refused, Unit
from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.earlier import Place, of_half, year_figure
from mangnon.values.grid.items import Item
from mangnon.values.grid.periods import Period, units_day
from mangnon.values.grid.sheet import EntrySheet
from mangnon.values.reported_count import ReportedCount


def write_counts(desk: Desk, cells: Mapping[Place, EntryCell], sheet: EntrySheet) -> int:
    """Write the counts of the year that the sheet sends; return how many the register holds.

    Raises Refused where the register has counts of other levels that came in another way.
    """
    halves, below = of_half(desk), _below(desk.year)
    written = 0
    for item in desk.written:
        of_item = [cell for (_unit, key), cell in cells.items() if key == item.key]
        if not item.is_counted or not of_item:
            continue
        for cell in of_item:
            whole = year_figure(item, halves.get((cell.unit_id, item.key)), cell.figure)
            cell.sent_count, cell.sent_in = whole.value if whole else None, sheet
        EntryCell.objects.bulk_update(of_item, ["sent_count", "sent_in"])
        written += _rewrite(desk.year, item, below)
    return written


def lowest(sent: Collection[int], below: Mapping[int, list[int]]) -> set[int]:
    """Return the units whose counts are kept, of those that sent one; `below` is the tree."""
    inner = {child for children in below.values() for child in children}
    roots = [unit for unit in {*sent, *below} if unit not in inner]

    def kept(unit: int) -> tuple[set[int], bool]:
        parts = [kept(child) for child in below.get(unit, ())]
        if parts and all(is_whole for _units, is_whole in parts):
            return set().union(*(units for units, _ in parts)), True
        if unit in sent:
            return {unit}, True
        return set().union(*(units for units, _ in parts)), False

    return set().union(*(kept(root)[0] for root in roots))


def _rewrite(year: int, item: Item, below: Mapping[int, list[int]]) -> int:
    cells = EntryCell.objects.filter(year=year, period=Period.YEAR, item=item.key)
    every = list(cells.select_for_update(of=("self",)).order_by("pk"))
    sent = {cell.unit_id: cell for cell in every if cell.sent_count is not None}
    kept = lowest(sent.keys(), below)
    of_year = ReportedCount.objects.filter(item=item.key, year=year)
    of_year.filter(unit__in={cell.unit_id for cell in every if cell.sent_in_id} - kept).delete()
    _require_one_level(kept, set(of_year.values_list("unit", flat=True)) - kept, below)
    sheets = EntrySheet.objects.prefetch_related("columns").in_bulk(
        {cell.sent_in_id for cell in sent.values()}
    )
    rows = []
    for unit in sorted(kept):
        cell = sent[unit]
        columns = sheets[cell.sent_in_id or 0].columns.all()
        origin = next(column for column in columns if column.item == item.key)
        rows.append(
            ReportedCount(
                item=item.key, unit_id=unit, year=year, count=int(cell.sent_count or 0),
                basis=origin.basis, source=origin.source, organisation_id=cell.organisation_id,
                entered_by_id=cell.entered_by_id, entered_at=cell.entered_at,
            )
        )  # fmt: skip
    unique = ["item", "unit", "year"]
    changed = [f.name for f in ReportedCount._meta.fields if f.name not in (*unique, "id")]
    ReportedCount.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=unique, update_fields=changed
    )
    tell(ReportedCount._meta.db_table, [cell.unit_id for cell in every])
    return len(rows)


def _require_one_level(kept: set[int], others: set[int], below: Mapping[int, list[int]]) -> None:
    """Refuse counts of units above or below those that the register holds from elsewhere."""
    for unit in kept | others:
        under = _under(unit, below)
        against = under & others if unit in kept else under & kept
        if against:
            names = Unit.objects.in_bulk([unit, min(against)])
            raise Refused(
                _(
                    "%(unit)s and %(above)s above it both have numbers, and those of one came "
                    "in by a file; keep those of one level."
                )
                % {"unit": names[min(against)], "above": names[unit]}
            )


def _under(unit: int, below: Mapping[int, list[int]]) -> set[int]:
    found: set[int] = set()
    for child in below.get(unit, ()):
        found |= {child} | _under(child, below)
    return found


def _below(year: int) -> dict[int, list[int]]:
    units = list(Unit.objects.on(units_day(year)))
    by_code = {unit.code: unit.pk for unit in units}
    found: dict[int, list[int]] = defaultdict(list)
    for unit in units:
        if unit.parent_code in by_code:
            found[by_code[unit.parent_code]].append(unit.pk)
    return found
