"""The figures that were asked for, one a line: table, chart, map and files are made of these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Literal

from mangnon.core.models import Unit
from mangnon.core.units.territories import unit_key
from mangnon.dashboards.explorer.asked import BELOW, NOW, ONE, Asked
from mangnon.dashboards.figures import no_figure
from mangnon.dashboards.indicator import Source
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.flags import NOT_COMPARABLE, SUPPRESSED
from mangnon.indicators.crossing import TIMES, crossed
from mangnon.indicators.models import Result
from mangnon.indicators.series import YearFigure, series_of_leaf, state_of

State = Literal["value", "zero", "no_data", "not_applicable", "suppressed"]
Count = int | Fraction | None


@dataclass(frozen=True)
class Line:
    """One figure: of a unit, of a member of each breakdown ("" of a total), at a time ("" now).

    `is_rest` marks what the parts leave of the total: those of whom the member is not known.
    """

    unit: Unit
    members: tuple[str, ...]
    when: str
    state: State
    value: float | None = None
    low: float | None = None
    high: float | None = None
    numerator: Count = None
    denominator: Count = None
    flags: tuple[str, ...] = ()
    attainment: str = ""
    is_rest: bool = False
    is_redefined: bool = False

    @property
    def is_total(self) -> bool:
        return not self.is_rest and not any(self.members)

    @property
    def spread(self) -> tuple[float | None, float | None]:
        """Return both ends of the interval; none where the one thing counted is or is not."""
        return (None, None) if self.denominator == 1 else (self.low, self.high)


def units_of(source: Source, choice: Asked) -> list[Unit]:
    """Return the unit that was asked for, then those below it by name; Http404 as for its page."""
    top = source.unit(choice.unit)
    if choice.span == ONE:
        return [top]
    found = {figure.result.unit_id: figure.result.unit for figure in source.below(top)}
    below = [unit for unit in found.values() if unit.pk != top.pk and _fits(unit, top, choice)]
    return [top, *sorted(below, key=lambda unit: (unit.name_key, unit.code))]


def _fits(unit: Unit, top: Unit, choice: Asked) -> bool:
    if choice.span == BELOW:
        return bool(unit.parent_code == top.code)
    return bool(unit.level == Unit.Level.COMMUNE)


def lines_of(source: Source, choice: Asked, units: Sequence[Unit]) -> list[Line]:
    """Return the lines in the order of the units, then of the members, then of the years.

    Each unit begins with its total, and ends with what its parts leave of it.
    """
    if choice.time != NOW:
        return _of_years(source, choice, units)
    wanted = [*_now(source, units, TOTAL)]
    if len(choice.dimensions) == 2:
        pair = choice.by, choice.also_by
        wanted += crossed(source.run, source.definition, pair, units, source.shelf)
    elif choice.by:
        wanted += _now(source, units, choice.by)
    lines = [_line(result) for result in wanted]
    return list(_in_order(lines, source, choice, units))


def _now(source: Source, units: Collection[Unit], dimension: str) -> list[Result]:
    leaf = source.definition.leaf
    found = source.shelf.results([source.run], leaf=leaf, units=units, dimension=dimension)
    if dimension == TOTAL:
        known = {result.unit_id for result in found}
        found += [no_figure(source.run, leaf, unit) for unit in units if unit.pk not in known]
    return found


def _line(result: Result) -> Line:
    members = () if result.dimension == TOTAL else tuple(result.member.split(TIMES))
    return Line(
        unit=result.unit,
        members=members,
        when="",
        state=_state(result),
        value=result.value,
        low=result.low,
        high=result.high,
        numerator=result.numerator,
        denominator=result.denominator,
        flags=tuple(result.flags),
        attainment=result.attainment or "",
    )


def _state(result: Result) -> State:
    if SUPPRESSED in result.flags:
        return "suppressed"
    if NOT_COMPARABLE in result.flags:
        return "no_data"
    return _worded(state_of(result), result.value)


def _worded(state: str, value: float | None) -> State:
    if value is not None:
        return "zero" if value == 0 else "value"
    return "not_applicable" if state == "not_applicable" else "no_data"


def _of_years(source: Source, choice: Asked, units: Sequence[Unit]) -> list[Line]:
    lines = []
    for dimension in dict.fromkeys((TOTAL, choice.by or TOTAL)):
        found = series_of_leaf(source.run, source.definition, units, source.shelf, dimension)
        by_pk = {unit.pk: unit for unit in units}
        for (unit, member), series in found.items():
            members = () if dimension == TOTAL else (member,)
            for figure in series.figures:
                is_now = figure is series.now
                when = f"{series.as_of:%d/%m/%Y}" if is_now else str(figure.year)
                lines.append(_year_line(by_pk[unit], members, when, figure))
    return list(_in_order(lines, source, choice, units))


def _year_line(unit: Unit, members: tuple[str, ...], when: str, figure: YearFigure) -> Line:
    is_hidden = SUPPRESSED in figure.flags
    return Line(
        unit=unit,
        members=members,
        when=when,
        state="suppressed" if is_hidden else _worded(figure.state, figure.value),
        value=figure.value,
        low=figure.low,
        high=figure.high,
        numerator=figure.numerator,
        denominator=figure.denominator,
        flags=figure.flags,
        attainment=figure.attainment,
        is_redefined=figure.is_redefined,
    )


def _in_order(
    lines: Iterable[Line], source: Source, choice: Asked, units: Sequence[Unit]
) -> Iterator[Line]:
    rank = {unit_key(unit): number for number, unit in enumerate(units)}
    orders = [
        {code: number for number, code in enumerate(_codes(source, name))}
        for name in choice.dimensions
    ]

    def place(line: Line) -> tuple[object, ...]:
        members = [order.get(code, -1) for order, code in zip(orders, line.members, strict=False)]
        return (rank[unit_key(line.unit)], tuple(members))

    in_order = sorted(lines, key=place)  # years stay in their order
    for _unit, group in groupby(in_order, key=lambda line: unit_key(line.unit)):
        own = [_padded(line, len(choice.dimensions)) for line in group]
        yield from own
        yield from _rests(source, own)


def _codes(source: Source, dimension: str) -> list[str]:
    return list(source.catalog.members_of(source.definition, dimension).by_code)


def _padded(line: Line, size: int) -> Line:
    if line.members:
        return line
    return replace(line, members=("",) * size)


def _rests(source: Source, own: Sequence[Line]) -> Iterator[Line]:
    """Yield for each time what the parts leave of the unit's total, where they leave anything."""
    if source.definition.is_change:
        return
    for total in own:
        parts = [line for line in own if line.when == total.when and not line.is_total]
        if total.is_total and parts and (rest := _rest(total, parts, source.definition.per)):
            yield rest


def _rest(total: Line, parts: Sequence[Line], per: int) -> Line | None:
    tops = [line.numerator for line in (total, *parts)]
    bottoms = [line.denominator for line in (total, *parts)]
    if None in tops or None in bottoms:
        return None
    top, bottom = (_less(counts) for counts in (tops, bottoms))
    if top == bottom == 0:
        return None
    value = float(Fraction(top * per) / bottom) if bottom > 0 and top >= 0 else None
    return Line(
        unit=total.unit,
        members=total.members,
        when=total.when,
        state=_worded("no_data", value),
        value=value,
        numerator=top,
        denominator=bottom,
        is_rest=True,
    )


def _less(counts: Sequence[Count]) -> int | Fraction:
    """Return what the first count has more than the others together."""
    whole, *parts = [Fraction(count or 0) for count in counts]
    left = whole - sum(parts)
    return int(left) if left.denominator == 1 else left
