"""How long the list behind a gap takes from its figure to its first page, 240,000 children."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within

CHILDREN = 240_000  # the register also keeps those who grew up or moved: 300,000 rows
LIMIT = 200  # milliseconds, for the list of a commune: the frozen rows, the children, the count


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return medians in milliseconds for the largest commune, and for the province beside it."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        inside = module(home, "bench.parts.behind").answer
    rows = [within(what, spent, "ms", LIMIT) for what, spent in inside["commune"].items()]
    rows += [
        told(f"the province: {what}", round(spent, 1), "ms")
        for what, spent in inside["province"].items()
    ]
    return measured(f"{inside['rows']} rows, a commune of {inside['largest']}", rows)
