"""Where each leaf of a unit is heading: its years, the forecast, and what each month must bring."""

from __future__ import annotations

from dataclasses import dataclass

from mangnon.core.models import Unit
from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.forecast import (
    BackTest,
    Forecast,
    NoForecast,
    Now,
    Past,
    back_test,
    forecast,
)
from mangnon.engine.monthly import Monthly, monthly_need
from mangnon.engine.results import whole_counts
from mangnon.indicators.frozen import frozen_targets
from mangnon.indicators.models import Run
from mangnon.indicators.series import Series, series_of
from mangnon.indicators.shelves import Shelf


@dataclass(frozen=True)
class Outlook:
    """What the years of one leaf say of the end of this one; `tried` needs a forecast to try."""

    series: Series
    forecast: Forecast | NoForecast
    tried: BackTest | None
    monthly: Monthly | None

    @property
    def ahead(self) -> Forecast | None:
        return self.forecast if isinstance(self.forecast, Forecast) else None


def outlooks(run: Run, unit: Unit, shelf: Shelf) -> dict[str, Outlook]:
    """Return the outlook of every leaf for the unit; empty for a unit outside the scope."""
    targets = frozen_targets(run.snapshot)
    return {
        leaf: outlook_of(series, targets.get(leaf))
        for leaf, series in series_of(run, unit, shelf).items()
    }


def outlook_of(series: Series, target: Target | None) -> Outlook:
    definition, figure = series.definition, series.now
    numerator, denominator = whole_counts(figure.numerator, figure.denominator)
    now = Now(
        series.as_of, figure.value, numerator, denominator, figure.basis, *figure.spread
    )  # fmt: skip
    past = [
        Past(earlier.year, earlier.value, earlier.so_far)
        for earlier in series.before
        if earlier.value is not None and not earlier.is_redefined
    ]
    is_change = target is not None and target.relation in CHANGES
    found = (
        NoForecast("hidden")
        if figure.is_hidden
        else forecast(definition, now, past, is_change=is_change)
    )
    tried = None if isinstance(found, NoForecast) else back_test(definition, now, past)
    monthly = monthly_need(definition, target, numerator, denominator, series.as_of)
    return Outlook(series, found, tried, monthly)
