"""The overview: every leaf beside its target, grouped, and what a leader needs in ten seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.dashboards.figures import Figure, figures_of
from mangnon.dashboards.gauge import Gauge, gauge_of
from mangnon.dashboards.trend import Trend, trend_of
from mangnon.dashboards.units_on import Chosen, choose, day_of
from mangnon.engine.flags import SUPPRESSED
from mangnon.indicators.frozen import catalog_of
from mangnon.indicators.models import Run
from mangnon.indicators.outlook import outlooks
from mangnon.indicators.services import newest_run
from mangnon.plans.models import Deadline, Plan
from mangnon.ui.formats import ATTAINMENTS

BY_FIELD, BY_AGENCY = "field", "agency"
GROUPINGS = ((BY_FIELD, _("By field")), (BY_AGENCY, _("By lead agency")))
ORDER = (*ATTAINMENTS, SUPPRESSED)  # best first
WELL = ("met", "on_track")


@dataclass(frozen=True)
class Asked:
    """What the reader chose: how to group, which attainment to keep ("" keeps all), and the day."""

    by: str = BY_FIELD
    attainment: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Tally:
    """How many figures stand at one attainment, and where their part of the bar begins."""

    attainment: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Row:
    """A figure with its bar and its years."""

    figure: Figure
    gauge: Gauge | None
    trend: Trend | None = None


@dataclass(frozen=True)
class Group:
    """The figures of one field or one lead agency; `title` is "" where nobody leads."""

    title: str
    rows: Sequence[Row]

    @property
    def well(self) -> int:
        return sum(row.figure.attainment in WELL for row in self.rows)


@dataclass(frozen=True)
class Board:
    """The whole page: the run behind it, the tallies of all figures, and the groups shown."""

    run: Run
    units_on: Chosen
    unit: str
    is_shown: bool  # the person may see all that the unit's figures are made of
    total: int
    tallies: Sequence[Tally]
    groups: Sequence[Group]
    deadlines: Sequence[Deadline]
    is_plan_newer: bool  # the plan in force was approved after these figures were frozen

    @property
    def has_hidden(self) -> bool:
        return any(row.figure.is_hidden for group in self.groups for row in group.rows)

    @property
    def well(self) -> int:
        return sum(tally.count for tally in self.tallies if tally.attainment in WELL)


def asked(query: Mapping[str, str]) -> Asked:
    """Read the reader's choice from the address; what is not known there counts as not chosen."""
    by, attainment = query.get("by", ""), query.get("status", "")
    return Asked(
        by if by in {BY_FIELD, BY_AGENCY} else BY_FIELD,
        attainment if attainment in ORDER else "",
        day_of(query),
    )


def board(user: User, choice: Asked) -> Board | None:
    """Return the scoreboard of the person's unit, or None when nothing was computed for it.

    The tallies count all figures, also those that the reader's choice leaves out.
    """
    run = newest_run(user)
    if run is None or user.unit is None:
        return None
    shelf, units_on = choose(run, choice.day, user)
    unit = shelf.home(user.unit)
    if unit is None or not shelf.may_show(unit):
        return Board(run, units_on, str(user.unit), False, 0, [], [], [], False)
    figures = figures_of(run, unit, shelf)
    shown = [f for f in figures if choice.attainment in {"", f.attainment}]
    catalog = catalog_of(run.snapshot)
    trends = {
        leaf: trend_of(outlook, catalog) for leaf, outlook in outlooks(run, unit, shelf).items()
    }
    rows = [Row(figure, gauge_of(figure), trends.get(figure.leaf)) for figure in shown]
    fields = {code: titles["vi"] for code, titles in catalog.fields.items()}
    groups = by_agency(rows) if choice.by == BY_AGENCY else by_field(rows, fields)
    return Board(
        run, units_on, shelf.label(unit), True, len(figures), tallies(figures), groups,
        deadlines(run.snapshot.as_of.year, user), _is_plan_newer(run, user),
    )  # fmt: skip


def _is_plan_newer(run: Run, user: User) -> bool:
    plan = Plan.objects.visible_to(user).in_force(run.snapshot.as_of.year)
    return bool(plan and plan.approved_at and plan.approved_at > run.snapshot.taken_at)


def tallies(figures: Sequence[Figure]) -> list[Tally]:
    """Count the figures by attainment, best first, each with its part of a bar of length 100.

    Hidden figures are counted last, where there are any.
    """
    counts = Counter(figure.attainment for figure in figures)
    found, start = [], 0.0
    for attainment in ORDER:
        if attainment == SUPPRESSED and not counts[attainment]:
            continue
        width = 100 * counts[attainment] / len(figures) if figures else 0.0
        found.append(Tally(attainment, counts[attainment], round(start, 3), round(width, 3)))
        start += width
    return found


def by_field(rows: Sequence[Row], fields: Mapping[str, str]) -> list[Group]:
    """Group the rows by field, in the catalogue's order of fields."""
    groups = [
        Group(title, [row for row in rows if row.figure.definition.field == code])
        for code, title in fields.items()
    ]
    return [group for group in groups if group.rows]


def by_agency(rows: Iterable[Row]) -> list[Group]:
    """Group the rows by lead agency; one with two leads stands under both."""
    led: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.figure.behind.leads or ("",):
            led.setdefault(name, []).append(row)
    most_first = sorted(led.items(), key=lambda item: (item[0] == "", -len(item[1])))
    return [Group(name, found) for name, found in most_first]


def deadlines(year: int, user: User) -> list[Deadline]:
    """Return the dated reports that the plan in force asks for, soonest first."""
    dated = Deadline.objects.visible_to(user).in_force(year).exclude(on=None)
    return list(dated.order_by("on", "pk"))
