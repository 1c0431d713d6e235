"""The shape of what a bench gives: where it ran, on what, and a row for each thing measured."""

import os
import platform
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def within(what: str, value: float, unit: str, limit: float) -> Row:
    """Return a row beside its limit; the ratio is the share of the limit that was used."""
    ratio = round(value / limit, 2)
    return {"what": what, "value": round(value, 3), "unit": unit, "limit": limit, "ratio": ratio}


def at_least(what: str, value: float, unit: str, limit: float) -> Row:
    """Return a row beside the least it may be; the ratio says how many times that it is."""
    return within(what, value, unit, limit)


def beside(what: str, value: float, unit: str, peer: float, *, more_is_better: bool) -> Row:
    """Return a row beside its peer of the same run; the ratio says how many times better."""
    ratio = value / peer if more_is_better else peer / value
    row = {"what": what, "value": round(value, 3), "unit": unit, "peer": round(peer, 3)}
    return row | {"ratio": round(ratio, 1)}


def told(what: str, value: float, unit: str) -> Row:
    """Return a row that is judged by nothing."""
    return {"what": what, "value": value, "unit": unit}


def measured(data: str, rows: list[Row]) -> dict[str, Any]:
    """Return what a bench gives, with the machine it ran on and how busy that was."""
    return {"machine": _machine(), "data": data, "rows": rows}


def _machine() -> str:
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"{os.cpu_count()} x {models[0] if models else platform.machine()}, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )
