"""Which targets an activity may be for: those of the plan of the province in force that year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mangnon.activities.catalog import catalog_on
from mangnon.core.models import Unit, User
from mangnon.plans.models import Target


def targets_of_plan(by: User, day: date) -> Mapping[str, str]:
    """Return what each leaf of the plan measures, and those that count children, by leaf.

    An approved plan is for every commune of the province, whether or not it lies in their scope.
    """
    told: dict[str, str] = {}
    if (province := _province_of(by, day)) is not None:
        targets = Target.objects.in_force(day.year, province)
        ordered = targets.order_by("indicator__position", "indicator__pk", "position", "pk")
        told = {target.leaf: target.measured for target in ordered}
    for leaf in catalog_on(day).leaves.values():
        told.setdefault(leaf.leaf, leaf.label)
    return told


def _province_of(by: User, day: date) -> Unit | None:
    top = by.unit
    if top is not None and not top.exists_on(day):
        day = top.valid_from
    while top and (above := Unit.objects.on(day).filter(code=top.parent_code).first()):
        top = above
    return top
