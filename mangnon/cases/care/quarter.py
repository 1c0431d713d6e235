"""What the commune reports of its lists each quarter: counts of carers and children."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import Placement
from mangnon.core.models import User

MONTHS = 3


@dataclass(frozen=True)
class Quarter:
    """Counts from the first day to the last; `carers` and `needs` are those on the last day."""

    first: date
    last: date
    carers: int
    registered: int
    struck: int
    needs: int
    handed_over: int
    ended: int

    @property
    def number(self) -> int:
        return (self.first.month - 1) // MONTHS + 1


def quarter_before(day: date, by: User) -> Quarter:
    """Return the counts of the last whole quarter, of what the person may see."""
    last = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1) - timedelta(days=1)
    first = date(last.year, last.month - MONTHS + 1, 1)
    span = (first, last)
    carers, needs = Carer.objects.visible_to(by), CareNeed.objects.visible_to(by)
    placements = Placement.objects.visible_to(by)
    there = carers.filter(registered_on__lte=last)
    listed = needs.filter(entered_at__date__lte=last)
    return Quarter(
        first=first,
        last=last,
        carers=there.filter(Q(left_on=None) | Q(left_on__gt=last)).count(),
        registered=carers.filter(registered_on__range=span).count(),
        struck=carers.filter(left_on__range=span).count(),
        needs=listed.filter(Q(ended_on=None) | Q(ended_on__gt=last)).count(),
        handed_over=placements.filter(handed_over_on__range=span).count(),
        ended=placements.filter(ended_on__range=span).count(),
    )
