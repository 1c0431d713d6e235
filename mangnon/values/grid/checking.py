"""What speaks against sending a sheet: errors keep it back, warnings are read and let stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import cast

from django.utils.translation import gettext as _

from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.models import Unit
from mangnon.engine.quality.check import Check, Level
from mangnon.engine.quality.find import find
from mangnon.engine.quality.finding import Earlier, Figure, Judged
from mangnon.engine.quality.load import load_checks
from mangnon.values.grid.cell import EntryCell
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.earlier import Place, of_half, year_figure
from mangnon.values.grid.guarding import falls
from mangnon.values.grid.items import Item, catalog_of_entry
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import Figure as Entered
from mangnon.values.grid.reading import written
from mangnon.values.grid.sheet import EntryColumn
from mangnon.values.reported_value import ReportedValue

KINDS = ("plausible", "jump")  # of the quality checks, those that ask one figure of one unit


@dataclass(frozen=True)
class Doubt:
    """One sentence on one figure, or on a column where there is no unit."""

    item: Item
    unit: Unit | None
    says: str
    is_error: bool = False


def doubts(desk: Desk, period: Period) -> list[Doubt]:
    """Return what is wrong with what the person's body would send: errors first, by column."""
    cells = EntryCell.objects.filter(year=desk.year, period=period, unit__in=desk.units)
    figures = {
        (cell.unit_id, cell.item): cell.figure
        for cell in cells
        if cell.state and cell.item in desk.own
    }
    halves = of_half(desk) if period is Period.YEAR else {}
    found = [
        *_without_source(desk, period, figures),
        *_missing(desk, figures),
        *_of_counts(desk, period, figures, halves),
        *_sums(desk, figures),
        *_by_quality(desk, period, figures),
    ]
    order = {item.key: at for at, item in enumerate(desk.items)}
    return sorted(found, key=lambda doubt: (not doubt.is_error, order[doubt.item.key]))


Figures = Mapping[Place, Entered]


def _without_source(desk: Desk, period: Period, figures: Figures) -> Iterator[Doubt]:
    told = set(
        EntryColumn.objects.filter(
            sheet__unit=desk.unit, sheet__organisation=desk.organisation,
            sheet__year=desk.year, sheet__period=period,
        ).values_list("item", flat=True)
    )  # fmt: skip
    filled = {key for _unit, key in figures}
    for item in desk.written:
        if item.key in filled and item.key not in told:
            says = _("Say where the figures of this column come from and how they were made.")
            yield Doubt(item, None, says, is_error=True)


def _missing(desk: Desk, figures: Figures) -> Iterator[Doubt]:
    """A column is expected of the first unit, and of the units of a level where one has it."""
    for item in desk.written:
        levels = {desk.by_unit[unit].level for unit, key in figures if key == item.key}
        for unit in desk.units:
            is_expected = unit.level in levels or (unit == desk.units[0] and not item.is_count)
            if is_expected and (unit.pk, item.key) not in figures:
                yield Doubt(item, unit, _("Nothing is entered; write - where there is no data."))


def _of_counts(
    desk: Desk, period: Period, figures: Figures, halves: Mapping[Place, Entered]
) -> Iterator[Doubt]:
    for (unit_id, key), figure in figures.items():
        item, unit = desk.by_key[key], desk.by_unit[unit_id]
        half = halves.get((unit_id, key))
        if half is not None and falls(figure, item, period, half):
            says = _("%(figure)s since January is less than the %(half)s of the first 6 months.")
            yield Doubt(item, unit, says % {"figure": written(figure), "half": written(half)})
        if period is Period.YEAR and year_figure(item, half, figure) is None:
            says = _("Its first 6 months are missing, so the year cannot be added up.")
            yield Doubt(item, unit, says, is_error=True)
        if item.is_count and figure.value is not None and figure.value > item.high:
            says = _("%(figure)s is more than the %(high)s that are plausible.")
            high = written(_number(item.high))
            yield Doubt(item, unit, says % {"figure": written(figure), "high": high})
        whole = figures.get((unit_id, item.whole)) if item.whole else None
        if whole and whole.number is not None and (figure.number or 0) > whole.number:
            says = _("%(part)s is more than the %(whole)s of which it is a part.")
            words = {"part": written(figure), "whole": written(whole)}
            yield Doubt(item, unit, says % words, is_error=True)


def _sums(desk: Desk, figures: Figures) -> Iterator[Doubt]:
    """Hold a unit's figure against those of the units below it, where all of them have one."""
    for unit in desk.units:
        below = desk.children_of(unit)
        for item in desk.written if below else ():
            own = figures.get((unit.pk, item.key))
            parts = [figures.get((each.pk, item.key)) for each in below]
            numbers = [part.number for part in parts if part and part.number is not None]
            if own is None or own.number is None or len(numbers) < len(below):
                continue
            if item.is_count and sum(numbers) != own.number:
                words = {"own": written(own), "sum": written(_number(Decimal(sum(numbers))))}
                says = _("%(own)s, but the units below add up to %(sum)s.")
                yield Doubt(item, unit, says % words)
            elif not item.is_count and not min(numbers) <= own.number <= max(numbers):
                low, high = (written(_number(end)) for end in (min(numbers), max(numbers)))
                says = _("%(own)s lies outside the units below, from %(low)s to %(high)s.")
                yield Doubt(item, unit, says % {"own": written(own), "low": low, "high": high})


def _number(value: Decimal) -> Entered:
    return Entered(ReportedValue.State.VALUE, value)


def _by_quality(desk: Desk, period: Period, figures: Figures) -> Iterator[Doubt]:
    """Ask what the catalogue's quality checks ask of one figure, of leaves alone."""
    catalog = catalog_of_entry()
    for series in {item.series for item in desk.written}:
        leaves = {i.leaf: i for i in desk.written if not i.is_count and i.series == series}
        units = {(unit.code, unit.valid_from): unit for unit in desk.units}
        keys = {unit.pk: key for key, unit in units.items()}
        told = {
            (keys[unit], desk.by_key[key].leaf): Figure(float(figure.value))
            for (unit, key), figure in figures.items()
            if figure.value is not None and leaves.get(desk.by_key[key].leaf) == desk.by_key[key]
        }
        earlier = _last_year(desk, series) if period is Period.YEAR else {}
        judged = Judged(
            as_of=date(desk.year, 12, 31) if period is Period.YEAR else date(desk.year, 6, 30),
            catalog=catalog, levels={key: cast(Level, u.level) for key, u in units.items()},
            figures=told, earlier=earlier,
        )  # fmt: skip
        for finding in find(_checks(catalog_in_force()), judged):
            if finding.leaf in leaves:
                yield Doubt(leaves[finding.leaf], units[finding.unit], finding.says)


def _last_year(desk: Desk, series: str) -> dict[tuple[tuple[str, date], str], tuple[Earlier, ...]]:
    rows = ReportedValue.objects.filter(
        unit__in=desk.units, year=desk.year - 1, series=series, value__isnull=False
    ).values_list("unit__code", "unit__valid_from", "leaf", "value")
    return {((code, day), leaf): (Earlier(desk.year - 1, v),) for code, day, leaf, v in rows}


@cache
def _checks(folder: Path) -> tuple[Check, ...]:
    return tuple(c for c in load_checks(folder, catalog_of_entry()) if c.kind in KINDS)
