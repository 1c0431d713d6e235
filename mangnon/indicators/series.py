"""The years of a leaf side by side: what earlier year ends froze, and what agencies had reported.

Only figures of the same unit (code and first day) stand in one row, or of the same territory where
they were moved to the units of one day. A year whose definition was another one is marked, since
its figure measures another thing. The figure that a snapshot gives comes before the one that an
agency stated, unless the register counts nothing of a year of which the agency did: it had not been
begun then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from django.db.models import Exists, OuterRef

from mangnon.core.models import Unit
from mangnon.engine.attainment import State
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.crosswalk import UnitKey
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.issues import CatalogError, EngineError
from mangnon.engine.periods import shift
from mangnon.engine.reported import ReportedFigures
from mangnon.indicators.frozen import catalog_of, definitions_of, reported_figures
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import Shelf

YEARS_BEFORE = 4
READ = (
    "run_id", "leaf", "unit__code", "unit__valid_from", "numerator", "denominator", "value", "low",
    "high", "attainment", "basis", "flags",
)  # fmt: skip


@dataclass(frozen=True)
class YearFigure:
    """One year of a leaf: its figure at the year's end, or as of the run for the run's own year.

    `source` says where it comes from, "" where there is none; `snapshot` names the frozen files.
    `reported` is what an agency stated for the year, kept beside a figure that a snapshot gave.
    `so_far` is the figure that a snapshot of the same day in that year had, where the year's end is
    a snapshot's as well.
    """

    year: int
    value: float | None = None
    numerator: int | Fraction | None = None
    denominator: int | Fraction | None = None
    low: float | None = None
    high: float | None = None
    basis: str = ""
    source: Literal["snapshot", "reported", ""] = ""
    snapshot: str = ""
    state: State = "no_data"
    attainment: str = ""
    flags: tuple[str, ...] = ()
    reported: float | None = None
    so_far: float | None = None
    is_redefined: bool = False

    @property
    def is_hidden(self) -> bool:
        """Say whether the figure is there, but not for this reader."""
        return SUPPRESSED in self.flags

    @property
    def spread(self) -> tuple[float | None, float | None]:
        """Return both ends of the interval; none where the one thing counted is or is not."""
        return (None, None) if self.denominator == 1 else (self.low, self.high)


@dataclass(frozen=True)
class Series:
    """The years of a leaf for one unit, oldest first; the last is the year of the run."""

    definition: Definition
    as_of: date
    figures: tuple[YearFigure, ...]

    @property
    def now(self) -> YearFigure:
        return self.figures[-1]

    @property
    def before(self) -> tuple[YearFigure, ...]:
        return self.figures[:-1]

    @property
    def last_year(self) -> YearFigure:
        return self.figures[-2]


@dataclass(frozen=True)
class _Records:
    """What was read once for all leaves of one unit."""

    run: Run
    stated_as: UnitKey | None
    runs: Mapping[date, Run]
    results: Mapping[tuple[int, str], Any]  # figures, or rows of them
    reported: ReportedFigures
    redefined: frozenset[tuple[date, str]]  # the days on which a leaf measured another thing

    def series(self, definition: Definition) -> Series:
        as_of = self.run.snapshot.as_of
        now = self._frozen(definition, as_of) or YearFigure(as_of.year)
        before = zip(year_ends_before(as_of), same_days_before(as_of), strict=True)
        years = [self._earlier(definition, end, day) for end, day in before]
        return Series(definition, as_of, (*years, now))

    def _earlier(self, definition: Definition, end: date, day: date) -> YearFigure:
        stated = self._reported(definition, end.year)
        found = self._frozen(definition, end) or YearFigure(end.year)
        if found.is_hidden:
            stated = None  # an agency states the same thing
        if stated and not found.value and (stated.value or found.state == "no_data"):
            found = stated  # a register that counts nothing of a year had not been begun then
        same_day = self._frozen(definition, day) if found.source == "snapshot" else None
        is_same = same_day is not None and (day, definition.leaf) not in self.redefined
        return replace(
            found,
            reported=stated.value if stated else None,
            so_far=same_day.value if same_day and is_same else None,
            is_redefined=(found.state != "no_data" or found.is_hidden)
            and (end, definition.leaf) in self.redefined,
        )

    def _frozen(self, definition: Definition, day: date) -> YearFigure | None:
        run = self.runs.get(day)
        result = self.results.get((run.pk, definition.leaf)) if run else None
        if run is None or result is None:
            return None
        return YearFigure(
            year=day.year,
            value=result.value,
            numerator=result.numerator,
            denominator=result.denominator,
            low=result.low,
            high=result.high,
            basis=result.basis,
            source="snapshot",
            snapshot=run.snapshot.code,
            state=state_of(result),
            attainment=result.attainment or "",
            flags=tuple(result.flags),
        )

    def _reported(self, definition: Definition, year: int) -> YearFigure | None:
        if self.stated_as is None:
            return None
        stated = self.reported.get(definition.leaf, self.stated_as, year)
        if stated is None:
            return None
        return YearFigure(
            year=year,
            value=stated.value,
            basis=stated.basis,
            source="reported",
            snapshot=self.run.snapshot.code,
            state="value" if stated.state == "zero" else stated.state,
        )


def series_of(run: Run, unit: Unit, shelf: Shelf) -> dict[str, Series]:
    """Return the series of every leaf in the plan's order; empty for a unit outside the scope.

    The number of queries does not depend on how many leaves, years or runs there are.
    """
    runs = _runs_of(run, [unit], shelf)
    found = shelf.results(runs.values(), units=[unit])
    results = {(result.run_id, result.leaf): result for result in found}
    if not results:
        return {}
    frozen = reported_figures(run.snapshot)
    redefined = _redefined(run, runs)
    records = _Records(run, shelf.stated_as(unit), runs, results, frozen, redefined)
    return {
        leaf: records.series(definition)
        for leaf, definition in definitions_of(run.snapshot).items()
    }


def series_of_all(run: Run) -> Iterator[tuple[UnitKey, dict[str, Series]]]:
    """Yield the series of every leaf for each unit of the run as it reported, whoever asks."""
    of_days = Run.objects.filter(snapshot__as_of__in=_days_before(run)).select_related("snapshot")
    runs = {r.snapshot.as_of: r for r in of_days.order_by("computed_at", "pk")}
    runs[run.snapshot.as_of] = run
    totals = Result.objects.totals().filter(run__in=runs.values())
    results: dict[UnitKey, dict[tuple[int, str], Any]] = defaultdict(dict)
    for row in totals.values_list(*READ, named=True):
        unit = row.unit__code, row.unit__valid_from
        results[unit][row.run_id, row.leaf] = row
    frozen, redefined = reported_figures(run.snapshot), _redefined(run, runs)
    definitions = definitions_of(run.snapshot)
    for unit, found in results.items():
        records = _Records(run, unit, runs, found, frozen, redefined)
        yield unit, {leaf: records.series(each) for leaf, each in definitions.items()}


def series_of_leaf(
    run: Run, definition: Definition, units: Collection[Unit], shelf: Shelf, dimension: str = TOTAL
) -> dict[tuple[int, str], Series]:
    """Return the years of one leaf by unit (its key in the database) and member of a breakdown.

    What may not be seen is hidden in each year as it is in that year's figures. What agencies
    stated stands beside the totals alone.
    """
    runs = _runs_of(run, units, shelf)
    found = shelf.results(runs.values(), leaf=definition.leaf, units=units, dimension=dimension)
    by_line: dict[tuple[int, str], dict[tuple[int, str], Result]] = defaultdict(dict)
    for result in found:
        key = result.run_id, definition.leaf
        by_line[result.unit_id, result.member][key] = result
    stated = {unit.pk: shelf.stated_as(unit) if dimension == TOTAL else None for unit in units}
    frozen, redefined = reported_figures(run.snapshot), _redefined(run, runs)
    return {
        line: _Records(run, stated[line[0]], runs, results, frozen, redefined).series(definition)
        for line, results in by_line.items()
    }


def year_ends_before(day: date) -> list[date]:
    """Return the last days of the years that stand beside a figure, oldest first."""
    return [date(day.year - back, 12, 31) for back in range(YEARS_BEFORE, 0, -1)]


def same_days_before(day: date) -> list[date]:
    """Return this day in those years; the last of February where there is no 29th."""
    return [shift(day, -back, "YEAR") for back in range(YEARS_BEFORE, 0, -1)]


def _days_before(run: Run) -> list[date]:
    day = run.snapshot.as_of
    return [*year_ends_before(day), *same_days_before(day)]


def _runs_of(run: Run, units: Collection[Unit], shelf: Shelf) -> dict[date, Run]:
    """Return the newest run with figures of the units for each earlier day, and the run itself."""
    parts = {part.pk for unit in units for part in shelf.made_of(unit)}
    theirs = Result.objects.visible_to(shelf.by).filter(run=OuterRef("pk"), unit__in=parts)
    runs = Run.objects.filter(Exists(theirs), snapshot__as_of__in=_days_before(run))
    in_order = runs.select_related("snapshot").order_by("computed_at", "pk")
    return {r.snapshot.as_of: r for r in in_order} | {run.snapshot.as_of: run}


def _redefined(run: Run, runs: Mapping[date, Run]) -> frozenset[tuple[date, str]]:
    """Return the earlier days and the leaves that another definition measured on them."""
    current = catalog_of(run.snapshot)
    now = {leaf: measured_by(d) for leaf, d in current.in_force(run.snapshot.as_of).items()}
    found = set()
    for day in _days_before(run):
        then = _in_force(runs.get(day, run), run, current, day)
        found |= {
            (day, leaf)
            for leaf, measured in now.items()
            if leaf not in then or measured_by(then[leaf]) != measured
        }
    return frozenset(found)


def _in_force(earlier: Run, run: Run, current: Catalog, day: date) -> Mapping[str, Definition]:
    """Return the definitions of the day; none when that catalogue cannot be read any more."""
    is_same = earlier.snapshot.catalog_sha256 == run.snapshot.catalog_sha256
    try:
        return (current if is_same else catalog_of(earlier.snapshot)).in_force(day)
    except (CatalogError, EngineError):
        return {}


def measured_by(definition: Definition) -> list[object]:
    """Return what decides a figure: words and sources may change without a year being another."""
    counted = [(term.table, term.where, term.count) for term in definition.terms.values()]
    names = ("kind", "formula", "unit", "per", "period")
    return [counted, *(getattr(definition, name) for name in names)]


def state_of(result: Any) -> State:
    """Say whether there is a value, and if not, whether there was nothing to count."""
    if result.value is not None:
        return "value"
    is_nothing = result.numerator == 0 and result.denominator == 0
    if is_nothing or result.attainment == Result.Attainment.NOT_APPLICABLE:
        return "not_applicable"
    return "no_data"
