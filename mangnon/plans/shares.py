"""Shares of communes that no whole number of communes meets exactly: what they really ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.models import Unit
from mangnon.engine.attainment import needed_numerator
from mangnon.engine.load import load_catalog
from mangnon.plans.items import plain
from mangnon.plans.models import Plan, ReadingWarning, Target

HUNDRED = 100
COMPARISONS = (
    Target.Relation.AT_LEAST,
    Target.Relation.ABOVE,
    Target.Relation.AT_MOST,
    Target.Relation.BELOW,
)


def refresh_share_warnings(plan: Plan) -> None:
    """Make the plan's `unattainable-share` warnings say what its targets ask now.

    A warning that a person settled stays settled for as long as its target stays the same.
    """
    code = ReadingWarning.Code.UNATTAINABLE_SHARE
    wanted = dict(_sentences(plan))
    kept = set()
    for warning in plan.warnings.filter(code=code):
        if warning.text in wanted:
            kept.add(warning.text)
        else:
            warning.delete()
    ReadingWarning.objects.bulk_create(
        ReadingWarning(
            plan=plan,
            code=code,
            text=text,
            line=target.line,
            item_line=target.line,
            indicator=target.indicator,
        )
        for text, target in wanted.items()
        if text not in kept
    )


def _sentences(plan: Plan) -> Iterator[tuple[str, Target]]:
    """Yield each warning's sentence and target, in the language of the plan, whoever asks."""
    targets = Target.objects.of(plan).standing().select_related("indicator")
    shares = targets.filter(
        leaf__in=_leaves_counted_in_communes(),
        unit=Target.Measure.PERCENT,
        relation__in=COMPARISONS,
    )
    communes = _communes(plan)
    with translation.override("vi"):
        for target in shares:
            if plain(target.value) * communes % HUNDRED:
                yield _sentence(target, communes), target


def _sentence(target: Target, communes: int) -> str:
    needed = needed_numerator(target.relation, plain(target.value), communes, HUNDRED)
    words = {"leaf": target.leaf, "goal": target.goal, "needed": needed, "all": communes}
    if needed is None:
        return _("Target %(leaf)s (%(goal)s) is met by no number of the %(all)s communes.") % words
    return _("Target %(leaf)s (%(goal)s) needs %(needed)s of %(all)s communes.") % words


def _leaves_counted_in_communes() -> frozenset[str]:
    indicators = load_catalog(catalog_in_force()).indicators
    return frozenset(
        leaf
        for leaf, definition in indicators.items()
        if definition.denominator and definition.denominator.table == "communes"
    )


def _communes(plan: Plan) -> int:
    """Count the communes of the plan's unit on the day it was issued, or when its year began."""
    day = plan.issued_on or (date(plan.year, 1, 1) if plan.year else None)
    if day is None:
        return 0
    return plan.unit.subtree().on(day).filter(level=Unit.Level.COMMUNE).count()
