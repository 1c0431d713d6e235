"""What a person reads: a unit's live figures, added up from what was counted in and below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.models import Count, Max, Min, Q, Sum

from mangnon.core import access
from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.feed import read_on
from mangnon.core.models import Handover, ReformBatch, Unit, User
from mangnon.core.units.lineage import ids_served_from
from mangnon.core.units.province import RESULTS_ON
from mangnon.engine.counting.rollup import TOTAL, Units
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import DISTINCT_SUMMED, SUPPRESSED
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import REPORTED
from mangnon.engine.reported import ReportedFigures, Targets, read_reported
from mangnon.engine.results import Counted, Judging, computed_rows, reported_rows
from mangnon.indicators.live.concerned import some_of
from mangnon.indicators.live.stored import LiveCount, LivePosition, LiveUnit
from mangnon.snapshots.registers import extract
from mangnon.ui.context import today

NO_TARGETS = Targets({}, frozenset())
NUMBERS = ("numerator", "denominator", "value", "low", "high")
CHILDREN = "children"  # the mover of `core/registries.py` that passes children on


@dataclass(frozen=True)
class LiveFigure:
    """One leaf of a unit as the registers give it now: never official."""

    leaf: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class LiveFigures:
    """The live figures of one unit, and how far they are to be trusted.

    `computed_at` is when the last of its communes was counted. While `is_waiting`, something of
    it has changed since. `problems` say which units could not be counted, and why. `has_exchanged`
    says that a reform passed children over the unit's border: facts of before stayed behind.
    """

    unit: Unit
    as_of: date
    computed_at: datetime | None
    is_waiting: bool
    problems: tuple[str, ...]
    has_exchanged: bool
    figures: Mapping[str, LiveFigure]
    definitions: Mapping[str, Definition]  # those in force now; an older figure may have another


def live_figures(unit: Unit, *, by: User, leaf: str = "") -> LiveFigures:
    """Return the live figures of a unit as far as the person may see them, or of one leaf alone.

    Who may not see the children is told live counts of people of the province alone: those of the
    units below change from hour to hour, and no release says which of them give others away.
    """
    scope = ids_served_from(unit.pk)
    counted = LiveUnit.objects.visible_to(by).filter(unit__in=scope)
    told = counted.aggregate(as_of=Min("as_of"), at=Max("computed_at"))
    definitions = load_catalog(catalog_in_force()).in_force(today())
    asked = {name: found for name, found in definitions.items() if leaf in ("", name)}
    problems = counted.exclude(problem="").order_by("unit__code")
    return LiveFigures(
        unit=unit,
        as_of=told["as_of"] or today(),
        computed_at=told["at"],
        is_waiting=_is_waiting(scope, counted),
        problems=tuple(
            f"{live.unit}: {live.problem}" for live in problems.select_related("unit")
        ),
        has_exchanged=_has_exchanged(scope),
        figures=_figures(unit, scope, asked, by),
        definitions=asked,
    )  # fmt: skip


def _is_waiting(scope: list[int], counted: Any) -> bool:
    """Say whether one of the units is to be counted again, as far as the feed tells by now."""
    position = LivePosition.objects.first()
    if position is None or counted.filter(~Q(changed_at=None) | ~Q(as_of=today())).exists():
        return True
    return any(some_of(scope, read_on(position.moment)[0]))


def _has_exchanged(scope: list[int]) -> bool:
    within = Q(from_unit__in=scope)
    passed = Handover.objects.filter(
        mover=CHILDREN, is_moved=True, batch__state=ReformBatch.State.APPLIED
    )
    into, out_of = ~within & Q(to_unit__in=scope), within & ~Q(to_unit__in=scope)
    return passed.filter(into | out_of).exists()


def _figures(
    unit: Unit, scope: list[int], definitions: Mapping[str, Definition], by: User
) -> dict[str, LiveFigure]:
    judging = Judging(today(), NO_TARGETS, _reported(unit, definitions))
    one = Units(
        pa.array([unit.code]), pa.array([unit.valid_from], pa.date32()), (np.arange(1),)
    )  # fmt: skip
    sums = _sums(scope, definitions, by)
    is_told = unit.level == Unit.Level.PROVINCE or access.sees_all_of(by, "child.view")
    found = {}
    for leaf, definition in definitions.items():
        if not definition.is_computed:
            row = reported_rows(definition, one, judging).to_pylist()[0]
        elif leaf in sums:
            row = _computed(definition, sums[leaf], one, judging)
        else:
            continue
        if definition.counts_people and not is_told:
            row = dict.fromkeys(NUMBERS) | {"flags": [SUPPRESSED]}
        found[leaf] = LiveFigure(leaf, flags=tuple(row["flags"]), **{n: row[n] for n in NUMBERS})
    return found


@dataclass(frozen=True)
class Sums:
    """A leaf's counts over several units: over how many, and whether all could tell theirs."""

    numerator: int
    denominator: int
    units: int
    are_known: bool


def _sums(scope: list[int], definitions: Mapping[str, Definition], by: User) -> dict[str, Sums]:
    counts = LiveCount.objects.visible_to(by).filter(
        unit__in=scope, dimension=TOTAL, leaf__in=definitions
    )
    found = counts.values("leaf").annotate(
        top=Sum("numerator", default=0),
        bottom=Sum("denominator"),
        units=Count("unit", filter=Q(numerator__gt=0) | Q(denominator__gt=0)),
        untold=Count("unit", filter=Q(numerator=None, denominator__gt=0)),
    )
    return {
        row["leaf"]: Sums(int(row["top"]), int(row["bottom"]), row["units"], not row["untold"])
        for row in found
    }


def _computed(definition: Definition, sums: Sums, one: Units, judging: Judging) -> dict[str, Any]:
    """Return the row that the engine makes of the sums, as it does of one unit's counts."""
    top, bottom, known = (
        np.array([[part]]) for part in (sums.numerator, sums.denominator, sums.are_known)
    )
    counted = Counted(TOTAL, [TOTAL], top, bottom, known)
    row: dict[str, Any] = computed_rows(definition, counted, one, judging).to_pylist()[0]
    if sums.units > 1 and any(term.distinct for term in definition.terms.values()):
        row["flags"] = [*row["flags"], DISTINCT_SUMMED]
    return row


def _reported(unit: Unit, definitions: Mapping[str, Definition]) -> ReportedFigures:
    """Return what agencies have reported of the unit itself by now."""
    found = extract(
        [load_catalog(catalog_in_force()).tables[REPORTED]],
        as_of=today(),
        key="",  # it names no child
        units_on=RESULTS_ON,
        units={unit.pk},
    )
    return read_reported(found[REPORTED], definitions)
