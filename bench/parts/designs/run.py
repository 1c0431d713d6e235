"""python -m bench.parts.designs.run NAME ROWS RUNS: one design in this process; prints JSON."""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.parts.designs.nation_data import Nation

# Name of a design -> its module and function; a process loads no library but its own.
DESIGNS = {
    "scan": "on_polars.scan",
    "polars cells": "on_polars.cells",
    "bitmap": "ours.bitmap",
    "duckdb": "ours.duckdb",
    "run bitmap": "ours.run_on_bitmaps",
    "run duckdb": "ours.run_on_duckdb",
    "grouping sets": "sql_forms.grouping_sets",
    "grouping sets, communes": "sql_forms.communes_alone",
    "one by one": "sql_forms.one_by_one",
    "pandas": "on_pandas.frames",
    "postgresql": "on_postgresql.cells",
}
CROSSES = "crosses"
MIB = 1024  # ru_maxrss is in KiB


def timed(work: Callable[[], object], runs: int) -> dict[str, Any]:
    """Return the median seconds of the runs, and those of the processor with all its threads."""
    seconds, processor, answer = [], [], None
    for _ in range(runs):
        wall, used = time.perf_counter(), time.process_time()
        answer = work()
        seconds.append(time.perf_counter() - wall)
        processor.append(time.process_time() - used)
    return {
        "seconds": statistics.median(seconds),
        "processor": statistics.median(processor),
        "runs": runs,
        "totals": answer if isinstance(answer, list) else [],
    }


def measure(name: str, rows: int, runs: int) -> dict[str, Any]:
    nation = Nation(rows)
    if name == CROSSES:
        ours = importlib.import_module("bench.parts.designs.ours")
        found = {"crosses": ours.crosses(nation, timed)}
    else:
        module, function = DESIGNS[name].split(".")
        design = getattr(importlib.import_module(f"bench.parts.designs.{module}"), function)
        with design(nation) as once:
            found = timed(once, runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    return found | {"peak_mib": peak}


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), sys.stdout)
