"""The years of a leaf as a table, with the forecast in its last row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.dashboards.trend import without_measure
from mangnon.engine.definitions import Catalog
from mangnon.engine.forecast import Forecast
from mangnon.engine.outlook_words import (
    back_test_words,
    forecast_words,
    model_words,
    monthly_words,
)
from mangnon.engine.periods import period_of
from mangnon.indicators.outlook import Outlook
from mangnon.indicators.series import YearFigure
from mangnon.ui import formats
from mangnon.ui.formats import (
    basis_text,
    date_text,
    fraction_text,
    interval_text,
    number,
    value_with_unit,
)

FEWEST_DOTS = 2  # one dot alone shows no years


@dataclass(frozen=True)
class Row:
    """One year, this day or the forecast, in words; `note` says what is odd about it."""

    when: str
    value: str
    interval: str
    fraction: str
    basis: str
    source: str
    note: str = ""
    is_absent: bool = False
    is_hidden: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class Years:
    """The section of the page: the rows, and what is said of the forecast and of each month."""

    rows: Sequence[Row]
    forecast: str
    model: str
    tried: str
    monthly: str

    @property
    def is_drawn(self) -> bool:
        return sum(not row.is_absent for row in self.rows) >= FEWEST_DOTS


def years_of(outlook: Outlook, catalog: Catalog) -> Years:
    """Return the years of one leaf for one unit, ready to be shown."""
    series, ahead, need = outlook.series, outlook.ahead, outlook.monthly
    definition = series.definition
    return Years(
        rows=[
            *(_row(outlook, figure) for figure in series.figures),
            *([_ahead(outlook, ahead)] if ahead else []),
        ],
        forecast=forecast_words(definition, outlook.forecast),
        model=model_words(definition, ahead, series.as_of) if ahead else "",
        tried=back_test_words(definition, outlook.tried) if ahead else "",
        monthly=monthly_words(need, catalog.noun_of(definition))
        if need and need.ask != "exceeded"
        else "",
    )


def _row(outlook: Outlook, figure: YearFigure) -> Row:
    series, is_now = outlook.series, figure is outlook.series.now
    unit, decimals = series.definition.unit, series.definition.decimals
    is_absent = figure.value is None
    return Row(
        when=date_text(series.as_of) if is_now else str(figure.year),
        value=formats.HIDDEN
        if figure.is_hidden
        else without_measure(figure.value, series.definition, figure.state),
        interval="" if is_absent else interval_text(*figure.spread, unit, decimals),
        fraction="" if is_absent else fraction_text(figure.numerator, figure.denominator),
        basis="" if is_absent else basis_text(figure.basis),
        source=_source(outlook, figure),
        note=_note(outlook, figure),
        is_absent=is_absent,
        is_hidden=figure.is_hidden,
    )


def _ahead(outlook: Outlook, ahead: Forecast) -> Row:
    definition = outlook.series.definition
    unit, decimals = definition.unit, definition.decimals
    end = period_of(definition.period, outlook.series.as_of).end
    return Row(
        when=date_text(end),
        value=without_measure(ahead.value, definition),
        interval=interval_text(ahead.low, ahead.high, unit, decimals),
        fraction="",
        basis=_("forecast"),
        source="",
        is_ahead=True,
    )


def _source(outlook: Outlook, figure: YearFigure) -> str:
    if figure.state == "no_data" and not figure.is_hidden:
        return ""
    if figure.source == "reported" or not outlook.series.definition.is_computed:
        return _("the agency's report")
    return _("the registers, frozen")


def _note(outlook: Outlook, figure: YearFigure) -> str:
    """Say that a year measures another thing, or that an agency stated another figure for it."""
    definition, said = outlook.series.definition, []
    if figure.is_redefined:
        said.append(_("another definition"))
    if figure.source == "snapshot" and figure.reported is not None and figure.value is not None:
        shown = number(figure.value, definition.decimals)
        if number(figure.reported, definition.decimals) != shown:
            stated = value_with_unit(figure.reported, definition.unit, definition.decimals)
            said.append(_("the agency reported %(figure)s") % {"figure": stated})
    return "; ".join(said)
