"""Beginning the plans of many units at once, as the focal office does for a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.plans.local.drafting import Proposed, draft_of, targets_of
from mangnon.plans.local.holders import units_for
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget
from mangnon.plans.plan import Plan


def units_without(plan: Plan, level: str, *, by: User, now: datetime) -> list[Unit]:
    """Return the person's units of a level that have neither a plan of the year nor a draft."""
    begun = LocalPlan.objects.filter(year=plan.year or now.year, organisation=None)
    begun = begun.open() | begun.in_force()
    units = units_for(by, now.date()).filter(level=level)
    return list(units.exclude(pk__in=begun.values("unit")).order_by("name_key", "code"))


@transaction.atomic
def start_all(
    plan: Plan, level: str, proposed: Mapping[int, Proposed], *, by: User, now: datetime
) -> int:
    """Begin the plan of every unit that has none yet and that something was proposed for.

    Return how many were begun.
    """
    access.require(by, "local_plan.draft")
    if not plan.is_in_force:
        raise Refused(_("The province's plan for %(year)s is not in force.") % {"year": plan.year})
    wanted = Unit.objects.filter(pk__in=proposed).order_by("pk")
    list(wanted.select_for_update(no_key=True))
    units = [u for u in units_without(plan, level, by=by, now=now) if u.pk in proposed]
    made = [draft_of(unit, proposed[unit.pk], by=by, now=now, key=uuid4()) for unit in units]
    store(made, proposed)
    if made:
        record(by, "local_plan.start_all", plan, unit=plan.unit, level=level, plans=len(made))
    return len(made)


def store(made: Sequence[LocalPlan], proposed: Mapping[int, Proposed]) -> None:
    """Write drafts of units with the targets that were proposed for each."""
    LocalPlan.objects.bulk_create(made)
    targets = [target for one in made for target in targets_of(one, proposed[one.unit_id])]
    LocalTarget.objects.bulk_create(targets, batch_size=2000)
