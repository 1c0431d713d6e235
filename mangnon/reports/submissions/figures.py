"""The figures of a body's report: taken from a run, frozen with their receipts, never typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.documents.writing.receipt import FigureReceipt
from mangnon.engine.attainment import Target
from mangnon.engine.definitions import Definition
from mangnon.indicators.frozen import definitions_of, frozen_targets, number_of, units_day
from mangnon.indicators.models import Result, Run
from mangnon.indicators.moving import as_number
from mangnon.indicators.series import YearFigure, series_of
from mangnon.indicators.shelves import shelf_of
from mangnon.plans.models import IndicatorLead, Plan
from mangnon.plans.reviews.writing import Part
from mangnon.reports.reviews.targets import province_over
from mangnon.reports.submissions.parts import SubmissionFigure
from mangnon.reports.wording import figure_key, year_key
from mangnon.snapshots.services import require_untouched
from mangnon.ui.formats import target_text


@dataclass(frozen=True)
class FrozenFigure:
    """One figure of a leaf; `computed` and `last_year` are receipts not yet printed anywhere."""

    leaf: str
    title: str
    computed: dict[str, Any]
    last_year: dict[str, Any] | None


def counted_unit(part: Part, day: date) -> Unit:
    """Return the unit whose figures stand in a report: an organisation's are its province's."""
    return part.unit if part.organisation is None else province_over(part.unit, day)


def run_for(part: Part, first: date, last: date, *, by: User) -> Run | None:
    """Return the newest run of a day between both that covers the body's unit.

    A unit that was made by a reform is covered where all that it was made of is.
    """
    unit = counted_unit(part, last)
    theirs = Result.objects.visible_to(by).totals().filter(run=OuterRef("pk"))
    runs = Run.objects.filter(snapshot__as_of__range=(first, last)).select_related("snapshot")
    newest = runs.order_by("-snapshot__as_of", "-computed_at", "-pk")
    own: Run | None = newest.filter(Exists(theirs.filter(unit=unit))).first()
    if own is not None:
        return own
    known = newest.filter(Exists(theirs)).first()
    return known if known is not None and _covers(known, unit, by) else None


def units_moved_to(run: Run, unit: Unit) -> date | None:
    """Return the day on whose units the unit's figures stand; None for those that reported."""
    return None if unit.exists_on(units_day(run.snapshot)) else unit.valid_from


def _covers(run: Run, unit: Unit, by: User) -> bool:
    day = units_moved_to(run, unit)
    if day is None:
        return False
    try:
        return shelf_of(run, day, by, is_public=True).may_show(unit)
    except (Refused, KeyError):  # no units are known of one of the days
        return False


def freeze(part: Part, run: Run | None, plan: Plan, *, by: User) -> tuple[FrozenFigure, ...]:
    """Return the figures of the leaves with a target, in the plan's order; small ones hidden.

    An organisation has those of the indicators that it leads.
    """
    if run is None:
        return ()
    unit = counted_unit(part, run.snapshot.as_of)
    targets = frozen_targets(run.snapshot)
    series = series_of(run, unit, shelf_of(run, units_moved_to(run, unit), by, is_public=True))
    led = None if part.organisation is None else _led_by(part.organisation, plan)
    return tuple(
        FrozenFigure(
            leaf=leaf,
            title=definition.title.vi,
            computed=_receipt(figure_key(leaf, unit.code), leaf, unit, targets[leaf], one.now),
            last_year=_before(leaf, unit, targets[leaf], one.last_year),
        )
        for leaf, definition in definitions_of(run.snapshot).items()
        if leaf in targets and (led is None or number_of(leaf) in led)
        if (one := series.get(leaf)) is not None
    )


def refuse_what_disagrees(
    figures: list[SubmissionFigure], part: Part, run: Run | None, plan: Plan, *, by: User
) -> None:
    """Raise Refused where a kept figure is not what its run and its frozen snapshot say."""
    if run is None:
        return
    require_untouched(run.snapshot)
    now = {one.leaf: one for one in freeze(part, run, plan, by=by)}
    for figure in figures:
        known = now.get(figure.leaf)
        if (
            known is not None
            and figure.computed == known.computed
            and (figure.last_year == known.last_year)
        ):
            continue
        raise Refused(
            _("The figure of indicator %(leaf)s is not what its receipt says; draft again.")
            % {"leaf": figure.leaf}
        )


def goals_of(run: Run | None) -> Mapping[str, tuple[Target, Definition]]:
    """Return the target and the definition of each leaf, as they stood when it was frozen."""
    if run is None:
        return {}
    definitions = definitions_of(run.snapshot)
    targets = frozen_targets(run.snapshot)
    return {leaf: (target, definitions[leaf]) for leaf, target in targets.items()}


def goal_text(target: Target) -> str:
    return target_text(target.relation, target.value, target.value_max, target.unit)


def _led_by(organisation: Organisation, plan: Plan) -> set[str]:
    leads = IndicatorLead.objects.confirmed().of(plan).leads().filter(organisation=organisation)
    return set(leads.values_list("indicator__number", flat=True))


def _before(leaf: str, unit: Unit, target: Target, year: YearFigure) -> dict[str, Any] | None:
    """Return last year's figure; none where it measured another thing."""
    if year.value is None or year.is_redefined:
        return None
    key = year_key(leaf, unit.code, year.year)
    snapshot = year.snapshot if year.source == "snapshot" else ""
    receipt = _receipt(key, leaf, unit, target, year)
    return receipt | {"year": year.year, "snapshot": snapshot, "attainment": None}


def _receipt(key: str, leaf: str, unit: Unit, target: Target, figure: YearFigure) -> dict[str, Any]:
    return asdict(
        FigureReceipt(
            key=key, leaf=leaf, unit=unit.code, unit_valid_from=unit.valid_from.isoformat(),
            measure=target.unit, numerator=as_number(figure.numerator),
            denominator=as_number(figure.denominator), value=figure.value,
            attainment=_attainment(figure), basis=figure.basis, shown={},
        )
    )  # fmt: skip


def _attainment(figure: YearFigure) -> str | None:
    """Return how far the target is reached; None of a hidden figure, which tells nothing."""
    if figure.is_hidden or figure.attainment:
        return figure.attainment or None
    return "no_data" if figure.value is None else None
