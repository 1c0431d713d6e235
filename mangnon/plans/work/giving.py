"""Giving tasks: all of a plan at once, one by hand; changing what is asked, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.organisations.late_offers import offer_what_ended_bodies_hold
from mangnon.core.sent_again import sent_before
from mangnon.core.units.lineage import units_known
from mangnon.plans.items import KeyTaskItem, Task
from mangnon.plans.plan import Plan
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote
from mangnon.plans.work.rights import lock_assignment, may_give, require
from mangnon.ui.context import today


class Outdated(Refused):
    """Somebody else changed the assignment since the page was made."""


@dataclass(frozen=True)
class Asked:
    """What is asked of whoever does it, as a person wrote it."""

    title: str
    unit: Unit
    organisation: Organisation | None = None
    partners: Sequence[Organisation] = ()
    expected_result: str = ""
    field: str = ""
    begins_on: date | None = None
    due_on: date | None = None
    recurs: str = ""
    needs_evidence: bool = False
    point: KeyTaskItem | None = None
    key: UUID = column(default_factory=uuid4)


@transaction.atomic
def give_tasks_of(plan: Plan, *, by: User, now: datetime) -> int:
    """Give every task of a plan in force that was not given yet; return how many were.

    Each organisation that the plan names for a task gets one; where it names none that is known,
    the task stays with the focal office until it is given. They are due when the year ends.
    """
    access.require(by, "task.assign")
    plan = Plan.objects.visible_to(by).select_for_update(of=("self",)).get(pk=plan.pk)
    if not plan.is_in_force or plan.year is None:
        raise Refused(_("Only the tasks of a plan in force can be given; approve the plan first."))
    tasks = Task.objects.of(plan).confirmed().select_related("agency")
    tasks = tasks.prefetch_related("agency__organisations").order_by(
        "agency__position", "agency_id", "position", "pk"
    )
    given = set(
        Assignment.objects.filter(task__agency__plan=plan, follows=None).values_list("task_id")
    )
    made = [
        from_plan(plan, task, organisation, by, now)
        for task in tasks
        if (task.pk,) not in given
        for organisation in list(task.agency.organisations.all()) or [None]
    ]
    Assignment.objects.bulk_create(made)
    if made:
        record(by, "task.give_plan", plan, unit=plan.unit, tasks=len(made))
        given_to = Organisation.objects.filter(assignments__plan=plan).distinct()
        ended = given_to.exclude(pk__in=Organisation.objects.on(today()))
        offer_what_ended_bodies_hold(ended, by=by, today=today())
    return len(made)


def from_plan(
    plan: Plan, task: Task, organisation: Organisation | None, by: User, now: datetime
) -> Assignment:
    """Return what is given for a task of the plan, not yet saved; it is due when the year ends."""
    year = plan.year or now.year
    made = Assignment(
        unit=plan.unit, organisation=organisation, plan=plan, task=task,
        begins_on=date(year, 1, 1), due_on=date(year, 12, 31), created_by=by, created_at=now,
    )  # fmt: skip
    made.set_title(task.text)
    return made


def tasks_not_given(plan: Plan) -> int:
    """Count the plan's tasks that nobody was given yet."""
    return int(Task.objects.of(plan).confirmed().filter(assignments=None).count())


@transaction.atomic
def give(asked: Asked, *, by: User, now: datetime) -> Assignment:
    """Give a task by hand; a form that is sent twice makes it once.

    Without the right to give to others it is the person's own organisation's, or their commune's.
    """
    access.require(by, "task.do")
    known: Assignment | None = sent_before(
        Assignment.objects.visible_to(by), asked.key, by=by, sent_by="created_by"
    )
    if known is not None:
        return known
    _require_within(asked, by)
    _require_own(asked, by)
    return _given(asked, not access.allowed(by, "task.assign"), by, now)


@transaction.atomic
def demand(asked: Asked, *, by: User, now: datetime) -> Assignment:
    """Give what another act demands of whoever answers for it, such as the remedy of a finding.

    Whoever calls it has asked for the right to demand it; the unit is one that the person serves.
    """
    _require_within(asked, by)
    return _given(asked, False, by, now)


def _given(asked: Asked, is_own: bool, by: User, now: datetime) -> Assignment:
    made = Assignment(pk=asked.key, is_own=is_own, created_by=by, created_at=now)
    _fill(made, asked)
    made.save(force_insert=True)
    made.partners.set(asked.partners)
    record(by, "task.give", made, unit=made.unit)
    return made


@transaction.atomic
def change(assignment: Assignment, asked: Asked, *, seen: int, by: User, now: datetime) -> None:
    """Change what is asked, or who does it; the story tells when it passes to another."""
    held = lock_assignment(assignment, by)
    require(may_give(held, by), "task.assign")
    if held.version != seen:
        raise Outdated(_("Somebody else changed the task meanwhile. Look at it again."))
    if not held.is_open:
        raise Refused(_("The task is closed; reopen it first."))
    _require_within(asked, by)
    _require_own(asked, by)
    before, doer = values_of(held), held.doer
    _fill(held, asked)
    held.version += 1
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise Refused(
            _("%(name)s was given this task of the plan already; report on that one.")
            % {"name": held.doer}
        ) from error
    held.partners.set(asked.partners)
    if doer != held.doer:
        AssignmentNote.objects.create(
            assignment=held, kind=AssignmentNote.Kind.GIVEN, by=by, at=now,
            text=_("From %(before)s to %(after)s.") % {"before": doer, "after": held.doer},
        )  # fmt: skip
    record(by, "task.change", held, unit=held.unit, **changes_since(before, held))


def _fill(assignment: Assignment, asked: Asked) -> None:
    assignment.set_title(asked.title)
    for name in (
        "unit", "organisation", "expected_result", "field", "begins_on", "due_on", "recurs",
        "needs_evidence",
    ):  # fmt: skip
        setattr(assignment, name, getattr(asked, name))
    if assignment.task_id is None:
        assignment.point = asked.point
        assignment.plan = asked.point.key_task.plan if asked.point else None
    assignment.due_day = asked.due_on.day if asked.recurs and asked.due_on else None


def _require_within(asked: Asked, by: User) -> None:
    """Refuse what cannot be asked, and what lies outside of the units that the person serves."""
    if asked.recurs and asked.due_on is None:
        raise Refused(_("A task that recurs has a day on which it is due first; say which."))
    if asked.begins_on and asked.due_on and asked.due_on < asked.begins_on:
        raise Refused(_("The task would be due before it begins; look at both days again."))
    if asked.point and not KeyTaskItem.objects.visible_to(by).filter(pk=asked.point.pk).exists():
        raise Refused(_("The point of the plan is not in your scope; choose one of the list."))
    if asked.unit.pk not in units_known(by):
        raise Refused(
            _("You do not serve %(unit)s; choose a unit of yours.") % {"unit": asked.unit}
        )


def _require_own(asked: Asked, by: User) -> None:
    """Refuse what the person may not ask of others."""
    if access.allowed(by, "task.assign"):
        return
    own = by.organisation if access.keeps_to_an_organisation(by) else None
    if asked.organisation != own or (own is None and access.keeps_to_an_organisation(by)):
        raise Refused(_("You may set tasks for your own organisation or commune only."))
