"""What of alternative care waits for one person: to decide on, to hand over, to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Min

from mangnon.cases.care.placement import Placement
from mangnon.cases.care.placing import FOLLOW_UP, FROM_FACILITY, PLACING
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import end_of_day, local_day, warning_of
from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.units.lineage import units_known

State = Placement.State


class Act(StrEnum):
    DECIDE = "decide"
    HAND_OVER = "hand-over"
    CHECK = "check"


# What is told to others once it is overdue: its limits, the state it is due in, and its last day.
ESCALATED = (
    (Act.HAND_OVER, (PLACING, FROM_FACILITY), State.DECIDED, "due_on"),
    (Act.CHECK, (FOLLOW_UP,), State.IN_CARE, "check_due_on"),
)


@dataclass(frozen=True)
class LateCare:
    """How many placements are overdue, the oldest of them since the end of `due_on`."""

    act: Act
    count: int
    due_on: date


@dataclass(frozen=True)
class CareDue:
    """What is to be done about one placement, until the end of which day."""

    placement: Placement
    act: Act
    due_on: date
    is_late: bool


def care_due(by: User, today: date, most: int) -> list[CareDue]:
    """Return what waits for the person among the placements that they see, the oldest day first.

    Proposals of others wait for who decides; hand-overs and checks for who keeps the lists, a
    check from the day on which its limit warns.
    """
    found = sorted(_waiting(by, today), key=lambda one: one[1])[:most]
    return [CareDue(placement, act, day, day < today) for placement, day, act in found]


def late_care(by: User, today: date) -> list[LateCare]:
    """Return how much of the person's units is overdue, for whom a limit escalates to.

    They are told how many and since when, and of no child: whoever keeps the lists answers them.
    """
    if by.unit_id is None:
        return []
    known = Placement.objects.filter(need__unit__in=units_known(by), need__ended_on=None)
    limits = case_catalog().clocks_on(today)
    found = []
    for act, codes, state, day in ESCALATED:
        if not any(by.role in limits[code].escalates_to for code in codes if code in limits):
            continue
        late = known.filter(state=state, **{f"{day}__lt": today})
        told = late.aggregate(count=Count("pk"), since=Min(day))
        if told["count"]:
            found.append(LateCare(act, told["count"], told["since"]))
    return found


def _waiting(by: User, today: date) -> Iterator[tuple[Placement, date, Act]]:
    decides, keeps = allowed(by, "care.decide"), allowed(by, "care.edit")
    states = [State.PROPOSED] * decides + [State.DECIDED, State.IN_CARE] * keeps
    seen = (
        Placement.objects.visible_to(by)
        .filter(state__in=states)
        .distinct()
        .only("need", "state", "proposed_by", "due_on", "handed_over_on", "check_due_on")
    )
    for one in seen if states else ():
        due, since = one.check_due_on, one.handed_over_on
        if one.state == State.PROPOSED and one.proposed_by_id != by.pk:
            yield one, one.due_on, Act.DECIDE
        elif one.state == State.DECIDED:
            yield one, one.due_on, Act.HAND_OVER
        elif due and since and _warns_on(since, due) <= today:
            yield one, due, Act.CHECK


def _warns_on(since: date, due: date) -> date:
    lead = case_catalog().clocks_on(due)[FOLLOW_UP].warn_before
    return local_day(warning_of(lead, end_of_day(since), end_of_day(due)))
