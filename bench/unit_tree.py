"""The pages of the unit tree, answered by the application in a home that knows the units only."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import module
from bench.parts.rows import measured, within

LIMIT = 50


def measure() -> dict[str, Any]:
    """Return the milliseconds of each page, middleware and template included, median of 41."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        inside = module(Path(folder) / "home", "bench.parts.tree").answer
    rows = [within(what, spent, "ms", LIMIT) for what, spent in inside["pages"]]
    return measured(f"{inside['units']} units", rows)
