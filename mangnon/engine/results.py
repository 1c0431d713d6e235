"""The results: one row for each leaf, unit and member of a breakdown.

`low` and `high` bound how far chance could move the value, at 95%. They are empty where there is no
value, where the figure was reported, and where every unit was counted (share_of_units): what all
communes are is no sample of anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mangnon.engine.attainment import State, attain, may_be_uncounted
from mangnon.engine.counting.rollup import TOTAL, Ints, Units
from mangnon.engine.definitions import Definition
from mangnon.engine.intervals import Counts, poisson, wilson
from mangnon.engine.periods import elapsed, period_of
from mangnon.engine.reported import Reported, ReportedFigures, Targets, UnitKey

Flags = npt.NDArray[np.bool_]

SCHEMA = pa.schema(
    [
        pa.field("leaf", pa.string(), nullable=False),
        pa.field("unit", pa.string(), nullable=False),
        pa.field("unit_valid_from", pa.date32(), nullable=False),
        pa.field("dimension", pa.string(), nullable=False),
        pa.field("member", pa.string(), nullable=False),
        pa.field("numerator", pa.int64()),
        pa.field("denominator", pa.int64()),
        pa.field("value", pa.float64()),
        pa.field("low", pa.float64()),
        pa.field("high", pa.float64()),
        pa.field("attainment", pa.string()),
        pa.field("basis", pa.string(), nullable=False),
        pa.field("flags", pa.list_(pa.string()), nullable=False),
    ]
)
# In the order of the bits that a row's flags are kept in until they become names.
FLAGS = (
    "definition_unsettled", "several_targets", "small_numbers", "implausible", "incomplete_reports",
)  # fmt: skip
UNSETTLED, SEVERAL_TARGETS, SMALL, IMPLAUSIBLE, INCOMPLETE = (1 << bit for bit in range(len(FLAGS)))
FEW_OBSERVED, FEW_EVENTS = 30, 5
FINAL, PROVISIONAL = "final", "provisional"


@dataclass(frozen=True)
class Counted:
    """A computed leaf by unit and member of one breakdown: arrays of (units, members).

    Of a change on last year the numerator is the fall, and `known` says where as many units
    reported this year as last: elsewhere nobody can tell.
    """

    dimension: str
    members: Sequence[str]
    numerator: Ints
    denominator: Ints
    known: Flags


@dataclass(frozen=True)
class Judging:
    """What figures are judged by: the day, the year's targets and what was reported."""

    as_of: date
    targets: Targets
    reported: ReportedFigures

    def flags_of(self, definition: Definition) -> int:
        disputed = SEVERAL_TARGETS * (definition.leaf in self.targets.disputed)
        return UNSETTLED * definition.is_unsettled | disputed

    def status(
        self,
        definition: Definition,
        unit: UnitKey,
        value: Fraction | None,
        *,
        is_final: bool,
        state: State,
    ) -> str | None:
        """Return the attainment of one total; breakdowns are not judged, as the plan does not."""
        judged = attain(
            definition,
            self.targets.by_leaf.get(definition.leaf),
            value,
            is_final=is_final,
            elapsed=elapsed(definition.pace, self.as_of),
            state=state,
            baseline=self.reported.baseline(definition.leaf, unit, self.as_of.year),
        )
        return judged.status


def computed_rows(
    definition: Definition, counted: Counted, units: Units, judging: Judging
) -> pa.Table:
    """Return a computed leaf's rows for one breakdown."""
    top, bottom = counted.numerator.ravel(), counted.denominator.ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        value = top * definition.per / bottom
        low, high = interval(definition, top, bottom)
    known = counted.known.ravel()
    nothing = (bottom == 0) | ~known
    if may_be_uncounted(definition, is_final=_is_final(definition, judging.as_of)):
        nothing |= top == 0
    value[nothing] = np.nan
    attainment: list[str | None] = [None] * len(top)
    if counted.dimension == TOTAL:
        attainment = _judge_counts(definition, counted, units, judging)
    columns = {
        "numerator": pa.array(top, mask=~known),
        "denominator": pa.array(bottom),
        "value": pa.array(value, mask=nothing),
        "low": pa.array(low, mask=nothing | np.isnan(low)),
        "high": pa.array(high, mask=nothing | np.isnan(high)),
        "attainment": pa.array(attainment, pa.string()),
        "basis": _repeat(basis_on(definition, judging.as_of), len(top)),
        "flags": flag_names(
            count_flags(definition, top, bottom, value)
            | judging.flags_of(definition)
            | INCOMPLETE * (~known & (bottom > 0))
        ),
    }
    return rows_of(definition, units, counted.dimension, counted.members, columns)


