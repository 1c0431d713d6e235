"""The years beside a leaf's figure, its forecast, and what each month that is left must bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mangnon.engine.forecast import Forecast, NoForecast
from mangnon.engine.outlook_words import REASONS
from mangnon.indicators.moving import as_number
from mangnon.indicators.outlook import Outlook
from mangnon.indicators.series import YearFigure
from mangnon.reports.facts import Leaf, Standing, Year
from mangnon.snapshots.services import find_snapshot


def with_years(leaf: Leaf, outlook: Outlook) -> Leaf:
    """Return the leaf with its earlier years, the forecast for this one and the monthly need."""
    ahead, monthly = outlook.forecast, outlook.monthly
    before = [figure for figure in outlook.series.before if figure.value is not None]
    return replace(
        leaf,
        years=tuple(map(_year, before)),
        ahead=ahead if isinstance(ahead, Forecast) else None,
        monthly=monthly if monthly and monthly.is_open else None,
        why_not_ahead=REASONS[ahead.reason] if isinstance(ahead, NoForecast) else "",
    )


def _year(figure: YearFigure) -> Year:
    is_frozen = figure.source == "snapshot"
    standing = Standing(
        attainment=(figure.attainment or None) if is_frozen else None,
        basis=figure.basis,
        value=figure.value,
        numerator=as_number(figure.numerator),
        denominator=as_number(figure.denominator),
    )
    snapshot = figure.snapshot if is_frozen else ""
    return Year(figure.year, standing, snapshot, figure.is_redefined)


def manifests_of(leaves: Iterable[Leaf]) -> Mapping[str, str]:
    """Return the hash of each earlier snapshot that the years come from."""
    codes = {year.snapshot for leaf in leaves for year in leaf.years if year.snapshot}
    return {code: find_snapshot(code).manifest_sha256 for code in sorted(codes)}
