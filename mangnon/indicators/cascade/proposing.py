"""Proposing what each target of the province's plan is for a unit or an organisation.

Local plans are read by many, so proposals stand on figures that everybody may see: where a unit's
own figure is hidden, the proposal knows nothing of it. Decision 0050.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.engine.attainment import CHANGES
from mangnon.engine.definitions import Definition
from mangnon.indicators.cascade.reckoning import PER
from mangnon.indicators.cascade.standing import CHILDREN, NotTold, Stand, Standings
from mangnon.indicators.frozen import number_of, units_day
from mangnon.indicators.models import Run
from mangnon.indicators.services import newest_run
from mangnon.indicators.shelves import shelf_of
from mangnon.plans.items import Target
from mangnon.plans.local.drafting import Proposal, Proposed
from mangnon.plans.local.holders import Holder
from mangnon.plans.local.local_target import LocalTarget
from mangnon.plans.plan import Plan

Method = LocalTarget.Method
ONE = Fraction(1)
HUNDREDTH = Decimal("0.01")


class Way(StrEnum):
    """How rates are proposed; numbers are always parted by share."""

    AS_IS = "as_is"
    OWN_START = "own_start"


def targets_of_plan(plan: Plan) -> list[Target]:
    """Return the confirmed targets of the plan's own year, one a leaf, in the plan's order."""
    found = Target.objects.of(plan).confirmed().filter(year=plan.year)
    in_order = found.select_related("indicator").order_by("indicator__position", "position", "pk")
    return list({target.leaf: target for target in in_order}.values())


def proposed_for(holder: Holder, plan: Plan, way: Way) -> Proposed:
    """Return what is proposed to one holder from the newest figures; Refused for another's plan."""
    if isinstance(holder, Organisation):
        return _of_organisation(holder, plan)
    return proposed_for_units([holder], plan, way)[holder.pk]


def proposed_for_units(
    units: Sequence[Unit], plan: Plan, way: Way, *, run: Run | None = None
) -> dict[int, Proposed]:
    """Return the proposals of each unit; all are of one level and of the units of one day."""
    run = run or newest_run(local_administrator())
    targets = targets_of_plan(plan)
    if run is None:
        as_is = [Proposal(target, target.value) for target in targets]
        return {unit.pk: Proposed(plan, as_is) for unit in units}
    standings = _standings(run, units)
    by_unit: dict[int, list[Proposal]] = {unit.pk: [] for unit in units}
    for target in targets:
        for pk, proposal in _of_target(target, standings, way).items():
            if pk in by_unit:
                by_unit[pk].append(proposal)
    snapshot = run.snapshot
    return {
        pk: Proposed(plan, proposals, snapshot.code, snapshot.as_of)
        for pk, proposals in by_unit.items()
    }


def _of_organisation(organisation: Organisation, plan: Plan) -> Proposed:
    """Return, as they are, the targets of the indicators that the organisation leads."""
    led = set(
        organisation.indicator_leads.of(plan).confirmed().leads().values_list(
            "indicator__number", flat=True
        )
    )  # fmt: skip
    own = [t for t in targets_of_plan(plan) if number_of(t.leaf) in led]
    if not own:
        raise Refused(
            _("%(organisation)s leads no indicator of the plan for %(year)s.")
            % {"organisation": organisation, "year": plan.year}
        )
    return Proposed(plan, [Proposal(target, target.value) for target in own])


def _standings(run: Run, units: Sequence[Unit]) -> Standings:
    """Return the figures of the units' whole level, as everybody may see them."""
    reader: User = local_administrator()
    day = units_day(run.snapshot)
    as_reported = all(unit.exists_on(day) for unit in units)
    on = None if as_reported else max(unit.valid_from for unit in units)
    shelf = shelf_of(run, on, reader, is_public=True)
    home = shelf.home(reader.unit) if reader.unit else None
    if home is None:
        raise Refused(_("There are no figures on the units of this plan."))
    return Standings(run, home, units[0].level, shelf)


