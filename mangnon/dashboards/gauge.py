"""A small bar beside a figure: how far it is from its target at one look."""

from __future__ import annotations

from dataclasses import dataclass

from mangnon.dashboards.figures import Figure

FULL = 100.0
ROOM_BEYOND = 1.35


@dataclass(frozen=True)
class Gauge:
    """Places on a scale from 0 to 100: the value, its interval, and the target."""

    value: float
    low: float
    high: float
    target: float | None


def gauge_of(figure: Figure) -> Gauge | None:
    """Return the bar of a figure; None without a value, or for one that can fall below zero."""
    result, goal = figure.result, figure.goal
    if result.value is None or (goal and goal.relation in {"reduce_by", "increase_by"}):
        return None
    asked = float(goal.value) if goal else None
    low, high = figure.spread
    end = _end(result.value, asked, is_share=figure.definition.unit == "percent")
    return Gauge(
        _place(result.value, end),
        _place(result.value if low is None else low, end),
        _place(result.value if high is None else high, end),
        None if asked is None else _place(asked, end),
    )


def _end(value: float, asked: float | None, *, is_share: bool) -> float:
    """Return the value at the bar's end: 100% for a large share, else room beyond both."""
    largest = max(value, asked or 0.0)
    if is_share and largest * ROOM_BEYOND > FULL:
        return FULL
    return largest * ROOM_BEYOND or 1.0


def _place(x: float, end: float) -> float:
    return round(min(max(x / end, 0.0), 1.0) * FULL, 2)
