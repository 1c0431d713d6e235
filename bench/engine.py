"""A nation's 40 measures: the fast path, the portable path, and what one would do instead.

25 million children in 10,000 communes, 63 different counts over 41 columns, four levels of units,
five breakdowns of 18 members. Each design runs in a process of its own; all must find the same
totals. The rows are made once and kept under var/bench (MANGNON_BENCH_DATA says elsewhere).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.parts.command import ROOT, module
from bench.parts.nation import nation
from bench.parts.rows import Row, at_least, measured, told, within

NATION, COUNTRY, PROVINCE = 25_000_000, 3_000_000, 300_000
GIB = 1024  # in MiB
CROSS_LIMIT = 5  # milliseconds


@dataclass(frozen=True)
class Found:
    name: str
    answer: dict[str, Any]

    @property
    def seconds(self) -> float:
        return float(self.answer["seconds"])

    def told(self, label: str) -> list[Row]:
        runs, rest = self.answer["runs"], f"; median of {self.answer['runs']}"
        label = f"{label}{rest if runs > 1 else '; one run'}"
        return [
            told(label, round(self.seconds, 3), "s"),
            told("  processor seconds", round(self.answer["processor"], 2), "s"),
            told("  peak memory", self.answer["peak_mib"], "MiB"),
        ]


def measure(rows: int = NATION, fewer: int = COUNTRY, province: int = PROVINCE) -> dict[str, Any]:
    """Return every design beside its limits and the designs that it is meant to beat."""
    for size in (rows, fewer, province):
        nation(size)
    found = [*_nation(rows), *_country(fewer), *_province(province)]
    found += [*_crosses(province, within_limit=True), *_crosses(rows, within_limit=False)]
    data = (
        f"{rows} children of {rows // 2500} communes, 40 measures, 59 columns; {fewer}; {province}"
    )
    return measured(data, found)


def _nation(rows: int) -> list[Row]:
    scan, fast, portable = (_run(name, rows, 5) for name in ("scan", "bitmap", "duckdb"))
    cells, sets = _run("polars cells", rows, 3), _run("grouping sets", rows, 1)
    fewer_sets = _run("grouping sets, communes", rows, 1)
    _agree(fast, portable, cells, sets, fewer_sets)
    found = [
        *scan.told("polars reads the same columns"),
        within(f"fast path, median of {fast.answer['runs']}", fast.seconds, "s", 3),
        *fast.told("fast path")[1:],
        within("  its memory", fast.answer["peak_mib"] / GIB, "GiB", 0.6),
        within("  times reading the same columns", fast.seconds / scan.seconds, "times", 5),
        within(f"portable path, median of {portable.answer['runs']}", portable.seconds, "s", 8),
        *portable.told("portable path")[1:],
        within("  its memory", portable.answer["peak_mib"] / GIB, "GiB", 2),
        *cells.told("polars groups by commune and breakdowns, no roll-up"),
        *sets.told("DuckDB GROUPING SETS with FILTER, every level"),
        *fewer_sets.told("DuckDB GROUPING SETS with FILTER, communes alone"),
        at_least("fast path, times GROUPING SETS", sets.seconds / fast.seconds, "times", 40),
    ]
    for engine in ("bitmap", "duckdb"):
        whole = _run(f"run {engine}", rows, 1)
        found += whole.told(f"engine run --engine {engine}: 40 leaves judged for every unit")
    return found


def _country(rows: int) -> list[Row]:
    fast, portable = (_run(name, rows, 5) for name in ("bitmap", "duckdb"))
    pandas, server = _run("pandas", rows, 3), _run("postgresql", rows, 3)
    each = _run("one by one", rows, 1)
    _agree(fast, portable, pandas, server, each)
    return [
        *fast.told(f"{rows}: fast path"),
        *portable.told(f"{rows}: portable path"),
        *pandas.told(f"{rows}: pandas, communes and breakdowns, no roll-up"),
        server.told(f"{rows}: PostgreSQL, loaded, cells alone, no roll-up")[0],
        *each.told(f"{rows}: a query for each measure, level and breakdown"),
        at_least("fast path, times a query each", each.seconds / fast.seconds, "times", 100),
    ]


def _province(rows: int) -> list[Row]:
    found: list[Row] = []
    for name, label, limit in (("bitmap", "fast", 0.15), ("duckdb", "portable", 0.5)):
        run = _run(name, rows, 11)
        found.append(within(f"{rows}: {label} path, median of 11", run.seconds, "s", limit))
        found += run.told(label)[1:]
    return found


def _crosses(rows: int, *, within_limit: bool) -> list[Row]:
    """The limit is of one province, which is what the explorer shows."""
    answer = module(ROOT / "var", "bench.parts.designs.run", "crosses", rows, 1).answer
    taken = answer["crosses"]
    found = [
        told(f"bitmaps of {rows}, made", round(taken.pop("made")["seconds"], 2), "s"),
        told("  opened, every file hashed", round(taken.pop("opened")["seconds"], 2), "s"),
    ]
    for label, took in taken.items():
        wall, processor = 1000 * took["seconds"], 1000 * took["processor"]
        name = f"{rows} crossed by {label}"
        is_limited = within(name, wall, "ms", CROSS_LIMIT)
        found.append(is_limited if within_limit else told(name, round(wall, 2), "ms"))
        found.append(told("  processor milliseconds", round(processor, 2), "ms"))
    return found


def _run(name: str, rows: int, runs: int) -> Found:
    return Found(name, module(ROOT / "var", "bench.parts.designs.run", name, rows, runs).answer)


def _agree(*found: Found) -> None:
    """Raise when two designs find other totals."""
    first = found[0]
    for other in found[1:]:
        if other.answer["totals"] != first.answer["totals"]:
            raise ValueError(f"{other.name} and {first.name} find different totals")
