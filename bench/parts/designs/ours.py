"""The engine's own paths: every count by every unit and breakdown, and the whole run of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from bench.parts.designs.nation_data import Nation, Once, Totals
from bench.parts.forty import AS_OF
from bench.parts.nation import FIRST_DAY, MEMBERS
from mangnon.engine.bitmaps.files import FOLDER
from mangnon.engine.bitmaps.kept import keep
from mangnon.engine.counting.counter import opener
from mangnon.engine.counting.rollup import TOTAL, read_units
from mangnon.engine.pipeline import run

CROSS_RUNS = 20
CROSSES = (
    ("sex",),
    ("sex", "area"),
    ("area", "age_band"),
    ("sex", "age_band"),
    ("sex", "ethnic_group"),
    ("age_band", "ethnic_group"),
    ("sex", "area", "disability"),
)


@contextmanager
def bitmap(nation: Nation) -> Iterator[Once]:
    yield lambda: all_counts(nation, "bitmap")


@contextmanager
def duckdb(nation: Nation) -> Iterator[Once]:
    yield lambda: all_counts(nation, "duckdb")


@contextmanager
def run_on_bitmaps(nation: Nation) -> Iterator[Once]:
    yield lambda: _whole_run(nation, "bitmap")


@contextmanager
def run_on_duckdb(nation: Nation) -> Iterator[Once]:
    yield lambda: _whole_run(nation, "duckdb")


def crosses(nation: Nation, timed: Callable[[Callable[[], object], int], Any]) -> dict[str, Any]:
    """Return what making, opening and crossing the kept bitmaps takes, as `timed` tells it."""
    origin = {"as_of": AS_OF, "snapshot_sha256": str(nation.rows)}
    shutil.rmtree(nation.folder / FOLDER, ignore_errors=True)
    made = timed(lambda: keep(nation.folder, nation.catalog, **origin), 1)
    kept = keep(nation.folder, nation.catalog, **origin)
    found = {"made": made}
    found["opened"] = timed(lambda: keep(nation.folder, nation.catalog, **origin), 1)
    leaf = "7"
    for names in CROSSES:
        cells = int(np.prod([len(MEMBERS[name]) for name in names]))
        label = f"{' x '.join(names)}: {cells} cells, every unit"
        kept.cross(leaf, names)
        found[label] = timed(lambda names=names: kept.cross(leaf, names), CROSS_RUNS)
    below = kept.below("10", FIRST_DAY)
    names = ("sex", "ethnic_group")
    found["sex x ethnic_group, the districts of a province"] = timed(
        lambda: kept.cross(leaf, names, units=below), CROSS_RUNS
    )
    return found


def all_counts(nation: Nation, engine: str) -> Totals:
    scan, catalog = nation.scan, nation.catalog
    tables = [catalog.tables["units"], scan.table]
    with opener(engine)(nation.folder, catalog, tables) as counter:
        units = read_units(counter.whole(tables[0]))
        counts = counter.count(scan, units)
        for name in scan.dimensions:
            counts.by(name, MEMBERS[name])
        whole = counts.by(TOTAL, [TOTAL])
    return [int(whole[count.name][0, 0]) for count in scan.counts]  # the first unit is the nation


def _whole_run(nation: Nation, engine: str) -> Totals:
    results = run(nation.folder, nation.catalog, as_of=AS_OF, engine=engine).results
    top = results.filter(
        (np.asarray(results["unit"]) == "0") & (np.asarray(results["dimension"]) == TOTAL)
    )
    found: Totals = []
    for row in top.to_pylist():
        found += [row["numerator"], row["denominator"]]
    return found
