"""A merge of a commune with many children, applied and undone, in a home that knows nobody else."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import module
from bench.parts.rows import measured, told, within


def measure() -> dict[str, Any]:
    """Return the seconds of applying the merge and of undoing it."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        inside = module(Path(folder) / "home", "bench.parts.merging").answer
    rows = [
        within("apply", inside["apply"], "s", 5),
        told("the same, processor seconds of Python", inside["processor"], "s"),
        told("undo", inside["undo"], "s"),
    ]
    return measured(f"{inside['children']} children, {inside['moves']} rows moved", rows)
