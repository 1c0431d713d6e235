"""Figures that agencies reported, and the plan's targets, as the snapshot froze them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, cast

import pyarrow as pa

from mangnon.engine.attainment import HIGHER, LOWER, State, Target
from mangnon.engine.definitions import Definition
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
    """Reported figures by leaf, unit and year: the official ones, and those of other sources."""

    by_key: Mapping[tuple[str, UnitKey, int], Reported]
    by_others: Mapping[tuple[str, UnitKey, int], Mapping[str, Reported]] = field(
        default_factory=dict
    )

    def get(self, leaf: str, unit: UnitKey, year: int) -> Reported | None:
        return self.by_key.get((leaf, unit, year))

    def others(self, leaf: str, unit: UnitKey, year: int) -> Mapping[str, Reported]:
        """Return by their code what the sources said that are not the official one."""
        return self.by_others.get((leaf, unit, year), {})

    def baseline(self, leaf: str, unit: UnitKey, year: int) -> Fraction | None:
        """Return the figure of the year before."""
        found = self.get(leaf, unit, year - 1)
        return found.exact if found else None


@dataclass(frozen=True)
class Targets:
    """The targets of one year by leaf; `disputed` are leaves that plans set different ones for."""

    by_leaf: Mapping[str, Target]
    disputed: frozenset[str]


def read_reported(table: pa.Table, definitions: Mapping[str, Definition]) -> ReportedFigures:
    """Return the figures; raise EngineError when one leaf, unit, year and source has two.

    A row that names no source is the official figure, as all are of a leaf with one source.
    """
    found: dict[tuple[str, UnitKey, int], dict[str, Reported]] = {}
    for row in table.to_pylist():
        # Snapshots of before had one source a leaf.
        series = row.get("series") or _official(row["leaf"], definitions)
        key = (row["leaf"], (row["unit_code"], row["unit_valid_from"]), row["year"])
        told = found.setdefault(key, {})
        if series in told:
            raise EngineError(
                f"Bảng reported_values có hai số cho chỉ tiêu {row['leaf']}, "
                f"đơn vị {row['unit_code']}, năm {row['year']}."
            )
        value = {"value": row["value"], "zero": 0.0}.get(row["state"])
        told[series] = Reported(value, cast(State, row["state"]), row["basis"])
    official = {key: _official(key[0], definitions) for key in found}
    return ReportedFigures(
        {key: told[official[key]] for key, told in found.items() if official[key] in told},
        {
            key: {series: figure for series, figure in told.items() if series != official[key]}
            for key, told in found.items()
        },
    )


def _official(leaf: str, definitions: Mapping[str, Definition]) -> str:
    return definitions[leaf].official_series if leaf in definitions else ""


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
