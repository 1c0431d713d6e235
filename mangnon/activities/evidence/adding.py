"""Files come to an activity, and the activity to the tasks of the plan that it carries out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mangnon.activities.activity import Activity
from mangnon.activities.evidence.proof import Proof
from mangnon.activities.keeping import locked, touch
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.uploads.attaching import Brought, brought_in
from mangnon.plans.models import Assignment

MOST_TASKS = 100


@transaction.atomic
def add_proofs(
    activity_id: UUID, brought: Iterable[Brought], *, shows_children: bool, by: User, now: datetime
) -> list[Proof]:
    """Keep files with an activity; the same file sent again is the one that is there."""
    activity = locked(activity_id, by)
    uploads = brought_in(brought, by=by, now=now)
    if not uploads:
        raise Refused(_("Choose a file first."))
    there = set(activity.proofs.values_list("upload__sha256", flat=True))
    made = [
        Proof.objects.create(
            activity=activity, upload=upload, shows_children=shows_children, added_by=by,
            added_at=now,
        )
        for upload in uploads
        if upload.sha256 not in there
    ]  # fmt: skip
    if made:
        touch(activity)
        activity.save(update_fields=["changed_at"])
        record(by, "activity.add_proof", activity, unit=activity.unit, files=len(made))
    return made


class CarriesOut(Protocol):
    """What carries out tasks of the plan: a unit's, and the body's that holds it."""

    unit_id: Any
    organiser_id: Any
    assignments: Any


def tasks_for(record: CarriesOut, by: User) -> QuerySet[Assignment]:
    """Return the tasks that a record may carry out: open ones of its body and unit."""
    theirs = Q(unit=record.unit_id)
    if record.organiser_id is not None:
        theirs |= Q(organisation=record.organiser_id)
    linked = Q(pk__in=record.assignments.values("pk"))
    open_now = Q(pk__in=Assignment.objects.open().filter(theirs).values("pk"))
    seen = Assignment.objects.visible_to(by).filter(open_now | linked)
    tasks: QuerySet[Assignment] = seen.order_by("due_on", "pk")[:MOST_TASKS]
    return tasks


@transaction.atomic
def link_tasks(activity_id: UUID, tasks: Iterable[UUID], *, by: User) -> Activity:
    """Say which tasks of the plan the activity carries out, of those that the person sees."""
    activity = locked(activity_id, by)
    count = choose_tasks(activity, tasks, by)
    touch(activity)
    activity.save(update_fields=["changed_at"])
    record(by, "activity.link_tasks", activity, unit=activity.unit, tasks=count)
    return activity


def choose_tasks(carries: CarriesOut, tasks: Iterable[UUID], by: User) -> int:
    """Link exactly these of the tasks that the person may choose; return how many they are."""
    offered = {task.pk: task for task in tasks_for(carries, by)}
    chosen = set(tasks)
    if chosen - offered.keys():
        raise Refused(_("Choose tasks of the unit or organisation of the activity."))
    carries.assignments.remove(*(task for key, task in offered.items() if key not in chosen))
    carries.assignments.add(*(offered[key] for key in chosen))
    return len(chosen)
