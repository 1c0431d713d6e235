"""The targets of a review with their figures: from the newest run whose day lies in the period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from mangnon.core.models import Unit, User
from mangnon.engine.flags import SUPPRESSED
from mangnon.indicators.frozen import definitions_of
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import shelf_of
from mangnon.plans.models import IndicatorLead, Plan, Target
from mangnon.plans.reviews.figures import TargetLine
from mangnon.plans.reviews.period import Period
from mangnon.plans.reviews.writing import Part
from mangnon.ui.formats import figure_text

NO_FIGURE, HIDDEN_FIGURE = "…", "#"


def run_of(period: Period, by: User) -> Run | None:
    """Return the newest run of a day of the period with figures that the person may see."""
    theirs = Result.objects.visible_to(by).totals()
    runs = Run.objects.filter(snapshot__as_of__range=period.span).select_related("snapshot")
    newest_first = runs.order_by("-snapshot__as_of", "-computed_at", "-pk")
    return next((run for run in newest_first if theirs.filter(run=run).exists()), None)


def targets_of(
    part: Part, plan: Plan, run: Run | None, before: Run | None, *, by: User
) -> tuple[TargetLine, ...]:
    """Return the targets of the plan, of an organisation those that it leads, in their order.

    The review leaves the office: small counts are hidden whoever drafts it.
    """
    targets = Target.objects.confirmed().of(plan).exclude(leaf="").select_related("indicator")
    if part.organisation is not None:
        leads = IndicatorLead.objects.confirmed().of(plan).leads()
        led = leads.filter(organisation=part.organisation).values("indicator")
        targets = targets.filter(indicator__in=led)
    now, last = (_figures_of(part.unit, one, by) for one in (run, before))
    ordered = targets.order_by("indicator__position", "indicator__pk", "position", "pk")
    return tuple(
        _line(target, now.get(target.leaf), last.get(target.leaf), run) for target in ordered
    )


def province_over(unit: Unit, day: date) -> Unit:
    """Return the province that a unit lies in, on a day or on the unit's last one."""
    top = unit
    if not unit.exists_on(day):
        day = unit.valid_from
    while above := Unit.objects.on(day).filter(code=top.parent_code).first():
        top = above
    return top


def _figures_of(unit: Unit, run: Run | None, by: User) -> Mapping[str, Result]:
    if run is None:
        return {}
    shelf = shelf_of(run, None, by, is_public=True)
    home = shelf.home(unit)
    if home is None or not shelf.may_show(home):
        return {}
    return {result.leaf: result for result in shelf.results([run], units=[home])}


def _line(
    target: Target, result: Result | None, last: Result | None, run: Run | None
) -> TargetLine:
    definition = definitions_of(run.snapshot).get(target.leaf) if run else None
    told: dict[str, Any] = {
        "leaf": target.leaf, "goal": target.goal, "last": _shown(target, last, 1),
        "title": definition.title.vi if definition else target.measured or target.indicator.text,
    }  # fmt: skip
    if result is None:
        return TargetLine(shown=NO_FIGURE, **told)
    is_hidden = SUPPRESSED in result.flags
    return TargetLine(
        shown=_shown(target, result, definition.decimals if definition else 1),
        value=result.value, basis=result.basis,
        attainment=SUPPRESSED if is_hidden else result.attainment or "no_data", **told,
    )  # fmt: skip


def _shown(target: Target, result: Result | None, decimals: int) -> str:
    if result is None:
        return NO_FIGURE
    if SUPPRESSED in result.flags:
        return HIDDEN_FIGURE
    return figure_text(result.value, target.unit, decimals, result.attainment)
