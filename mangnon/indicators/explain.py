"""Why a figure is what it is, for the pages and the command line."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from mangnon.core.models import User
from mangnon.engine.behind.missing import count_missing, hidden_words, missing_words, why_no_list
from mangnon.engine.continuity import Continuity
from mangnon.engine.definitions import Catalog
from mangnon.engine.explanation import Explanation, explain
from mangnon.engine.outlook_words import (
    back_test_words,
    forecast_words,
    model_words,
    monthly_words,
)
from mangnon.engine.what_if import WhatIf, what_if
from mangnon.indicators.asked import figure_of
from mangnon.indicators.beside import beside
from mangnon.indicators.frozen import (
    catalog_of,
    definitions_of,
    frozen_targets,
    last_years_value,
)
from mangnon.indicators.gaps.counted import counted_rows
from mangnon.indicators.gaps.gap import Gap
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import as_number
from mangnon.indicators.outlook import Outlook, outlooks
from mangnon.indicators.series import YearFigure
from mangnon.indicators.shelves import Shelf, shelf_of


def explain_result(result: Result, shelf: Shelf) -> Explanation:
    """Explain a figure from what its own snapshot froze: definition, target, last year."""
    snapshot = result.run.snapshot
    stated_as = shelf.stated_as(result.unit)
    return explain(
        catalog_of(snapshot),
        result.leaf,
        result,
        unit_name=shelf.label(result.unit),
        as_of=snapshot.as_of,
        target=frozen_targets(snapshot).get(result.leaf),
        baseline=last_years_value(snapshot, result.leaf, *stated_as) if stated_as else None,
    )


def try_result(result: Result, shelf: Shelf, more: int) -> WhatIf:
    """Say what the figure would be with more, or fewer, counted; EngineError for what cannot be."""
    snapshot = result.run.snapshot
    stated_as = shelf.stated_as(result.unit)
    return what_if(
        catalog_of(snapshot),
        definitions_of(snapshot)[result.leaf],
        result,
        more,
        as_of=snapshot.as_of,
        target=frozen_targets(snapshot).get(result.leaf),
        baseline=last_years_value(snapshot, result.leaf, *stated_as) if stated_as else None,
    )


def explain_figure(
    run: Run,
    *,
    leaf: str,
    unit_code: str | None,
    by: User,
    units_on: date | None = None,
    more: int | None = None,
) -> dict[str, Any]:
    """Explain the total of a leaf (or its code) for a unit; Refused where there is none.

    Without a unit it is the whole province. With `units_on` the figure is on that day's units.
    Beside the explanation stand the rows that were counted and left out, as far as the person may
    know them, how many are behind the gap, what the figure would be with `more` in its numerator,
    the years before, the forecast and what each month must bring.
    """
    shelf = shelf_of(run, units_on, by)
    result = figure_of(run, leaf=leaf, unit_code=unit_code, shelf=shelf)
    explained = explain_result(result, shelf).as_dict()
    outlook = outlooks(run, result.unit, shelf)[result.leaf]
    continuity = continuity_of(outlook, result, shelf)
    around = beside(run, result.leaf, result.unit, shelf)
    behind, tried = _behind(run, result, shelf), None
    said = [*behind["sentences"], *around.sentences]
    if more is not None:
        tried = try_result(result, shelf, more)
        said.append(tried.text)
    said += [
        *_outlook_sentences(outlook, catalog_of(run.snapshot)),
        f"Chuỗi số liệu: {continuity.text}",
    ]
    return explained | {
        "text": "\n".join([explained["text"], *said]),
        "unit": result.unit.code,
        "unit_valid_from": result.unit.valid_from.isoformat(),
        "unit_name": shelf.label(result.unit),
        "units_on": units_on.isoformat() if units_on else None,
        "continuity": continuity.as_dict(),
        "numerator": as_number(result.numerator),
        "denominator": as_number(result.denominator),
        "low": result.low,
        "high": result.high,
        "rows": behind["rows"],
        "rows_note": behind["note"],
        "missing": behind["missing"],
        "missing_note": behind["missing_note"],
        "what_if": tried.as_dict() if tried else None,
        "snapshot": run.snapshot.code,
        **around.as_dict(),
        "years": [_year(figure) for figure in outlook.series.figures],
        "forecast": asdict(outlook.forecast),
        "tried": asdict(outlook.tried) if outlook.tried else None,
        "monthly": asdict(outlook.monthly) if outlook.monthly else None,
    }


def continuity_of(outlook: Outlook, result: Result, shelf: Shelf) -> Continuity:
    """Return the note for the years of a figure: what reforms and definitions did to them."""
    redefined = tuple(f.year for f in outlook.series.before if f.is_redefined)
    return replace(shelf.continuity(result.unit, result.flags), redefined=redefined)


def _behind(run: Run, result: Result, shelf: Shelf) -> dict[str, Any]:
    """Return the rows behind a figure and how many miss the target, with sentences of both."""
    gap = Gap(run, result.leaf, result.unit, shelf)
    counted = counted_rows(gap, result, shelf.by)
    note, count = why_no_list(gap.definition), None
    said = counted.sentences
    if note:
        said = [*said, note]
    elif gap.is_hidden:
        said = [*said, hidden_words(gap.noun)]
    else:
        count = count_missing(gap.definition, result.numerator, result.denominator)
        said = [*said, missing_words(gap.definition, gap.noun, count)]
    return {
        "rows": [chain.as_dict() for chain in counted.chains],
        "note": counted.why_not,
        "missing": as_number(count),
        "missing_note": note,
        "sentences": said,
    }


def _year(figure: YearFigure) -> dict[str, Any]:
    counts = {name: as_number(getattr(figure, name)) for name in ("numerator", "denominator")}
    return asdict(figure) | counts


def _outlook_sentences(outlook: Outlook, catalog: Catalog) -> list[str]:
    definition, ahead, need = outlook.series.definition, outlook.ahead, outlook.monthly
    said = [f"Dự báo hết kỳ: {forecast_words(definition, outlook.forecast).removesuffix('.')}."]
    if ahead:
        said.append(model_words(definition, ahead, outlook.series.as_of))
        said.append(back_test_words(definition, outlook.tried))
    if need:
        said.append(f"Theo tháng: {monthly_words(need, catalog.noun_of(definition))}.")
    return said
