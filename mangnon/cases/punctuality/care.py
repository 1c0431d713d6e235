"""Time limits of alternative care that were kept or broken: hand-overs and regular checks.

Care is written down by days, so its limits are told from days: kept to the end of the last one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from mangnon.cases.care.placement import Placement
from mangnon.cases.care.placing import FOLLOW_UP, FROM_FACILITY, PLACING, next_check
from mangnon.cases.clocks.limits import end_of_day, local_day
from mangnon.cases.punctuality.counting import Delay, Place

State = Placement.State
DAY, WEEK = 1, 7


@dataclass(frozen=True)
class CareLimit:
    """One limit: its last day, the day it was met (None: not yet), and when that was entered."""

    unit: int
    code: str
    due_on: date
    met_on: date | None
    entered_at: datetime | None = None

    def outcome(self, today: date) -> str | None:
        """Return one of OUTCOMES; None while it runs in time."""
        if self.met_on is None:
            return "running_late" if self.due_on < today else None
        late = (self.met_on - self.due_on).days
        if late > 0:
            return "late_day" if late <= DAY else "late_week" if late <= WEEK else "late_more"
        is_late_entry = self.entered_at is not None and local_day(self.entered_at) > self.due_on
        return "kept_by_entry" if is_late_entry else "kept"


def care_limits(units: Collection[int], year: int) -> list[CareLimit]:
    """Return the limits of the units' placements whose last day lies in a year.

    A proposal that was returned has none; neither has the check that care did not live to see.
    """
    placements = Placement.objects.filter(need__unit__in=units).exclude(state=State.RETURNED)
    placements = placements.select_related("need").prefetch_related("checks")
    plain = placements.only(
        "state", "due_on", "handed_over_on", "hand_over_entered_at", "ended_on",
        "need__unit", "need__from_facility",
    )  # fmt: skip
    return [one for placement in plain for one in _of(placement) if one.due_on.year == year]


def count_care(limits: Iterable[CareLimit], today: date) -> Counter[Place]:
    """Return the counts of the finest places, as `count_limits` does for the clocks of cases."""
    counted: Counter[Place] = Counter()
    for one in limits:
        if outcome := one.outcome(today):
            counted[Place(one.unit, one.code, one.due_on.replace(day=1), outcome)] += 1
    return counted


def care_delays(limits: Iterable[CareLimit]) -> dict[str, Delay]:
    """Return by limit how long after the end of the day itself it was entered: the middle one."""
    delays: dict[str, list[timedelta]] = defaultdict(list)
    for one in limits:
        if one.met_on is not None and one.entered_at is not None:
            delay = one.entered_at - end_of_day(one.met_on)
            delays[one.code].append(max(delay, timedelta(0)))
    return {
        code: Delay(len(found), int(sorted(found)[(len(found) - 1) // 2].total_seconds() // 3600))
        for code, found in delays.items()
    }


def _of(placement: Placement) -> Iterator[CareLimit]:
    unit, handed_over = placement.need.unit_id, placement.handed_over_on
    code = FROM_FACILITY if placement.need.from_facility else PLACING
    entered = placement.hand_over_entered_at
    yield CareLimit(unit, code, placement.due_on, handed_over, entered)
    if handed_over is None:
        return
    checks = sorted(placement.checks.all(), key=lambda check: check.checked_on)
    days = [handed_over, *(check.checked_on for check in checks)]
    for (before, day), check in zip(pairwise(days), checks, strict=True):
        yield CareLimit(unit, FOLLOW_UP, next_check(before), day, check.entered_at)
    owed, ended = next_check(days[-1]), placement.ended_on
    if ended is None or ended > owed:
        yield CareLimit(unit, FOLLOW_UP, owed, ended)
