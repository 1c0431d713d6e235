"""Suppression of a province's tables: every leaf of children, unit and breakdown."""

import time
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from bench.parts.rows import Row, beside, measured, told, within
from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Catalog
from mangnon.engine.flags import SUPPRESSED
from mangnon.engine.load import load_catalog
from mangnon.engine.suppression import release
from tests.engine_suppression.province import DAY, OLD, Province

DISTRICTS, COMMUNES, PROVINCES = 11, 111, 34
CHILDREN = (300_000, 30_000, 3_000, 300)
LIMIT = 10.0


def measure() -> dict[str, Any]:
    """Return the processor time of a release, and how much it hides beside the naive way.

    The naive way hides all of a leaf in a unit where any count is small: it still gives counts away
    to whoever knows the district's, and hides more.
    """
    catalog = load_catalog(CATALOG)
    rows: list[Row] = []
    for children in CHILDREN:
        province = Province(DISTRICTS, COMMUNES, children)
        results = province.results(catalog)
        results = results.filter(pc.equal(results["unit_valid_from"], OLD))
        sums = [one for one in province.sums if all(day == OLD for _code, day in one.parts)]
        started = time.process_time()
        released = release(results, catalog, sums, on=DAY, always_told=[province.top])
        seconds = time.process_time() - started
        hidden = 100 * sum(SUPPRESSED in flags for flags in released["flags"].to_pylist())
        naive = 100 * _hidden_by_rows(results, catalog) / len(results)
        rows += [
            within(f"{children} children: release", seconds, "s cpu", LIMIT),
            beside(
                f"{children} children: rows hidden, beside whole units",
                hidden / len(results), "%", naive, more_is_better=False,
            ),
        ]  # fmt: skip
        nation = f"{children} children: a nation of {PROVINCES} such provinces, one by one"
        rows.append(told(nation, round(seconds * PROVINCES, 1), "s cpu"))
    return measured(f"{COMMUNES} communes, {DISTRICTS} districts", rows)


def _hidden_by_rows(results: pa.Table, catalog: Catalog) -> int:
    """Return how many rows go when a unit's whole leaf is hidden for one small count in it."""
    rows = results.select(
        ["leaf", "unit", "unit_valid_from", "numerator", "denominator"]
    ).to_pylist()
    small = {
        (row["leaf"], row["unit"], row["unit_valid_from"])
        for row in rows
        if _is_small(row, catalog.indicators[row["leaf"]].hide_below)
    }
    return sum((row["leaf"], row["unit"], row["unit_valid_from"]) in small for row in rows)


def _is_small(row: dict[str, Any], below: int) -> bool:
    return 0 < row["numerator"] < below or 0 < row["denominator"] < below
