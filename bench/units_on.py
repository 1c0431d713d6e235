"""All leaves of five years, moved from 111 communes to 40, in a home of its own."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import beside, measured, told, within

CHILDREN = 3_000  # the work depends on leaves, units and years, not on children


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return the seconds of moving beside their limit, and beside reading the same rows."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        found = module(home, "bench.parts.moving").answer
    rows = [
        within("all leaves of five years on other units", found["seconds"], "s", 0.5),
        told("the same, processor seconds", round(found["processor"], 3), "s"),
        told("how the units became others", round(found["reshape"], 3), "s"),
        beside(
            "beside reading the reported rows as records",
            found["seconds"],
            "s",
            found["reading"],
            more_is_better=False,
        ),
    ]
    data = f"{found['reported']} figures of {found['years']} years -> {found['moved']}"
    return measured(data, rows)
