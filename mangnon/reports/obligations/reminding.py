"""Reminding of reports before they are due, and telling further up when they are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from mangnon.core.audit import record
from mangnon.core.working_calendar import working_calendar
from mangnon.reports.obligations.catalog import Catalog, Step, catalog_on
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.reminder import ObligationReminder


@transaction.atomic
def remind(day: date) -> int:
    """Write the reminders of a day that are not there yet; return how many.

    Nobody is reminded on a day off; what was missed while the server was off is told later.
    """
    days = working_calendar()
    if not days.is_working_day(day):
        return 0
    catalog = catalog_on(day)
    owed = Obligation.objects.unanswered().select_related("unit")
    soon = list(owed.filter(counted_until__lte=days.add_working_days(day, catalog.ahead)))
    told = set(
        ObligationReminder.objects.filter(obligation__in=soon).values_list(
            "obligation", "step", "due_on"
        )
    )
    made = [
        ObligationReminder(
            obligation=one, step=step.code, to=step.to, words=step.words,
            due_on=one.counted_until, told_on=day,
        )
        for one in soon
        for step in steps_of(catalog, days.working_days_between(day, one.counted_until))
        if (one.pk, step.code, one.counted_until) not in told
    ]  # fmt: skip
    ObligationReminder.objects.bulk_create(made, ignore_conflicts=True)
    for reminder in made:
        owing = reminder.obligation
        record(None, "obligation.remind", owing, unit=owing.unit, step=reminder.step)
    return len(made)


def steps_of(catalog: Catalog, left: int) -> Iterator[Step]:
    """Yield what is told with so many working days left, a negative number when it is late.

    Before the day only the nearest step: with 5 days left, nobody is told that 14 are.
    """
    if left > 0:
        nearest = (step for step in catalog.before if left <= -step.days)
        if (step := next(nearest, None)) is not None:
            yield step
    for step in catalog.after:
        if step.days <= -left:
            yield step
