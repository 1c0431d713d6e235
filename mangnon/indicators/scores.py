"""The scoreboard as values: every leaf of the province beside its target."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mangnon.core.models import User
from mangnon.core.units.province import results_province
from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.indicators.frozen import definitions_of, frozen_targets, number_of
from mangnon.indicators.models import Result, Run
from mangnon.plans.models import IndicatorLead


def scores(run: Run, *, by: User) -> list[dict[str, Any]]:
    """Return one row a leaf in the plan's order, in the shape of `demo --json`.

    `target` and `value` are numbers in the leaf's own unit; `needs` is the smallest whole numerator
    that meets the target (the largest that still does when lower is better), None when reported.
    """
    targets = frozen_targets(run.snapshot)
    in_force = IndicatorLead.objects.visible_to(by).in_force(run.snapshot.as_of.year)
    leads = in_force.names_by_number()
    results = Result.objects.visible_to(by).totals().filter(run=run, unit=results_province())
    found = {result.leaf: result for result in results}
    return [
        _row(definition, targets.get(leaf), found[leaf], leads.get(number_of(leaf), ()))
        for leaf, definition in definitions_of(run.snapshot).items()
        if leaf in found
    ]


def _row(
    definition: Definition, target: Target | None, result: Result, leads: tuple[str, ...]
) -> dict[str, Any]:
    return {
        "leaf": definition.leaf,
        "code": definition.code,
        "title": definition.title.vi,
        "relation": target and target.relation,
        "target": target and _number(target.value),
        "unit": target and target.unit,
        "value": result.value,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "attainment": result.attainment,
        "needs": target.needed(result.denominator, definition.per) if target else None,
        "basis": result.basis,
        "lead": "; ".join(leads),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
