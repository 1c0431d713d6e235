"""The audit with a million entries: what a read costs, and how long each search takes."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within

ENTRIES = 1_000_000


def measure() -> dict[str, Any]:
    """Return milliseconds of one recorded read, of a page of each search, and of a digest."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "snapshot", "list")
        inside = module(home, "bench.parts.audit_inside").answer
    rows = [
        within("one read recorded and committed", inside["read"], "ms", 10),
        *(within(f"search {name}", ms, "ms", 50) for name, ms in inside["searches"].items()),
        within("digest of a day", inside["digest"], "ms", 500),
        told("the whole chain verified", inside["verify"], "s"),
    ]
    return measured(f"{ENTRIES} entries, 400 people, 700 days", rows)
