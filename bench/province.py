"""A province at full size: made, loaded, frozen, computed and reported in a home of its own."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import beside, measured, told, within

CHILDREN = 280_000


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return the seconds and memory of every step beside its limit, and of two peers."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        demo = mangnon(home, "demo", "--children", children, "--no-serve")
        inside = module(home, "bench.parts.inside").answer
        report = mangnon(home, "report", "build", "--year", 2025, "--out", Path(folder) / "out")
    seconds = demo.answer["seconds"]
    filled = round(seconds["generate"] + seconds["load"], 2)
    load_rate = round(inside["rows"] / seconds["load"])
    results, queries = inside["results"], inside["queries"]
    rows = [
        within("generate and load", filled, "s", 60),
        within("snapshot", seconds["snapshot"], "s", 15),
        within("all leaves, all units, engine warm", inside["engine_seconds"], "s", 0.5),
        told("the same, processor seconds", round(inside["engine_processor"], 3), "s"),
        within("report, start-up included", report.seconds, "s", 10),
        within("report, peak memory", report.peak_mib, "MiB", 400),
        within("demonstration, peak memory", demo.peak_mib, "MiB", 2560),
        told("demonstration, everything", demo.seconds, "s"),
        told("the same, processor seconds with PostgreSQL", demo.processor, "s"),
        told("compute with receipt, results stored", seconds["compute"], "s"),
        told("four past years frozen and computed", seconds["history"], "s"),
        beside(
            "load, beside bulk_create of 5,000 children",
            load_rate,
            "rows/s",
            round(inside["orm_rows_per_second"]),
            more_is_better=True,
        ),
        beside(
            f"engine, beside {queries} queries for the same {results} results",
            inside["engine_seconds"],
            "s",
            inside["queries_seconds"],
            more_is_better=False,
        ),
    ]
    return measured(f"{children} children, {inside['rows']} rows in the registers", rows)
