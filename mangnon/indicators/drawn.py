"""A leaf drawn: its years, for the page and for the report, and the axis of any chart of it."""

from __future__ import annotations

from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import ESTIMATED
from mangnon.engine.periods import period_of
from mangnon.indicators.outlook import Outlook
from mangnon.indicators.series import Series
from mangnon.ui.charts import Axis, Spec
from mangnon.ui.formats import UNIT_SUFFIXES, target_text
from mangnon.ui.series_chart import Dot, series_chart

OTHER, ESTIMATE, NOT_TOLD = "định nghĩa khác", "ước tính", "không nêu"


def outlook_chart(outlook: Outlook, target: Target | None) -> Spec:
    """Return the chart of the years, of today coloured by its attainment, and of the forecast."""
    series, ahead = outlook.series, outlook.ahead
    dots = [*_years(series), _today(series)]
    if ahead is not None:
        end = period_of(series.definition.period, series.as_of).end
        label = ("dự báo", f"{end:%d/%m}")
        dots.append(Dot(label, ahead.value, ahead.low, ahead.high, "forecast"))
    return series_chart(dots, axis_of(series.definition, target), rule_at(target))


def rule_at(target: Target | None) -> float | None:
    """Return where a target stands on the axis; a fall or rise on last year stands nowhere."""
    return None if target is None or target.relation in CHANGES else float(target.value)


def axis_of(definition: Definition, target: Target | None) -> Axis:
    """Return what a leaf measures, with the words for the rule at its target."""
    suffix = UNIT_SUFFIXES[definition.unit]
    words = [f"trên {suffix[1:]}"] if suffix.startswith("/") else []
    if target is not None and rule_at(target) is not None:
        asked = target_text(target.relation, target.value, target.value_max, target.unit)
        words.append(f"vạch đứt: mục tiêu {asked}")
    return Axis(definition.unit, definition.decimals, "; ".join(words))


def _years(series: Series) -> list[Dot]:
    dots, is_other = [], series.before[0].is_redefined
    for figure in series.before:
        said = [NOT_TOLD] if figure.is_hidden else []
        said += [OTHER] if figure.is_redefined else []
        said += [ESTIMATE] if ESTIMATED in figure.flags else []
        label = (str(figure.year), *said)
        spread = figure.spread
        dots.append(Dot(label, figure.value, *spread, is_apart=figure.is_redefined != is_other))
        is_other = figure.is_redefined
    return dots


def _today(series: Series) -> Dot:
    """Return the figure of the day. What still adds up is no continuation of whole years."""
    figure, day = series.now, series.as_of
    is_apart = series.definition.builds_up or series.last_year.is_redefined
    label, spread = (f"{day:%d/%m}", f"{day:%Y}"), figure.spread
    return Dot(label, figure.value, *spread, "now", figure.attainment, is_apart=is_apart)
