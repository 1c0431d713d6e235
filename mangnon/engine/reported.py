"""Figures that agencies reported, and the plan's targets, as the snapshot froze them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, cast

import pyarrow as pa

from mangnon.engine.attainment import HIGHER, LOWER, State, Target
from mangnon.engine.issues import EngineError

UnitKey = tuple[str, date]  # code and first day


@dataclass(frozen=True)
class Reported:
    """One reported figure; `value` is None unless the state is value or zero."""

    value: float | None
    state: State
    basis: str

    @property
    def exact(self) -> Fraction | None:
        """Return the figure as the decimal it was written as, not as its nearest double."""
        return None if self.value is None else Fraction(Decimal(repr(self.value)))


@dataclass(frozen=True)
class ReportedFigures:
    """Reported figures by leaf, unit and year."""

    by_key: Mapping[tuple[str, UnitKey, int], Reported]

    def get(self, leaf: str, unit: UnitKey, year: int) -> Reported | None:
        return self.by_key.get((leaf, unit, year))

    def baseline(self, leaf: str, unit: UnitKey, year: int) -> Fraction | None:
        """Return the figure of the year before."""
        found = self.get(leaf, unit, year - 1)
        return found.exact if found else None


@dataclass(frozen=True)
class Targets:
    """The targets of one year by leaf; `disputed` are leaves that plans set different ones for."""

    by_leaf: Mapping[str, Target]
    disputed: frozenset[str]


def read_reported(table: pa.Table) -> ReportedFigures:
    """Return the figures; raise EngineError when one leaf, unit and year has two."""
    found: dict[tuple[str, UnitKey, int], Reported] = {}
    for row in table.to_pylist():
        key = (row["leaf"], (row["unit_code"], row["unit_valid_from"]), row["year"])
        if key in found:
            raise EngineError(
                f"Bảng reported_values có hai số cho chỉ tiêu {row['leaf']}, "
                f"đơn vị {row['unit_code']}, năm {row['year']}."
            )
        value = {"value": row["value"], "zero": 0.0}.get(row["state"])
        found[key] = Reported(value, cast(State, row["state"]), row["basis"])
    return ReportedFigures(found)


def read_targets(table: pa.Table, year: int) -> Targets:
    """Return the year's targets; of several for one leaf the first, and that it is disputed."""
    found: dict[str, Target] = {}
    disputed = set()
    for row in table.to_pylist():
        if row["year"] != year:
            continue
        target = _target(row)
        if found.setdefault(row["leaf"], target) != target:
            disputed.add(row["leaf"])
    return Targets(found, frozenset(disputed))


def _target(row: Mapping[str, Any]) -> Target:
    if row["relation"] not in (*HIGHER, *LOWER):
        raise EngineError(
            f"Bảng targets, chỉ tiêu {row['leaf']}: không hiểu quan hệ “{row['relation']}”."
        )
    return Target(
        relation=row["relation"],
        value=_decimal(row["value"], row["leaf"]),
        value_max=_decimal(row["value_max"], row["leaf"]) if row["value_max"] else None,
        unit=row["unit"],
        population=row["population"],
    )


def _decimal(text: str, leaf: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise EngineError(f"Bảng targets, chỉ tiêu {leaf}: “{text}” không phải số thập phân.")
    return value
