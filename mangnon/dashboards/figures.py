"""The one door from records to pages: a run's figures, and the plan behind them.

A figure is shown beside the target and the definition that its snapshot froze, since those judged
it; who leads, and how the document words the indicator, comes from the plan in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import Unit, User
from mangnon.engine.attainment import Target
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import (
    ESTIMATED,
    NOT_COMPARABLE,
    SUPPRESSED,
    UNITS_AS_REPORTED,
    remark,
)
from mangnon.engine.results import whole_counts
from mangnon.indicators.frozen import (
    catalog_of,
    definitions_of,
    frozen_targets,
    number_of,
    read_frozen,
    units_day,
)
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import Shelf
from mangnon.plans.models import Indicator, IndicatorLead
from mangnon.ui import formats

REPORTED_COLUMNS = ["source", "method", "organisation"]
SERIES = "series"


@dataclass(frozen=True)
class Behind:
    """What the plan in force says of an indicator: its wording, who leads, who takes part."""

    text: str = ""
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


NOBODY = Behind()


@dataclass(frozen=True)
class Figure:
    """One leaf for one unit beside its target, ready to be shown."""

    definition: Definition
    result: Result
    goal: Target | None
    behind: Behind
    noun: str = ""  # what its numerator counts

    @property
    def leaf(self) -> str:
        return self.definition.leaf

    @property
    def title(self) -> str:
        return self.definition.title.vi

    @property
    def attainment(self) -> str:
        """Return how it stands to its target, "" without one; SUPPRESSED where it is hidden."""
        return SUPPRESSED if self.is_hidden else self.result.attainment or ""

    @property
    def has_value(self) -> bool:
        return self.result.value is not None

    @property
    def is_hidden(self) -> bool:
        """Say whether there is a figure, but not for this reader."""
        return SUPPRESSED in self.result.flags

    @property
    def value_text(self) -> str:
        if self.is_hidden:
            return formats.HIDDEN
        if NOT_COMPARABLE in self.result.flags:
            return _("not comparable")
        unit, decimals = self.definition.unit, self.definition.decimals
        return formats.figure_text(self.result.value, unit, decimals, self.result.attainment)

    @property
    def number_text(self) -> str:
        """Return the figure where its measure is said elsewhere: "500,0" of "500,0/100.000"."""
        if self.result.value is None:
            return self.value_text
        suffix = "" if self.measure else formats.UNIT_SUFFIXES[self.definition.unit]
        return formats.number(self.result.value, self.definition.decimals) + suffix

    @property
    def remark(self) -> str:
        """Return what became of the figure on the units of another day, "" if nothing did."""
        if UNITS_AS_REPORTED in self.result.flags:
            day = units_day(self.result.run.snapshot)
            return _("on the communes of %(day)s") % {"day": formats.date_text(day)}
        return remark(self.result.flags)

    @property
    def is_estimated(self) -> bool:
        return ESTIMATED in self.result.flags

    @property
    def measure(self) -> str:
        """Return "/1.000" or "/100.000" of a rate, "" of any other measure."""
        suffix = formats.UNIT_SUFFIXES[self.definition.unit]
        return suffix if suffix.startswith("/") else ""

    @property
    def spread(self) -> tuple[float | None, float | None]:
        """Return both ends of the interval; none where the one thing counted is or is not."""
        if self.result.denominator == 1:
            return None, None
        return self.result.low, self.result.high

    @property
    def interval(self) -> str:
        return formats.interval_text(*self.spread, self.definition.unit, self.definition.decimals)

    @property
    def fraction(self) -> str:
        return formats.fraction_text(self.result.numerator, self.result.denominator)

    @property
    def target(self) -> str:
        if self.goal is None:
            return ""
        goal = self.goal
        return formats.target_text(goal.relation, goal.value, goal.value_max, goal.unit)

    @property
    def needs(self) -> str:
        """Return "cần 86 trên 111, còn thiếu 6", or "" where no count stands behind the value."""
        result, goal = self.result, self.goal
        numerator, denominator = whole_counts(result.numerator, result.denominator)
        if goal is None or result.value is None or denominator is None:
            return ""
        needed = goal.needed(denominator, self.definition.per)
        if needed is None:
            return ""
        is_lower_better = self.definition.better == "lower"
        return formats.needs_text(
            needed, numerator, denominator, is_lower_better=is_lower_better, noun=self.noun
        )


def indicators_of(year: int, user: User) -> dict[str, Behind]:
    """Return the wording and the agencies of each numbered indicator in the plan in force."""
    agencies: dict[tuple[str, str], tuple[str, ...]] = {}
    for lead in IndicatorLead.objects.visible_to(user).in_force(year).select_related("indicator"):
        key = (lead.indicator.number, lead.role)
        agencies[key] = (*agencies.get(key, ()), lead.name)
    role = IndicatorLead.Role
    return {
        i.number: Behind(
            i.text,
            agencies.get((i.number, role.LEAD), ()),
            agencies.get((i.number, role.PARTNER), ()),
        )
        for i in Indicator.objects.visible_to(user).in_force(year)
    }


def figures_of(run: Run, unit: Unit, shelf: Shelf) -> list[Figure]:
    """Return every leaf of the catalogue for the unit, in the plan's order.

    A leaf that the run has no figure for says "no data"; it does not fall out of the list.
    """
    results = {result.leaf: result for result in shelf.results([run], units=[unit])}
    targets = frozen_targets(run.snapshot)
    behind = indicators_of(run.snapshot.as_of.year, shelf.by)
    catalog = catalog_of(run.snapshot)
    return [
        Figure(
            definition,
            results.get(leaf) or no_figure(run, leaf, unit),
            targets.get(leaf),
            behind.get(number_of(leaf), NOBODY),
            catalog.noun_of(definition),
        )
        for leaf, definition in catalog.in_force(run.snapshot.as_of).items()
    ]


def no_figure(run: Run, leaf: str, unit: Unit) -> Result:
    """Return, unsaved, what stands for a figure that the run does not have."""
    return Result(
        run=run,
        leaf=leaf,
        unit=unit,
        dimension="total",
        member="total",
        attainment=Result.Attainment.NO_DATA,
        basis=Result.Basis.PROVISIONAL,
    )


def report_behind(result: Result, stated_as: UnitKey | None) -> Mapping[str, str]:
    """Return source, method and organisation of a reported figure as frozen; empty if none was.

    Of several sources it is the official one.
    """
    if stated_as is None:
        return {}
    snapshot = result.run.snapshot
    table = catalog_of(snapshot).tables["reported_values"]
    has_series = SERIES in table.by_name
    official = definitions_of(snapshot)[result.leaf].official_series
    rows = read_frozen(
        snapshot.folder,
        table.name,
        columns=REPORTED_COLUMNS,
        filters=[
            ("leaf", "=", result.leaf),
            ("year", "=", snapshot.as_of.year),
            ("unit_code", "=", stated_as[0]),
            ("unit_valid_from", "=", stated_as[1]),
            *([(SERIES, "in", ["", official])] if has_series else []),
        ],
    ).to_pylist()
    return rows[0] if rows else {}