def _of_target(target: Target, standings: Standings, way: Way) -> dict[int, Proposal]:
    definition = standings.definitions.get(target.leaf)
    if definition is None:
        return {unit.pk: Proposal(target, target.value) for unit in standings.units}
    try:
        stands = standings.of(target.leaf)
    except NotTold:
        stands = [Stand(unit, Fraction(0), None, is_hidden=True) for unit in standings.units]
    if target.unit == Target.Measure.COUNT:
        return _by_share(target, stands, _what(definition, standings))
    return {
        stand.unit.pk: _rate(target, stand, definition, standings, way)
        for stand in stands
        if stand.weight or not definition.is_computed
    }


def _rate(
    target: Target, stand: Stand, definition: Definition, standings: Standings, way: Way
) -> Proposal:
    if definition.kind == "share_of_units" and stand.weight == ONE and not target.is_lower_better:
        start = {} if stand.amount is None else {"own": str(int(100 * stand.amount))}
        return Proposal(target, Decimal(100), Method.YES_OR_NO, start)
    if way is Way.OWN_START and target.relation not in CHANGES:
        own, whole = _value(stand, definition), standings.of_above(target.leaf)
        if own is not None and whole is not None and whole.value is not None:
            return _from_own_start(target, own, Fraction(str(whole.value)), definition, standings)
    return Proposal(target, target.value)


def _value(stand: Stand, definition: Definition) -> Fraction | None:
    """Return the unit's own figure, None where it is hidden, of few cases, or not known."""
    if stand.amount is None or stand.is_hidden or stand.is_small or not stand.weight:
        return None
    return stand.amount * PER.get(definition.unit, 1) / stand.weight


def _from_own_start(
    target: Target, own: Fraction, province: Fraction, definition: Definition, standings: Standings
) -> Proposal:
    """Let the unit close the same part of its way as the province; reached is kept.

    Where lower is better all rates fall in the same proportion, else all shortfalls do: what the
    units reach then comes to what the province reaches, whatever they weigh. Rounded to what is
    shown, to the stricter side.
    """
    goal, full = Fraction(target.value), Fraction(PER[target.unit])
    shown = Decimal(1).scaleb(-definition.decimals)
    if target.is_lower_better:
        value = own * min(ONE, goal / province) if province else own
        rounding = ROUND_FLOOR
    else:
        rounding = ROUND_CEILING
        short = full - province
        value = full - (full - own) * (min(ONE, (full - goal) / short) if short else ONE)
    basis = {
        "own": str(_rounded(own, shown)),
        "province": str(_rounded(province, shown)),
        "day": standings.run.snapshot.as_of.isoformat(),
    }
    return Proposal(target, _rounded(value, shown, rounding), Method.OWN_START, basis)


def _by_share(target: Target, stands: Sequence[Stand], what: str) -> dict[int, Proposal]:
    """Part a number by weight in whole numbers that add up to it, the largest remainders first."""
    whole = sum((stand.weight for stand in stands), Fraction(0))
    if not whole:
        return {stand.unit.pk: Proposal(target, target.value) for stand in stands}
    exact = {s.unit.pk: Fraction(target.value) * s.weight / whole for s in stands}
    parts = {pk: int(part) for pk, part in exact.items()}
    rest = int(target.value) - sum(parts.values())
    by_remainder = sorted(exact, key=lambda pk: (parts[pk] - exact[pk], pk))
    for pk in by_remainder[:rest]:
        parts[pk] += 1
    return {
        stand.unit.pk: Proposal(
            target, Decimal(parts[stand.unit.pk]), Method.SHARE,
            {
                "part": str(parts[stand.unit.pk]),
                "whole": str(int(target.value)),
                "share": str(_rounded(100 * stand.weight / whole, HUNDREDTH)),
                "what": what,
            },
        )
        for stand in stands
    }  # fmt: skip


def _what(definition: Definition, standings: Standings) -> str:
    """Return what the shares are shares of, in the words of the definition."""
    term = definition.denominator or standings.definitions[CHILDREN].denominator
    words = term.meaning if term else ""
    return words[:1].lower() + words[1:]


def _rounded(value: Fraction, step: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(step, rounding=rounding)
