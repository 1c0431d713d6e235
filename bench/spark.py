"""A nation's counts on Apache Spark, in one process and on a cluster of two, beside DuckDB.

The same rows and the same 40 measures as `bench engine`; every Spark must find DuckDB's totals.
MANGNON_BENCH_SPARK_ROWS asks for another number of rows (25000000: the whole nation).
"""

from __future__ import annotations

import os
from typing import Any

from bench.parts.command import ROOT, module
from bench.parts.nation import nation
from bench.parts.rows import Row, beside, measured, told

ROWS, RUNS = 3_000_000, 3
SPARKS = ("local[2]", "local-cluster[2,1,2048]")


def measure(rows: int = int(os.environ.get("MANGNON_BENCH_SPARK_ROWS", ROWS))) -> dict[str, Any]:
    """Return the seconds of a start, of a first run and of a warm one, and the ratio to DuckDB."""
    nation(rows)
    home = ROOT / "var"
    duckdb = module(home, "bench.parts.designs.run", "duckdb", rows, RUNS).answer
    found = [
        told(f"DuckDB, median of {RUNS}", round(duckdb["seconds"], 2), "s"),
        told("  processor seconds", round(duckdb["processor"], 2), "s"),
        told("  peak memory", duckdb["peak_mib"], "MiB"),
    ]
    for address in SPARKS:
        spark = module(home, "bench.parts.on_spark", address, rows, RUNS).answer
        if spark["totals"] != duckdb["totals"]:
            raise ValueError(f"Spark on {address} and DuckDB find different totals")
        found += _told(address, spark, duckdb["seconds"])
    return measured(f"{rows} children, 40 measures, 63 counts, 5 breakdowns, all units", found)


def _told(address: str, spark: dict[str, float], duckdb: float) -> list[Row]:
    return [
        beside(
            f"Spark {address}, median of {RUNS}, beside DuckDB",
            spark["warm"],
            "s",
            duckdb,
            more_is_better=False,
        ),
        told("  first run", round(spark["first"], 2), "s"),
        told("  start of the session", round(spark["start"], 2), "s"),
        told("  processor seconds, all of it", round(spark["processor"], 1), "s"),
        told("  peak memory of its largest process", spark["peak_mib"], "MiB"),
    ]
