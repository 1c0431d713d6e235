"""Why a figure is what it is, for the pages and the command line."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.engine import Explanation, explain
from mangnon.indicators.frozen import (
    catalog_of,
    definitions_of,
    frozen_targets,
    last_years_value,
)
from mangnon.indicators.models import Result, Run


def explain_result(result: Result) -> Explanation:
    """Explain a stored figure from what its own snapshot froze: definition, target, last year."""
    snapshot = result.run.snapshot
    unit = result.unit
    return explain(
        catalog_of(snapshot),
        result.leaf,
        result,
        unit_name=str(unit),
        as_of=snapshot.as_of,
        target=frozen_targets(snapshot).get(result.leaf),
        baseline=last_years_value(snapshot, result.leaf, unit.code, unit.valid_from),
    )


def explain_figure(run: Run, *, leaf: str, unit_code: str, by: User) -> dict[str, Any]:
    """Explain the total of a leaf (or its code) for a unit; Refused when there is none."""
    known = definitions_of(run.snapshot)
    by_code = {definition.code: number for number, definition in known.items()}
    wanted = by_code.get(leaf, leaf)
    found = Result.objects.visible_to(by).totals().filter(run=run, leaf=wanted)
    result = found.filter(unit__code=unit_code).select_related("unit", "run__snapshot").first()
    if result is None:
        raise Refused(
            _("There is no figure of “%(leaf)s” for unit “%(unit)s” in %(snapshot)s.")
            % {"leaf": leaf, "unit": unit_code, "snapshot": run.snapshot.code}
        )
    explained = explain_result(result).as_dict()
    return explained | {
        "unit": result.unit.code,
        "unit_valid_from": result.unit.valid_from.isoformat(),
        "unit_name": str(result.unit),
        "numerator": result.numerator,
        "denominator": result.denominator,
        "low": result.low,
        "high": result.high,
        "snapshot": run.snapshot.code,
    }
