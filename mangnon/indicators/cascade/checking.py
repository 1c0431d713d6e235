"""The cascade check: what the province reaches if every unit below meets its own target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from mangnon.core.models import Unit, User
from mangnon.engine.definitions import Definition
from mangnon.indicators.cascade.reckoning import (
    STRICT,
    Goal,
    Level,
    Part,
    Whole,
    amount_of,
    levelled,
    whole_of,
)
from mangnon.indicators.cascade.standing import NotTold, Stand, Standings
from mangnon.indicators.models import Result
from mangnon.plans.items import Target
from mangnon.plans.local.local_target import LocalTarget, goal_text


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """What a unit's own plan asks for: `value` None leaves the province's target out."""

    value: Decimal | None
    local_plan_id: UUID
    of_province: Target

    @property
    def goal(self) -> str:
        return goal_text(self.of_province, self.value)


@dataclass(frozen=True)
class Line:
    """One unit in the check: at its own target, else at its latest figure, else not at all.

    `takes` is how much more (less, where lower is better) it would bring for the whole to meet its
    target, in the whole things that are counted.
    """

    stand: Stand
    target: OwnTarget | None
    amount: Fraction | None
    takes: Fraction = Fraction(0)

    @property
    def unit(self) -> Unit:
        return self.stand.unit

    @property
    def has_target(self) -> bool:
        return self.target is not None and self.target.value is not None

    @property
    def is_at_result(self) -> bool:
        return not self.has_target and self.amount is not None

    @property
    def is_out(self) -> bool:
        """Say whether there is neither a target nor a figure, so that the unit is not counted."""
        return self.amount is None


@dataclass(frozen=True)
class Check:
    """The check of one leaf. `whole` is None where nothing can be said; `now` is its figure."""

    definition: Definition
    target: Target
    above: Unit
    now: Result | None
    lines: Sequence[Line]
    whole: Whole | None
    level: Level | None
    noun: str = ""  # what the numerator counts
    is_hidden: bool = False

    @property
    def leaf(self) -> str:
        return self.target.leaf

    @property
    def counts_things(self) -> bool:
        """Say whether amounts are things that were counted, and not parts of a stated figure."""
        return self.definition.is_computed or self.target.unit == Target.Measure.COUNT

    @property
    def counts_units(self) -> bool:
        """Say whether each unit is itself the one thing that is counted: it reaches it or not."""
        is_of_units = self.definition.kind == "share_of_units"
        return is_of_units and all(line.stand.weight <= 1 for line in self.lines)

    @property
    def with_target(self) -> int:
        return sum(line.has_target for line in self.lines)

    @property
    def at_result(self) -> int:
        return sum(line.is_at_result for line in self.lines if line.stand.weight)

    @property
    def left_out(self) -> int:
        return sum(line.is_out for line in self.lines if line.stand.weight)

    @property
    def hidden(self) -> int:
        return sum(line.stand.is_hidden for line in self.lines)

    @property
    def takers(self) -> list[Line]:
        """Return the units that would have to take more, most first."""
        return sorted((line for line in self.lines if line.takes), key=lambda line: -line.takes)


def checks(
    targets: Sequence[Target], standings: Standings, year: int, *, by: User, with_takes: bool = True
) -> list[Check]:
    """Return the check of each target that the figures have a definition of, in their order."""
    leaves = [target for target in targets if target.leaf in standings.definitions]
    own = _own_targets(standings.units, year, [target.leaf for target in leaves], by)
    return [
        _check(target, standings, own.get(target.leaf, {}), with_takes=with_takes)
        for target in leaves
    ]


def _own_targets(
    units: Sequence[Unit], year: int, leaves: Sequence[str], by: User
) -> Mapping[str, Mapping[int, OwnTarget]]:
    """Return the units' own targets by leaf and unit; each with its target of the province."""
    found: dict[str, dict[int, OwnTarget]] = defaultdict(dict)
    seen = LocalTarget.objects.visible_to(by).in_force(year).filter(leaf__in=leaves)
    seen = seen.filter(local_plan__unit__in=[unit.pk for unit in units])
    # There are a hundred times as many as the province has: no model for each.
    own = list(seen.values_list("leaf", "local_plan__unit", "value", "local_plan", "target"))
    of_province = Target.objects.in_bulk({target for *_others, target in own})
    for leaf, unit, value, local_plan, target in own:
        found[leaf][unit] = OwnTarget(value, local_plan, of_province[target])
    return found


def _check(
    target: Target, standings: Standings, own: Mapping[int, OwnTarget], *, with_takes: bool
) -> Check:
    definition = standings.definitions[target.leaf]
    now, above = standings.of_above(target.leaf), standings.above
    try:
        stands = standings.of(target.leaf)
    except NotTold:
        return Check(definition, target, above, now, [], None, None, is_hidden=True)
    noun = standings.catalog.noun_of(definition)
    goal = Goal(target.relation, Fraction(target.value), target.unit)
    lines = [_line(stand, own.get(stand.unit.pk), goal) for stand in stands]
    parts = [_part(line) for line in lines]
    level = levelled(goal, parts) if with_takes else None
    if level is not None:
        lines = [
            Line(line.stand, line.target, line.amount, takes)
            for line, takes in zip(lines, level.takes, strict=True)
        ]
    return Check(definition, target, above, now, lines, whole_of(goal, parts), level, noun)


def _line(stand: Stand, target: OwnTarget | None, goal: Goal) -> Line:
    if target is None or target.value is None:
        return Line(stand, target, stand.amount)
    amount = amount_of(Fraction(target.value), target.of_province.unit, stand.weight)
    return Line(stand, target, amount)


def _part(line: Line) -> Part:
    is_strict = (
        line.target is not None
        and line.has_target
        and line.target.of_province.relation in STRICT
        and bool(line.stand.weight)
    )
    return Part(line.stand.weight, line.amount, is_strict)
