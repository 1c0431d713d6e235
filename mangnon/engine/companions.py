"""What stands beside a leaf's figures, in rows of the same shape: coverage, and the gap of areas.

Dimension "coverage": who was reached (numerator) of those who should be (denominator), in percent.
Dimension "area_gap": the value in difficult areas less that in the rest, in the leaf's own unit;
it has no counts of its own. The plan asks to narrow it.
Dimension "own_count": what the registers count of a figure that agencies report; of the province
alone, since what is counted there is too rare for smaller units.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mangnon.engine.counting.rollup import NOWHERE, Ints, Units
from mangnon.engine.definitions import CodeList, Definition
from mangnon.engine.results import (
    FEW_OBSERVED,
    IMPLAUSIBLE,
    SMALL,
    Counted,
    basis_on,
    flag_names,
    interval,
    rows_of,
)

COVERAGE, REACHED = "coverage", "reached"
OWN_COUNT, IN_REGISTERS = "own_count", "in_registers"
AREA_GAP, AREA_CLASS, DIFFICULT, REST = "area_gap", "area_class", "difficult", "rest"
Floats = npt.NDArray[np.float64]


def coverage_rows(
    definition: Definition, reached: Ints, should: Ints, units: Units, as_of: date
) -> pa.Table:
    """Return for each unit the share of those who were reached; it has no interval."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = reached * 100 / should
    nothing = np.full(len(reached), np.nan)
    columns = _columns(definition, as_of, value, nothing, nothing, IMPLAUSIBLE * (reached > should))
    columns |= {"numerator": pa.array(reached), "denominator": pa.array(should)}
    return rows_of(definition, units, COVERAGE, [REACHED], columns)


def own_rows(
    definition: Definition, top: Ints, bottom: Ints, units: Units, as_of: date
) -> pa.Table:
    """Return what the registers count of a reported figure, of the units that have none above."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = top * definition.per / bottom
    nothing = np.full(len(top), np.nan)
    columns = _columns(definition, as_of, value, nothing, nothing, np.zeros(len(top), np.int64))
    columns |= {"numerator": pa.array(top), "denominator": pa.array(bottom)}
    is_top = pa.array(
        units.steps[1] == NOWHERE if len(units.steps) > 1 else np.ones(len(top), bool)
    )
    return rows_of(definition, units, OWN_COUNT, [IN_REGISTERS], columns).filter(is_top)


def gap_rows(
    definition: Definition, counted: Counted, classes: CodeList, units: Units, as_of: date
) -> pa.Table:
    """Return for each unit the gap between its difficult areas and the rest; null without both.

    The interval joins those of the two values (MOVER: Zou and Donner 2008, Statistics in Medicine
    27); where every unit was counted there is none.
    """
    values, lows, highs, few = {}, {}, {}, np.zeros(len(units), dtype=bool)
    for group in (DIFFICULT, REST):
        inside = [
            m for m, code in enumerate(counted.members) if classes.by_code[code].group == group
        ]
        top = counted.numerator[:, inside].sum(axis=1)
        bottom = counted.denominator[:, inside].sum(axis=1)
        unknown = (bottom == 0) | ~counted.known[:, inside].all(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            values[group] = np.where(unknown, np.nan, top * definition.per / bottom)
            lows[group], highs[group] = interval(definition, top, bottom)
        few |= bottom < FEW_OBSERVED
    here, there = values[DIFFICULT], values[REST]
    gap = here - there
    low = gap - np.hypot(here - lows[DIFFICULT], highs[REST] - there)
    high = gap + np.hypot(highs[DIFFICULT] - here, there - lows[REST])
    columns = _columns(definition, as_of, gap, low, high, SMALL * (few & ~np.isnan(gap)))
    nothing = pa.nulls(len(units), pa.int64())
    return rows_of(
        definition,
        units,
        AREA_GAP,
        [AREA_GAP],
        columns | {"numerator": nothing, "denominator": nothing},
    )


def _columns(
    definition: Definition, as_of: date, value: Floats, low: Floats, high: Floats, flags: Ints
) -> dict[str, pa.Array]:
    count = len(value)
    return {
        "value": pa.array(value, mask=~np.isfinite(value)),
        "low": pa.array(low, mask=np.isnan(low)),
        "high": pa.array(high, mask=np.isnan(high)),
        "attainment": pa.nulls(count, pa.string()),
        "basis": pa.repeat(pa.scalar(basis_on(definition, as_of), pa.string()), count),
        "flags": flag_names(np.asarray(flags, np.int64)),
    }
