"""The page: the choice with what may be chosen, and the lines in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.http import Http404
from django.utils.translation import gettext as _

from mangnon.core.models import Unit, User
from mangnon.core.units.territories import unit_key
from mangnon.dashboards.explorer.asked import NOW, Asked
from mangnon.dashboards.explorer.lines import Line, lines_of, units_of
from mangnon.dashboards.indicator import NotShown, Source, source_of
from mangnon.engine.definitions import CodeList, Definition
from mangnon.engine.flags import remark
from mangnon.engine.issues import EngineError
from mangnon.indicators.crossing import ALL
from mangnon.indicators.frozen import definitions_of
from mangnon.indicators.screening import awaits_breakdowns
from mangnon.indicators.services import newest_run
from mangnon.ui import formats


@dataclass(frozen=True)
class Explored:
    """What was asked, the lines that answer it, and why a part of it could not be answered."""

    source: Source
    choice: Asked
    units: Sequence[Unit]
    lines: Sequence[Line]
    refusals: Sequence[str] = ()

    @property
    def unit(self) -> Unit:
        return self.units[0]

    @cached_property
    def titles(self) -> list[str]:
        """Return the names of the breakdowns."""
        catalog, definition = self.source.catalog, self.source.definition
        return [catalog.title_of(definition, name) for name in self.choice.dimensions]

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Return every leaf of the run, in the plan's order."""
        return self.source.catalog.in_force(self.source.run.snapshot.as_of)

    def member_names(self, line: Line) -> list[str]:
        """Return the members in words: "total" of a total, "not known" of what the parts leave."""
        if line.is_rest:
            return [_("member not known"), *[""] * (len(self.titles) - 1)]
        if line.is_total:
            return [_("total"), *[""] * (len(self.titles) - 1)] if self.titles else []
        if line.members[0] == ALL:
            return [_("all groups"), *[""] * (len(self.titles) - 1)]
        return [
            self._list(name).by_code[code].vi
            for name, code in zip(self.choice.dimensions, line.members, strict=True)
        ]

    def unit_name(self, unit: Unit) -> str:
        return self.source.shelf.label(unit)

    def parent_name(self, unit: Unit) -> str:
        """Return the district of a commune that stands among those of other districts."""
        return self._names.get(unit.parent_code, "") if unit.level == Unit.Level.COMMUNE else ""

    def name(self, line: Line) -> str:
        """Return what the figure is of, on one line: where a chart or a map has only one."""
        parts = [*filter(None, (*self.member_names(line), line.when))]
        if len(self.units) > 1 or not parts:
            parts = [self.unit_name(line.unit), *parts]
        return " · ".join(parts)

    def short_name(self, line: Line) -> str:
        """Return the unit of a total, the members alone of what follows it."""
        parts = [] if line.is_total else [*filter(None, self.member_names(line))]
        return " · ".join(parts) or self.unit_name(line.unit)

    def value_text(self, line: Line) -> str:
        """Return the figure with its unit, or which of the absences it is."""
        definition = self.source.definition
        if line.value is None:
            return absence_text(line.state)
        return formats.value_with_unit(line.value, definition.unit, definition.decimals)

    def note(self, line: Line) -> str:
        said = [remark(line.flags)] if line.flags else []
        if line.is_redefined:
            said.append(_("another definition"))
        if line.is_rest and line.value is None:
            said.append(_("the parts overlap: some are counted in two of them"))
        return "; ".join(filter(None, said))

    @cached_property
    def _names(self) -> dict[str, str]:
        below = self.source.shelf.subtree(self.unit)
        return {unit.code: str(unit) for unit in below if unit.level != Unit.Level.COMMUNE}

    def _list(self, dimension: str) -> CodeList:
        return self.source.catalog.members_of(self.source.definition, dimension)


