"""What of alternative care waits for one person: to decide on, to hand over, to check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mangnon.cases.care.placement import Placement
from mangnon.cases.care.placing import FOLLOW_UP
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import end_of_day, local_day, warning_of
from mangnon.core.access import allowed
from mangnon.core.models import User

State = Placement.State


class Act(StrEnum):
    DECIDE = "decide"
    HAND_OVER = "hand-over"
    CHECK = "check"


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
