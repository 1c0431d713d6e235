"""One leaf on one page: its figure, the units below, the breakdowns, the meaning, the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, User
from mangnon.dashboards.figures import (
    NOBODY,
    Behind,
    Figure,
    indicators_of,
    no_figure,
    report_behind,
)
from mangnon.dashboards.live import LiveLine, live_line
from mangnon.dashboards.quality.listing import Line, of_figure
from mangnon.dashboards.units_below import Asked, Level, levels
from mangnon.dashboards.units_on import Chosen, choose
from mangnon.dashboards.years import Years, years_of
from mangnon.engine.attainment import RULES, Target
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import flag_sentences
from mangnon.engine.periods import elapsed
from mangnon.indicators.beside import Beside, beside
from mangnon.indicators.drawn import outlook_chart
from mangnon.indicators.explain import continuity_of, explain_result
from mangnon.indicators.frozen import catalog_of, frozen_targets, last_years_value, number_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.outlook import Outlook, outlooks
from mangnon.indicators.screening import awaits_breakdowns
from mangnon.indicators.services import newest_run
from mangnon.indicators.shelves import Shelf
from mangnon.ui.charts import Spec
from mangnon.ui.formats import number, value_with_unit

CERTAINTY = {
    "verified": _("read in the published text"),
    "high": _("certainty high"),
    "medium": _("certainty medium"),
    "low": _("certainty low"),
}
# The rules that weigh the time passed against the way still to go.
PACED = {
    "building", "building_behind", "ceiling_kept", "ceiling_near", "improving", "too_slow",
}  # fmt: skip


@dataclass(frozen=True)
class Breakdown:
    """The members of one dimension with their figures."""

    title: str
    rows: Sequence[tuple[str, Figure]]


@dataclass(frozen=True)
class Page:
    """Everything the page shows of one leaf for one unit."""

    run: Run
    unit: Unit
    shelf: Shelf
    units_on: Chosen
    continuity: str
    figure: Figure
    rule_code: str
    live: LiveLine
    levels: Sequence[Level]
    breakdowns: Sequence[Breakdown]
    years: Years | None
    above: Sequence[Unit]
    findings: Sequence[Line]
    report: Mapping[str, str]
    beside: Beside

    @property
    def definition(self) -> Definition:
        return self.figure.definition

    @property
    def rule(self) -> str:
        """Return in words why the figure was judged so."""
        return RULES[self.rule_code]

    @property
    def time_passed(self) -> str:
        """Return the share of the leaf's time that has passed, where the rule weighs it."""
        if self.rule_code not in PACED:
            return ""
        share = 100 * elapsed(self.definition.pace, self.run.snapshot.as_of)
        return f"Thời gian đã qua: {number(float(share), 1)}%."

    @property
    def last_year(self) -> str:
        """Return last year's value with its unit, "" where nobody stated one.

        Of a hidden figure it is not told: what an agency stated is of the same few children.
        """
        definition, stated_as = self.definition, self.shelf.stated_as(self.unit)
        if stated_as is None or self.figure.is_hidden:
            return ""
        value = last_years_value(self.run.snapshot, definition.leaf, *stated_as)
        return "" if value is None else value_with_unit(value, definition.unit, definition.decimals)

    @property
    def is_preparing(self) -> bool:
        return awaits_breakdowns(self.run, self.shelf)

    @property
    def has_hidden_parts(self) -> bool:
        return any(figure.is_hidden for each in self.breakdowns for _name, figure in each.rows)

    @property
    def unit_name(self) -> str:
        return self.shelf.label(self.unit)

    @property
    def cautions(self) -> list[str]:
        return flag_sentences(self.figure.result.flags)

    @property
    def certainty(self) -> str:
        """Return in words how sure the catalogue is of the definition."""
        return str(CERTAINTY[self.definition.certainty])

    @property
    def sql(self) -> dict[str, str]:
        """Return the statements behind this leaf: those over the tables that its terms read."""
        tables = {term.table for term in self.definition.terms.values()}
        return {name: text for name, text in self.run.sql.items() if name in tables}


class NotShown(Http404):
    """On the chosen day the person's own unit lies in one whose figures they may not all see."""


@dataclass(frozen=True)
class Source:
    """The records behind one leaf, as far as one person may see them."""

    shelf: Shelf
    units_on: Chosen
    run: Run
    catalog: Catalog
    definition: Definition
    goal: Target | None
    behind: Behind

    def unit(self, code: str) -> Unit:
        """Return the person's own unit, or the one with this code that the run has figures for.

        Raises NotShown for the own unit, Http404 for any other.
        """
        own = self.shelf.by.unit
        home = self.shelf.home(own) if own is not None else None
        if home is not None and code in {"", home.code} and self.shelf.may_show(home):
            return home
        for result in self.shelf.results([self.run], leaf=self.definition.leaf):
            if result.unit.code == code:
                unit: Unit = result.unit
                return unit
        raise Http404(code) if code else NotShown

    def outlook(self, unit: Unit) -> Outlook | None:
        """Return where the leaf is heading; None for a unit that the run has no figure of."""
        return outlooks(self.run, unit, self.shelf).get(self.definition.leaf)

    def below(self, unit: Unit) -> list[Figure]:
        """Return the leaf's figures of the unit and of all units below it."""
        below = self.shelf.subtree(unit)
        found = self.shelf.results([self.run], leaf=self.definition.leaf, units=below)
        return [self.figure(result) for result in found]

    def own(self, unit: Unit, figures: Sequence[Figure]) -> Figure:
        """Return the unit's figure among others, or what stands for one that the run has not."""
        own = [figure for figure in figures if figure.result.unit_id == unit.pk]
        return own[0] if own else self.figure(no_figure(self.run, self.definition.leaf, unit))

    def members(self, unit: Unit) -> list[Figure]:
        """Return the unit's figures of every breakdown."""
        found = self.shelf.results(
            [self.run], leaf=self.definition.leaf, units=[unit], dimension=""
        )
        return [self.figure(result) for result in found]

    def figure(self, result: Result) -> Figure:
        noun = self.catalog.noun_of(self.definition)
        return Figure(self.definition, result, self.goal, self.behind, noun)


