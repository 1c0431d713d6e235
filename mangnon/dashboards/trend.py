"""A figure among its years at one look: a line of a few dots, the way it goes, the year's end."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.outlook_words import monthly_words
from mangnon.indicators.outlook import Outlook
from mangnon.indicators.series import Series, YearFigure
from mangnon.ui.formats import HIDDEN, absence_text, interval_text, number

WIDTH, HEIGHT, EDGE = 88.0, 24.0, 4.0


@dataclass(frozen=True)
class Spark:
    """Places in a box of WIDTH x HEIGHT: the line through the years, and the last dot.

    The dot is `is_ahead` where it is the forecast: a count that still adds up is no whole year.
    """

    line: str
    x: float
    y: float
    is_ahead: bool


@dataclass(frozen=True)
class Trend:
    """What the board says of a leaf's years; "" where it has nothing to say."""

    year: int
    last: str
    arrow: str
    words: str
    spark: Spark | None
    forecast: str
    interval: str
    monthly: str


def trend_of(outlook: Outlook, catalog: Catalog) -> Trend:
    """Return the trend of a leaf, ready to be shown."""
    series, ahead = outlook.series, outlook.ahead
    definition, last = series.definition, series.last_year
    unit, decimals = definition.unit, definition.decimals
    arrow, words = _direction(outlook)
    return Trend(
        year=last.year,
        last=_last(last, definition),
        arrow=arrow,
        words=words,
        spark=_spark(outlook),
        forecast=without_measure(ahead.value, definition) if ahead else "",
        interval=interval_text(ahead.low, ahead.high, unit, decimals) if ahead else "",
        monthly=_monthly(outlook, catalog),
    )


def _last(last: YearFigure, definition: Definition) -> str:
    if last.is_hidden:
        return HIDDEN
    return "" if last.state == "no_data" else without_measure(last.value, definition, last.state)


def _monthly(outlook: Outlook, catalog: Catalog) -> str:
    """Return what each month must bring while there are months and something is still asked."""
    need = outlook.monthly
    if need is None or not need.is_open:
        return ""
    return monthly_words(need, catalog.noun_of(outlook.series.definition))


def without_measure(value: float | None, definition: Definition, state: str = "") -> str:
    """Return the figure without "/1.000", which is said beside it once."""
    if value is None:
        return absence_text(state)
    return number(value, definition.decimals) + ("%" if definition.unit == "percent" else "")


def _direction(outlook: Outlook) -> tuple[str, str]:
    """Return an arrow and its words from last year's figure to the one that compares with it."""
    series, now = outlook.series, _whole_year(outlook)
    definition, last = series.definition, series.last_year
    if now is None or last.value is None or last.is_redefined:
        return "", ""
    if number(now, definition.decimals) == number(last.value, definition.decimals):
        return "→", _("unchanged")
    is_up = now > last.value
    is_better = is_up == (definition.better == "higher")
    if is_up:
        return "↑", _("up, for the better") if is_better else _("up, for the worse")
    return "↓", _("down, for the better") if is_better else _("down, for the worse")


def _whole_year(outlook: Outlook) -> float | None:
    """Return what stands for this year beside whole years: the forecast of what still adds up."""
    series = outlook.series
    if not _still_adds_up(series):
        return series.now.value
    return outlook.ahead.value if outlook.ahead else None


def _still_adds_up(series: Series) -> bool:
    return series.definition.builds_up and series.now.basis != "final"


def _spark(outlook: Outlook) -> Spark | None:
    """Return the line of the years that measure the same thing; None when there are too few."""
    series, now = outlook.series, _whole_year(outlook)
    known = [
        (place, figure.value)
        for place, figure in enumerate(series.before)
        if figure.value is not None and not figure.is_redefined
    ]
    known += [] if now is None else [(len(series.before), now)]
    if len(known) < 2 or now is None:
        return None
    low, high = min(v for _p, v in known), max(v for _p, v in known)
    step = (WIDTH - 2 * EDGE) / len(series.before)
    span = high - low
    spots = [
        (EDGE + place * step, HEIGHT / 2 if not span else _height(value, low, span))
        for place, value in known
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    return Spark(line, round(spots[-1][0], 1), round(spots[-1][1], 1), _still_adds_up(series))


def _height(value: float, low: float, span: float) -> float:
    return HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)