@dataclass(frozen=True)
class Row:
    """A line in words."""

    names: Sequence[str]
    when: str
    value: str
    interval: str
    fraction: str
    note: str
    state: str
    is_total: bool


@dataclass(frozen=True)
class Block:
    """A unit with its rows."""

    name: str
    parent: str
    rows: Sequence[Row]


def explored(user: User, choice: Asked) -> Explored:
    """Return what the address asks for; Http404 as for the page of an indicator."""
    source = source_of(user, choice.leaf or _first_leaf(user), choice.day)
    fitted = choice.fitting(source.definition)
    refusals = []
    if choice.dimensions and fitted.dimensions != choice.dimensions:
        refusals.append(_no_breakdown(source))
    if fitted.dimensions and awaits_breakdowns(source.run, source.shelf):
        refusals.append(_awaited())
        fitted = replace(fitted, by="", also_by="")
    if len(fitted.dimensions) == 2 and (why := _no_crossing(source, fitted)):
        refusals.append(why)
        fitted = replace(fitted, also_by="")
    units = units_of(source, fitted)
    try:
        lines = lines_of(source, fitted, units)
    except EngineError as error:  # the bitmaps could not be made or read
        refusals.append(str(error))
        fitted = replace(fitted, also_by="")
        lines = lines_of(source, fitted, units)
    return Explored(source, fitted, units, lines, refusals)


def _awaited() -> str:
    return _(
        "The breakdowns are being prepared: small counts are hidden first. Open the page again in "
        "a few minutes."
    )


def blocks(found: Explored) -> list[Block]:
    """Return the table: the units in their order, each with its rows."""
    return [
        Block(found.unit_name(group[0].unit), found.parent_name(group[0].unit), [
            _row(found, line) for line in group
        ])
        for group in _by_unit(found.lines)
    ]  # fmt: skip


def may_see_small(found: Explored) -> bool:
    """Say whether the reader sees every count, also of a few children."""
    return found.source.shelf.sees_all


def is_crossed(found: Explored) -> bool:
    return len(found.choice.dimensions) == 2


def absence_text(state: str) -> str:
    """Say in a word or two which absence it is."""
    return _("not shown") if state == "suppressed" else formats.absence_text(state)


def _by_unit(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for _key, group in groupby(lines, key=lambda line: unit_key(line.unit))]


def _row(found: Explored, line: Line) -> Row:
    definition = found.source.definition
    is_absent = line.value is None and not line.is_rest
    return Row(
        names=found.member_names(line),
        when=line.when,
        value=found.value_text(line),
        interval=formats.interval_text(*line.spread, definition.unit, definition.decimals),
        fraction="" if is_absent else formats.fraction_text(line.numerator, line.denominator),
        note=found.note(line),
        state=line.state,
        is_total=line.is_total,
    )


def _first_leaf(user: User) -> str:
    """Return the first leaf that is broken down at all."""
    run = newest_run(user)
    if run is None:
        raise NotShown
    definitions = definitions_of(run.snapshot)
    found = (leaf for leaf, definition in definitions.items() if definition.breakdowns)
    leaf = next(found, None)
    if leaf is None:
        raise Http404
    return leaf


def _no_breakdown(source: Source) -> str:
    definition = source.definition
    if not definition.is_computed:
        return _("Figure %(leaf)s is one number that an agency reports: it has no breakdowns.") % {
            "leaf": definition.leaf
        }
    return _("Figure %(leaf)s has no such breakdown; choose another one.") % {
        "leaf": definition.leaf
    }


def _no_crossing(source: Source, choice: Asked) -> str:
    """Return why two breakdowns cannot be crossed here, "" where they can."""
    if source.definition.is_change:
        return _("A change on last year is made of sums of two years: it cannot be crossed.")
    if choice.time != NOW:
        return _("Two breakdowns are crossed for one day only; over the years choose one.")
    if source.units_on.day is not None:
        return _("Two breakdowns are crossed on the units that reported only.")
    return ""