def source_of(user: User, leaf: str, day: date | None) -> Source:
    """Find the newest figures of a leaf; Http404 when it is unknown or nothing was computed."""
    run = newest_run(user)
    if run is None:
        raise Http404(leaf)
    catalog = catalog_of(run.snapshot)
    definition = catalog.in_force(run.snapshot.as_of).get(leaf)
    if definition is None:
        raise Http404(leaf)
    behind = indicators_of(run.snapshot.as_of.year, user).get(number_of(leaf), NOBODY)
    shelf, units_on = choose(run, day, user)
    goal = frozen_targets(run.snapshot).get(leaf)
    return Source(shelf, units_on, run, catalog, definition, goal, behind)


def page(user: User, leaf: str, choice: Asked) -> Page:
    """Return the page of a leaf for the person's unit or one below it.

    Raises Http404 for an unknown leaf, for a unit outside the person's scope, and while nothing
    has been computed.
    """
    source = source_of(user, leaf, choice.day)
    unit, shelf = source.unit(choice.unit), source.shelf
    figures = source.below(unit)
    figure = source.own(unit, figures)
    outlook = source.outlook(unit)
    return Page(
        run=source.run,
        unit=unit,
        shelf=shelf,
        units_on=source.units_on,
        continuity=continuity_of(outlook, figure.result, shelf).text if outlook else "",
        figure=figure,
        live=live_line(figure, unit, by=user),
        rule_code=explain_result(figure.result, shelf).rule,
        levels=levels(figures, unit, choice.sort, shelf),
        breakdowns=breakdowns(source, unit),
        years=years_of(outlook, source.catalog) if outlook else None,
        above=_above(unit, shelf),
        findings=of_figure(user, source.run, leaf, unit),
        report={}
        if source.definition.is_computed
        else report_behind(figure.result, shelf.stated_as(unit)),
        beside=beside(source.run, leaf, unit, shelf),
    )


def live(user: User, leaf: str, choice: Asked) -> LiveLine:
    """Return the live figure of a leaf; Http404 as for its page."""
    source = source_of(user, leaf, choice.day)
    unit = source.unit(choice.unit)
    found = source.shelf.results([source.run], leaf=leaf, units=[unit])
    return live_line(source.own(unit, [source.figure(one) for one in found]), unit, by=user)


def years_chart(user: User, leaf: str, choice: Asked) -> Spec:
    """Return the chart of the leaf's years; Http404 as for its page, and where there are none."""
    source = source_of(user, leaf, choice.day)
    unit = source.unit(choice.unit)
    outlook = source.outlook(unit)
    if outlook is None:
        raise Http404(leaf)
    return outlook_chart(outlook, source.goal)


def breakdowns(source: Source, unit: Unit) -> list[Breakdown]:
    """Return the declared breakdowns that have figures, members in the order of their code list.

    There are none while it is not known which of them are hidden from the reader.
    """
    if awaits_breakdowns(source.run, source.shelf):
        return []
    found: dict[str, list[Figure]] = {}
    for figure in source.members(unit):
        found.setdefault(figure.result.dimension, []).append(figure)
    declared = [name for name in source.definition.breakdowns if name in found]
    return [_breakdown(source, name, found[name]) for name in declared]


def _breakdown(source: Source, dimension: str, figures: list[Figure]) -> Breakdown:
    code_list = source.catalog.members_of(source.definition, dimension)
    order = list(code_list.by_code)
    figures.sort(key=lambda figure: order.index(figure.result.member))
    rows = [(code_list.by_code[figure.result.member].vi, figure) for figure in figures]
    return Breakdown(source.catalog.title_of(source.definition, dimension), rows)


def _above(unit: Unit, shelf: Shelf) -> list[Unit]:
    """Return the units above, from the person's own down: the way back up."""
    home = shelf.home(shelf.by.unit) if shelf.by.unit else None
    if home is None or unit.pk == home.pk:
        return []
    below = shelf.subtree(home)
    scope = {above.code: above for above in below if above.level != Unit.Level.COMMUNE}
    path: list[Unit] = []
    while (parent := scope.get((path[0] if path else unit).parent_code)) is not None:
        path.insert(0, parent)
    return path
