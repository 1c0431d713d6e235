"""Asking units, by a task each, for the targets that their socio-economic plans lack: once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.plans.socioeconomic.carried import AskedTarget, period_text
from mangnon.plans.socioeconomic.matrix import Row, Wanted, rows, units_of
from mangnon.plans.work.giving import Asked, give


@transaction.atomic
def ask_for_missing(wanted: Wanted, *, due_on: date, by: User, now: datetime) -> int:
    """Give each unit of the person one task with all that its plan lacks and was not asked for yet.

    Return how many tasks were given. Of two people who ask at once the second finds nothing more.
    """
    access.require(by, "task.assign")
    if due_on < now.date():
        raise Refused(_("The day on which the tasks are due has passed; choose a later one."))
    units = units_of(by, now.date())
    held = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("pk")
    list(held.select_for_update(no_key=True))
    lacking = [row for row in rows(units, wanted, by=by) if row.missing]
    for row in lacking:
        _ask(row, wanted, due_on, by, now)
    return len(lacking)


def _ask(row: Row, wanted: Wanted, due_on: date, by: User, now: datetime) -> None:
    period = period_text(wanted.kind, wanted.first_year)
    words = {"period": period, "leaves": ", ".join(row.missing)}
    title = _("Carry the targets for children into the socio-economic plan %(period)s: %(leaves)s")
    result = _("The plan carries them, and the system names the document and the lines.")
    task = give(
        Asked(title % words, row.unit, due_on=due_on, expected_result=result), by=by, now=now
    )
    AskedTarget.objects.bulk_create(
        AskedTarget(
            unit=row.unit, kind=wanted.kind, first_year=wanted.first_year, leaf=leaf,
            assignment=task,
        )
        for leaf in row.missing
    )  # fmt: skip
    record(by, "socioeconomic.ask", task, unit=row.unit, period=period, leaves=row.missing)
