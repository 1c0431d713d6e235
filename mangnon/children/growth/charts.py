"""Which charts a child's measurements make: the curves of WHO for its sex and age, its points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.children.growth.history import Taken
from mangnon.children.register import Child, Sex
from mangnon.engine import growth
from mangnon.ui.charts import Spec
from mangnon.ui.formats import date_text, number
from mangnon.ui.growth_chart import Axes, Line, Point, growth_chart

SDS = (-3, -2, 0, 2, 3)
# The axis ends with the first of these months that all points lie within.
SPANS = (24, 60, 120, 228)
LENGTHS, HEIGHTS = (45.0, 110.0), (65.0, 120.0)


@dataclass(frozen=True)
class Chart:
    """One chart: its name in addresses, the score it shows, what its axes say."""

    slug: str
    index: str
    title: str | Promise
    unit: str
    decimals: int
    measure: Callable[[Taken], float | None]
    by_age: Callable[..., npt.NDArray[np.float64]] | None
    last_month: int = SPANS[-1]


CHARTS = (
    Chart("weight", "waz", gettext_lazy("Weight for age"), "kg", 1, lambda t: t.weight,
          growth.weight_for_age, 120),
    Chart("height", "haz", gettext_lazy("Length or height for age"), "cm", 1, lambda t: t.height,
          growth.height_for_age),
    Chart("weight-for-height", "whz", gettext_lazy("Weight for length or height"), "kg", 1,
          lambda t: t.weight, None),
    Chart("bmi", "baz", gettext_lazy("BMI for age"), "kg/m²", 1, lambda t: t.bmi,
          growth.bmi_for_age),
)  # fmt: skip


def charts_of(child: Child, history: Sequence[Taken]) -> list[Chart]:
    """Return the charts that the measurements make, at least one point on each."""
    return [chart for chart in CHARTS if any(_points(chart, history))]


def spec_of(chart: Chart, child: Child, history: Sequence[Taken]) -> Spec:
    points = list(_points(chart, history))
    if chart.by_age is None:
        is_lying = _is_lying(history)
        ends = LENGTHS if is_lying else HEIGHTS
        lines = _lines_for_height(child.sex, is_lying)
        across = _("length in cm") if is_lying else _("height in cm")
        return growth_chart(lines, points, Axes(across, chart.unit, ends, 10))
    last = min(next(m for m in SPANS if m >= _oldest(points)), chart.last_month)
    step = 2 if last <= SPANS[0] else 6 if last <= SPANS[1] else 12
    axes = Axes(_("age in months"), chart.unit, (0.0, float(last)), step)
    return growth_chart(_lines_by_age(chart.slug, child.sex, last), points, axes)


@cache
def _lines_by_age(slug: str, sex: str, last: int) -> tuple[Line, ...]:
    if sex == Sex.UNKNOWN:
        return ()
    by_age = next(chart.by_age for chart in CHARTS if chart.slug == slug)
    assert by_age is not None  # noqa: S101 - whoever asks has looked
    months = np.arange(0, last + 1, 1 if last <= SPANS[1] else 3)
    days = np.minimum(np.round(months * growth.DAYS_OF_A_MONTH), growth.LAST_DAY).astype(int)
    sexes = [sex] * len(days)
    return tuple(Line(sd, months.tolist(), by_age([sd] * len(days), sexes, days)) for sd in SDS)


@cache
def _lines_for_height(sex: str, is_lying: bool) -> tuple[Line, ...]:
    if sex == Sex.UNKNOWN:
        return ()
    low, high = LENGTHS if is_lying else HEIGHTS
    heights = np.arange(low, high + 0.1, 1.0)
    count = len(heights)
    day = [0 if is_lying else growth.FIRST_STANDING_DAY] * count
    sexes = [sex] * count
    weights = {sd: growth.weight_for_height([sd] * count, sexes, day, heights) for sd in SDS}
    return tuple(Line(sd, heights.tolist(), weight) for sd, weight in weights.items())


def _points(chart: Chart, history: Sequence[Taken]) -> Iterator[Point]:
    is_lying = _is_lying(history)
    for taken in history:
        value = chart.measure(taken)
        across = taken.months if chart.by_age else taken.height
        if value is None or across is None:
            continue
        if chart.by_age is None and taken.is_lying != is_lying:
            continue
        if across < 0 or (chart.by_age and across > chart.last_month):
            continue
        score = getattr(taken.row, chart.index)
        is_flagged = taken.is_flagged(chart.index)
        yield Point(
            across,
            value,
            when=f"{date_text(taken.row.measured_on)} ({taken.age})",
            shown=f"{number(value, chart.decimals)} {chart.unit}",
            score=_("implausible") if is_flagged else number(score, 2),
            is_flagged=is_flagged,
        )


def _is_lying(history: Sequence[Taken]) -> bool:
    """Say whether the latest weight for height is one for length."""
    both = [t for t in history if t.weight is not None and t.height is not None]
    return bool(both) and both[-1].is_lying


def _oldest(points: Sequence[Point]) -> float:
    return max((point.x for point in points), default=0.0)
