"""Which targets an activity may be for: those of the plan of the province in force that year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mangnon.activities.catalog import catalog_on
from mangnon.core.models import User
from mangnon.plans.local.holders import plan_over
from mangnon.plans.models import Target


def targets_of_plan(by: User, day: date) -> Mapping[str, str]:
    """Return what each leaf of the plan measures, and those that count children, by leaf.

    An approved plan is for every commune of the province, whether or not it lies in their scope,
    and for those that a reform made of them in its year.
    """
    told: dict[str, str] = {}
    plan = plan_over(by.unit, day.year) if by.unit else None
    if plan is not None:
        targets = Target.objects.of(plan).confirmed().select_related("indicator")
        ordered = targets.order_by("indicator__position", "indicator__pk", "position", "pk")
        told = {target.leaf: target.measured for target in ordered}
    for leaf in catalog_on(day).leaves.values():
        told.setdefault(leaf.leaf, leaf.label)
    return told
