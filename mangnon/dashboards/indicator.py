"""One leaf on one page: its figure, the units below, the breakdowns, the meaning, the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from mangnon.dashboards.units_below import Asked, Level, levels
from mangnon.dashboards.years import Years, years_of
from mangnon.engine import FLAG_WORDS, RULES, Catalog, Definition, Target, elapsed
from mangnon.indicators.drawn import outlook_chart
from mangnon.indicators.explain import explain_result
from mangnon.indicators.frozen import catalog_of, frozen_targets, last_years_value, number_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.outlook import Outlook, outlooks
from mangnon.indicators.services import newest_run
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
    figure: Figure
    rule_code: str
    levels: Sequence[Level]
    breakdowns: Sequence[Breakdown]
    years: Years | None
    above: Sequence[Unit]
    report: Mapping[str, str]

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
        """Return last year's value with its unit, "" where nobody stated one."""
        unit, definition = self.unit, self.definition
        value = last_years_value(self.run.snapshot, definition.leaf, unit.code, unit.valid_from)
        return "" if value is None else value_with_unit(value, definition.unit, definition.decimals)

    @property
    def cautions(self) -> list[str]:
        return [FLAG_WORDS[flag] for flag in self.figure.result.flags]

    @property
    def certainty(self) -> str:
        """Return in words how sure the catalogue is of the definition."""
        return str(CERTAINTY[self.definition.certainty])

    @property
    def sql(self) -> dict[str, str]:
        """Return the statements behind this leaf: those over the tables that its terms read."""
        tables = {term.table for term in self.definition.terms.values()}
        return {name: text for name, text in self.run.sql.items() if name in tables}


@dataclass(frozen=True)
class Source:
    """The records behind one leaf, as far as one person may see them."""

    user: User
    run: Run
    catalog: Catalog
    definition: Definition
    goal: Target | None
    behind: Behind

    def unit(self, code: str) -> Unit:
        """Return the person's own unit, or the one with this code that the run has figures for."""
        if self.user.unit is not None and code in {"", self.user.unit.code}:
            return self.user.unit
        found = Result.objects.visible_to(self.user).totals()
        found = found.filter(run=self.run, leaf=self.definition.leaf, unit__code=code)
        result = found.select_related("unit").first()
        if result is None:
            raise Http404(code)
        unit: Unit = result.unit
        return unit

    def outlook(self, unit: Unit) -> Outlook | None:
        """Return where the leaf is heading; None for a unit that the run has no figure of."""
        return outlooks(self.run, unit, self.user).get(self.definition.leaf)

    def below(self, unit: Unit) -> list[Figure]:
        """Return the leaf's figures of the unit and of all units below it."""
        found = Result.objects.visible_to(self.user).totals()
        found = found.filter(run=self.run, leaf=self.definition.leaf, unit__in=unit.subtree())
        return [self.figure(result) for result in found.select_related("unit", "run__snapshot")]

    def members(self, unit: Unit) -> list[Figure]:
        """Return the unit's figures of every breakdown."""
        found = Result.objects.visible_to(self.user).exclude(dimension="total")
        found = found.filter(run=self.run, leaf=self.definition.leaf, unit=unit)
        return [self.figure(result) for result in found]

    def figure(self, result: Result) -> Figure:
        return Figure(self.definition, result, self.goal, self.behind)


def source_of(user: User, leaf: str) -> Source:
    """Find the newest figures of a leaf; Http404 when it is unknown or nothing was computed."""
    run = newest_run(user)
    if run is None:
        raise Http404(leaf)
    catalog = catalog_of(run.snapshot)
    definition = catalog.in_force(run.snapshot.as_of).get(leaf)
    if definition is None:
        raise Http404(leaf)
    behind = indicators_of(run.snapshot.as_of.year, user).get(number_of(leaf), NOBODY)
    return Source(user, run, catalog, definition, frozen_targets(run.snapshot).get(leaf), behind)


def page(user: User, leaf: str, choice: Asked) -> Page:
    """Return the page of a leaf for the person's unit or one below it.

    Raises Http404 for an unknown leaf, for a unit outside the person's scope, and while nothing
    has been computed.
    """
    source = source_of(user, leaf)
    unit = source.unit(choice.unit)
    figures = source.below(unit)
    own = [figure for figure in figures if figure.result.unit_id == unit.pk]
    figure = own[0] if own else source.figure(no_figure(source.run, leaf, unit))
    outlook = source.outlook(unit)
    return Page(
        run=source.run,
        unit=unit,
        figure=figure,
        rule_code=explain_result(figure.result).rule,
        levels=levels(figures, unit, choice.sort),
        breakdowns=breakdowns(source, unit),
        years=years_of(outlook, source.catalog) if outlook else None,
        above=_above(unit, user),
        report={} if source.definition.is_computed else report_behind(figure.result),
    )


def years_chart(user: User, leaf: str, choice: Asked) -> Spec:
    """Return the chart of the leaf's years; Http404 as for its page, and where there are none."""
    source = source_of(user, leaf)
    unit = source.unit(choice.unit)
    outlook = source.outlook(unit)
    if outlook is None:
        raise Http404(leaf)
    return outlook_chart(outlook, source.goal)


def breakdowns(source: Source, unit: Unit) -> list[Breakdown]:
    """Return the declared breakdowns that have figures, members in the order of their code list."""
    found: dict[str, list[Figure]] = {}
    for figure in source.members(unit):
        found.setdefault(figure.result.dimension, []).append(figure)
    declared = [name for name in source.definition.breakdowns if name in found]
    return [_breakdown(source, name, found[name]) for name in declared]


def _breakdown(source: Source, dimension: str, figures: list[Figure]) -> Breakdown:
    terms = source.definition.terms.values()
    columns = [source.catalog.tables[term.table].by_name.get(dimension) for term in terms]
    code_list = source.catalog.lists[next(c.list for c in columns if c is not None and c.list)]
    order = list(code_list.by_code)
    figures.sort(key=lambda figure: order.index(figure.result.member))
    rows = [(code_list.by_code[figure.result.member].vi, figure) for figure in figures]
    return Breakdown(code_list.title.vi, rows)


def _above(unit: Unit, user: User) -> list[Unit]:
    """Return the units above, from the person's own down: the way back up."""
    if user.unit is None or unit.pk == user.unit.pk:
        return []
    scope = {above.code: above for above in user.unit.subtree().exclude(level=Unit.Level.COMMUNE)}
    path: list[Unit] = []
    while (parent := scope.get((path[0] if path else unit).parent_code)) is not None:
        path.insert(0, parent)
    return path
