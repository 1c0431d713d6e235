"""Tasks of a plan that were given before it was known whom a name of the plan means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from mangnon.core.audit import record
from mangnon.core.models import Organisation, User
from mangnon.plans.items import Agency, Task
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.giving import from_plan
from mangnon.plans.work.note import AssignmentNote


def pass_to_named(
    agencies: Iterable[Agency], former: Organisation | None, named: Organisation,
    *, by: User, now: datetime,
) -> None:  # fmt: skip
    """Give the open tasks of the agencies to the organisation that their name means.

    They come from the organisation that it was taken for until now, or from nobody. Of an agency
    of several bodies whose tasks others have by now, it gets its own. Call it in a transaction.
    """
    for agency in agencies:
        is_still_linked = former is not None and former in agency.organisations.all()
        for task in Task.objects.of(agency.plan).confirmed().filter(agency=agency):
            given = task.assignments.select_for_update(of=("self",)).order_by("due_on", "pk")
            held = list(given)
            if not held or any(one.organisation_id == named.pk for one in held):
                continue
            old = [one for one in held if one.organisation == former and not is_still_linked]
            moved = [one for one in old or _of_nobody(held) if one.is_open]
            for one in moved:
                _pass(one, named, by, now)
            if not moved and all(one.organisation_id is not None for one in held):
                made = from_plan(agency.plan, task, named, by, now)
                made.save(force_insert=True)
                record(by, "task.give", made, unit=made.unit)


def _of_nobody(held: list[Assignment]) -> list[Assignment]:
    return [one for one in held if one.organisation_id is None]


def _pass(one: Assignment, named: Organisation, by: User, now: datetime) -> None:
    before = one.doer
    one.organisation = named
    one.version += 1
    one.save()
    AssignmentNote.objects.create(
        assignment=one, kind=AssignmentNote.Kind.GIVEN, by=by, at=now,
        text=_("From %(before)s to %(after)s.") % {"before": before, "after": named},
    )  # fmt: skip
    record(by, "task.pass", one, unit=one.unit)
