"""What all quality checks of a province take beside the years they need, in a home of its own."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import beside, measured, told, within

CHILDREN = 30_000


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return the seconds of all checks beside their limit, and beside asking unit by unit."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        found = module(home, "bench.parts.doubting").answer
    rows = [
        within("all checks of a province, years and counts read", found["seconds"], "s", 1.0),
        told("the same, processor seconds", round(found["processor"], 3), "s"),
        told("the checks alone, figures in memory", round(found["finding"], 3), "s"),
        beside(
            "beside reading the years of each unit by itself",
            found["seconds"],
            "s",
            found["unit_by_unit"],
            more_is_better=False,
        ),
    ]
    data = f"{found['checks']} checks of {found['figures']} figures -> {found['findings']} findings"
    return measured(data, rows)
