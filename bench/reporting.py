"""The report of one commune drafted from the records, and printed, in a demonstration's home."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within

LIMIT = 1
CHILDREN = 5_000


def measure() -> dict[str, Any]:
    """Return the seconds of a draft (the issue asks for 1 at most) and of its document, median."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", CHILDREN, "--no-serve")
        inside = module(home, "bench.parts.report_drafts").answer
    rows = [
        within("draft of a commune's report", inside["draft"], "s", LIMIT),
        told("its Word document", inside["paper"], "s"),
    ]
    return measured(f"{inside['reports']} communes, {CHILDREN} children", rows)
