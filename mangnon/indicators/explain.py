"""Why a figure is what it is, for the pages and the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.engine import Catalog, Explanation, explain
from mangnon.engine.outlook_words import (
    back_test_words,
    forecast_words,
    model_words,
    monthly_words,
)
from mangnon.indicators.frozen import (
    catalog_of,
    definitions_of,
    frozen_targets,
    last_years_value,
)
from mangnon.indicators.models import Result, Run
from mangnon.indicators.outlook import Outlook, outlooks


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
    """Explain the total of a leaf (or its code) for a unit; Refused when there is none.

    Beside the explanation stand the years before, the forecast and what each month must bring.
    """
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
    outlook = outlooks(run, result.unit, by)[wanted]
    said = _outlook_sentences(outlook, catalog_of(run.snapshot))
    return explained | {
        "text": "\n".join([explained["text"], *said]),
        "unit": result.unit.code,
        "unit_valid_from": result.unit.valid_from.isoformat(),
        "unit_name": str(result.unit),
        "numerator": result.numerator,
        "denominator": result.denominator,
        "low": result.low,
        "high": result.high,
        "snapshot": run.snapshot.code,
        "years": [asdict(figure) for figure in outlook.series.figures],
        "forecast": asdict(outlook.forecast),
        "tried": asdict(outlook.tried) if outlook.tried else None,
        "monthly": asdict(outlook.monthly) if outlook.monthly else None,
    }


def _outlook_sentences(outlook: Outlook, catalog: Catalog) -> list[str]:
    definition, ahead, need = outlook.series.definition, outlook.ahead, outlook.monthly
    said = [f"Dự báo hết kỳ: {forecast_words(definition, outlook.forecast).removesuffix('.')}."]
    if ahead:
        said.append(model_words(definition, ahead, outlook.series.as_of))
        said.append(back_test_words(definition, outlook.tried))
    if need:
        said.append(f"Theo tháng: {monthly_words(need, catalog.noun_of(definition))}.")
    return said
