"""Entering a model of work and changing it: may I, lock, rule, change, record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.activities.attendance.parts import Counts, checked
from mangnon.activities.evidence.adding import choose_tasks
from mangnon.activities.good_practice.practice import Practice
from mangnon.activities.good_practice.records import PracticeCost, PracticeState
from mangnon.activities.keeping import require_own
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.funding.catalog import sources
from mangnon.plans.work.fields import fields
from mangnon.ui.formats import date_text

FIELDS = (
    "field", "unit", "place_words", "organiser", "organiser_words", "results", "leaves",
)  # fmt: skip
FIRST = (Practice.State.PILOT, Practice.State.RUNNING)
Costs = Mapping[str, int]


@transaction.atomic
def enter_practice(
    key: UUID, name: str, values: Mapping[str, Any], costs: Costs, state: str, from_day: date,
    *, by: User, today: date,
) -> Practice:  # fmt: skip
    """Enter a model that is tried or runs; the same form sent again is the one that is there.

    `costs` are đồng by the code of a source.
    """
    access.require(by, "activity.edit")
    known: Practice | None = sent_before(Practice.objects, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    if state not in FIRST:
        raise Refused(_("A model begins as a pilot, or running."))
    if from_day > today:
        raise Refused(_("The day lies in the future; enter the model when it has begun."))
    practice = Practice(pk=key, entered_by=by, state=state, began_on=from_day)
    _fill(practice, name, values, by)
    practice.save(force_insert=True)
    PracticeState.objects.create(practice=practice, state=state, from_day=from_day)
    _set_costs(practice, costs)
    record(by, "practice.enter", practice, unit=practice.unit)
    return practice


@transaction.atomic
def change_practice(
    practice_id: UUID, name: str, values: Mapping[str, Any], costs: Costs,
    *, seen_at: datetime, by: User,
) -> Practice:  # fmt: skip
    """Write other values of a model that nobody has changed since the person saw it."""
    practice = locked(practice_id, by, seen_at=seen_at)
    _fill(practice, name, values, by)
    _set_costs(practice, costs)
    touch(practice)
    record(by, "practice.change", practice, unit=practice.unit)
    return practice


@transaction.atomic
def count_practice(
    practice_id: UUID, children: int, adults: int, parts: Counts, *, by: User
) -> Practice:
    """Tell how many take part; raise Refused where the parts do not add up."""
    practice = locked(practice_id, by)
    practice.children, practice.adults = children, adults
    practice.parts = checked(children, parts)
    touch(practice)
    record(by, "practice.count", practice, unit=practice.unit)
    return practice


@transaction.atomic
def link_practice(practice_id: UUID, tasks: Iterable[UUID], *, by: User) -> Practice:
    """Say which tasks of the plan the model carries out, of those that the person sees."""
    practice = locked(practice_id, by)
    count = choose_tasks(practice, tasks, by)
    touch(practice)
    record(by, "practice.link_tasks", practice, unit=practice.unit, tasks=count)
    return practice


def locked(practice_id: UUID, by: User, *, seen_at: datetime | None = None) -> Practice:
    """Return the model, locked, when the person keeps it and saw it as it is."""
    access.require(by, "activity.edit")
    mine = Practice.objects.edited_by(by).select_for_update(of=("self",))
    found: Practice | None = mine.filter(pk=practice_id).first()
    if found is None:
        raise Refused(_("This model is kept by another organisation or commune."))
    if seen_at is not None and found.changed_at != seen_at:
        raise Refused(
            _("Somebody has changed this model since you opened it. Open it again first.")
        )
    return found


def touch(practice: Practice) -> None:
    """Save the model, and let whoever has seen it before know that it has changed."""
    practice.changed_at = timezone.now()
    practice.save()


def _fill(practice: Practice, name: str, values: Mapping[str, Any], by: User) -> None:
    practice.set_name(name)
    for field in FIELDS:
        setattr(practice, field, values[field])
    if practice.field not in fields():
        raise Refused(_("Choose one of the fields of work."))
    require_own(practice, by)
    if practice.organiser is None and not practice.organiser_words:
        raise Refused(_("Say who runs the model."))
    if not practice.unit.exists_on(practice.began_on):
        raise Refused(
            _("%(unit)s does not exist on %(day)s; choose the unit of that day.")
            % {"unit": practice.unit, "day": date_text(practice.began_on)}
        )


def _set_costs(practice: Practice, costs: Costs) -> None:
    if unknown := costs.keys() - sources().keys():
        raise ValueError(f"no source of money is {unknown}")
    if min(costs.values(), default=0) < 0:
        raise Refused(_("An amount is 0 đồng or more."))
    practice.costs.all().delete()
    PracticeCost.objects.bulk_create(
        PracticeCost(practice=practice, source=source, amount=amount)
        for source, amount in costs.items()
        if amount
    )
