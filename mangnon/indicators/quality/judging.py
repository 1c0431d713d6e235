"""Everything that quality checks look at, gathered for one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django.utils import timezone

from mangnon.core.models import Unit
from mangnon.engine.periods import period_of
from mangnon.engine.quality.check import Check, Level
from mangnon.engine.quality.counted import count_shares
from mangnon.engine.quality.finding import Earlier, Figure, Judged, Reporting
from mangnon.engine.reported import UnitKey
from mangnon.engine.results import whole_counts
from mangnon.indicators.frozen import catalog_of
from mangnon.indicators.models import Run
from mangnon.indicators.series import Series, YearFigure, series_of_all
from mangnon.plans.models import Deadline
from mangnon.values.models import ReportedValue


def judged(run: Run, checks: Sequence[Check]) -> Judged:
    """Return what the checks of the run's day look at; figures of all units, whoever asks."""
    as_of, catalog = run.snapshot.as_of, catalog_of(run.snapshot)
    figures: dict[tuple[UnitKey, str], Figure] = {}
    earlier: dict[tuple[UnitKey, str], tuple[Earlier, ...]] = {}
    for unit, series in series_of_all(run):
        for leaf, years in series.items():
            figures[unit, leaf] = _figure(years.now)
            if before := comparable(years):
                earlier[unit, leaf] = before
    units = {unit for unit, _leaf in figures}
    return Judged(
        as_of=as_of,
        catalog=catalog,
        levels=_levels(units),
        figures=figures,
        earlier=earlier,
        shares=count_shares(run.snapshot.folder, catalog, checks, as_of),
        reporting=reporting(run, as_of),
    )


def comparable(series: Series) -> tuple[Earlier, ...]:
    """Return the earlier years that a figure may be held against, oldest first.

    A figure that still builds up stands beside those of the same day; a year that another
    definition measured beside none.
    """
    years = [year for year in series.before if year.value is not None and not year.is_redefined]
    if (
        series.definition.builds_up
        and not period_of(series.definition.period, series.as_of).is_over
    ):
        return tuple(Earlier(y.year, y.so_far) for y in years if y.so_far is not None)
    return tuple(
        Earlier(year.year, year.value or 0.0, low=year.low, high=year.high, **_counts(year))
        for year in years
    )


def reporting(run: Run, as_of: date) -> Reporting:
    """Return the first day of the year by which the plan wants reports, and when figures came."""
    dues = [
        deadline.on if deadline.is_inclusive else deadline.on - timedelta(days=1)
        for deadline in Deadline.objects.in_force(as_of.year).filter(on__year=as_of.year)
        if deadline.on is not None
    ]
    entered = ReportedValue.objects.filter(year=as_of.year, entered_at__lte=run.snapshot.taken_at)
    rows = entered.values_list("unit__code", "unit__valid_from", "leaf", "entered_at")
    days: Mapping[tuple[UnitKey, str], date] = {
        ((code, valid_from), leaf): timezone.localdate(at) for code, valid_from, leaf, at in rows
    }
    return Reporting(min(dues, default=None), days)


def _figure(now: YearFigure) -> Figure:
    return Figure(now.value, low=now.low, high=now.high, attainment=now.attainment, **_counts(now))


def _counts(year: YearFigure) -> dict[str, Any]:
    numerator, denominator = whole_counts(year.numerator, year.denominator)
    return {"numerator": numerator, "denominator": denominator}


def _levels(units: set[UnitKey]) -> dict[UnitKey, Level]:
    known = Unit.objects.values_list("code", "valid_from", "level")
    return {(code, day): cast(Level, level) for code, day, level in known if (code, day) in units}