def reported_rows(definition: Definition, units: Units, judging: Judging) -> pa.Table:
    """Return a reported leaf's rows: every unit, its figure where one was reported."""
    low, high = definition.plausible
    absent = Reported(None, "no_data", PROVISIONAL)
    keys = unit_list(units)
    figures = [
        judging.reported.get(definition.leaf, key, judging.as_of.year) or absent for key in keys
    ]
    attainment = [
        judging.status(
            definition, key, figure.exact, is_final=figure.basis == FINAL, state=figure.state
        )
        for key, figure in zip(keys, figures, strict=True)
    ]
    flags = [
        judging.flags_of(definition)
        | IMPLAUSIBLE * (figure.value is not None and not low <= figure.value <= high)
        for figure in figures
    ]
    nothing = pa.nulls(len(units))
    columns = {
        "numerator": nothing.cast(pa.int64()),
        "denominator": nothing.cast(pa.int64()),
        "value": pa.array([figure.value for figure in figures], pa.float64()),
        "low": nothing.cast(pa.float64()),
        "high": nothing.cast(pa.float64()),
        "attainment": pa.array(attainment, pa.string()),
        "basis": pa.array([figure.basis for figure in figures], pa.string()),
        "flags": flag_names(np.array(flags, np.int64)),
    }
    return rows_of(definition, units, TOTAL, [TOTAL], columns)


def rows_of(
    definition: Definition,
    units: Units,
    dimension: str,
    members: Sequence[str],
    columns: Mapping[str, pa.Array],
) -> pa.Table:
    """Put what each row is about before its columns: every unit, with every member."""
    count = len(units) * len(members)
    which = pa.array(np.repeat(np.arange(len(units)), len(members)))
    about = {
        "leaf": _repeat(definition.leaf, count),
        "unit": units.codes.take(which),
        "unit_valid_from": units.valid_from.take(which),
        "dimension": _repeat(dimension, count),
        "member": pa.array(list(members) * len(units), pa.string()),
    }
    return pa.table(about | dict(columns), schema=SCHEMA)


def basis_on(definition: Definition, as_of: date) -> str:
    """Return how final a computed figure is: final once its period is over."""
    return FINAL if _is_final(definition, as_of) else PROVISIONAL


def _is_final(definition: Definition, as_of: date) -> bool:
    return period_of(definition.period, as_of).is_over


def exact_value(
    numerator: int | Fraction, denominator: int | Fraction, per: int
) -> Fraction | None:
    return Fraction(numerator * per, denominator) if denominator else None


def whole_counts(
    numerator: int | Fraction | None, denominator: int | Fraction | None
) -> tuple[int, int] | tuple[None, None]:
    """Return both counts, or none where one is absent or has part of a unit in it."""
    if isinstance(numerator, int) and isinstance(denominator, int):
        return numerator, denominator
    return None, None


def state_of(numerator: int | Fraction, denominator: int | Fraction) -> State:
    """Return what two counts tell: events of nobody show that the population is missing."""
    if denominator:
        return "value"
    return "no_data" if numerator else "not_applicable"


def unit_list(units: Units) -> list[UnitKey]:
    return list(zip(units.codes.to_pylist(), units.valid_from.to_pylist(), strict=True))


def _judge_counts(
    definition: Definition, counted: Counted, units: Units, judging: Judging
) -> list[str | None]:
    if definition.leaf not in judging.targets.by_leaf:
        return [None] * len(units)
    is_final = _is_final(definition, judging.as_of)
    top, bottom, known = (
        array[:, 0].tolist() for array in (counted.numerator, counted.denominator, counted.known)
    )
    return [
        judging.status(
            definition,
            unit,
            exact_value(n, d, definition.per) if is_known else None,
            is_final=is_final,
            state=state_of(n, d) if is_known else "no_data",
        )
        for unit, n, d, is_known in zip(unit_list(units), top, bottom, known, strict=True)
    ]


def interval(
    definition: Definition, top: Counts, bottom: Counts
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    if definition.kind == "events_per_population":
        low, high = poisson(top)
        return low * definition.per / bottom, high * definition.per / bottom
    if definition.is_change:
        return _change(top, bottom, definition.per)
    if definition.kind == "share_of_units":
        none = np.full(len(top), np.nan)
        return none, none
    low, high = wilson(top, bottom)
    return low * definition.per, high * definition.per


def _change(
    fall: Counts, before: Counts, per: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return the bounds of a fall between two Poisson counts.

    Given their sum, this year's count is binomial, so Wilson's bounds on its share of the sum are
    bounds on the ratio of the two years (Przyborowski and Wilenski 1940).
    """
    now = before - fall
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (share / (1 - share) for share in wilson(now, now + before))
    return (1 - high) * per, (1 - low) * per


def count_flags(
    definition: Definition, top: Counts, bottom: Counts, value: npt.NDArray[np.float64]
) -> Ints:
    lowest, highest = definition.plausible
    is_small = bottom < FEW_OBSERVED
    if definition.kind == "events_per_population":
        is_small |= top < FEW_EVENTS
    with np.errstate(invalid="ignore"):
        is_odd = (value < lowest) | (value > highest)
    is_odd |= (bottom == 0) & (top > 0)
    return (SMALL * (is_small & ~np.isnan(value)) | IMPLAUSIBLE * is_odd).astype(np.int64)


def flag_names(bits: Ints) -> pa.Array:
    names = [
        [name for bit, name in enumerate(FLAGS) if combination >> bit & 1]
        for combination in range(1 << len(FLAGS))
    ]
    return pa.array(names, pa.list_(pa.string())).take(pa.array(bits))


def _repeat(text: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, pa.string()), count)
