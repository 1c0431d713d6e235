"""How long the to-do lists and the question at entry take in the database, 300,000 children."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within
from mangnon.config.settings import HOME

CHILDREN = 240_000  # the register also keeps those who grew up or moved: 300,000 rows
LIMIT = 50  # milliseconds, for one list of a commune
ALL_COUNTS = "all counts by hamlet"
PLANS = HOME / "bench" / "to-do-plans.txt"


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return medians in milliseconds of each list; those over the province have no limit."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        inside = module(home, "bench.parts.listing").answer
    PLANS.parent.mkdir(parents=True, exist_ok=True)
    PLANS.write_text("\n\n".join(inside["plans"]), encoding="utf-8")
    counts = inside["commune"].pop(ALL_COUNTS)
    rows = [within(what, spent, "ms", LIMIT) for what, spent in inside["commune"].items()]
    rows.append(told(ALL_COUNTS, round(counts, 1), "ms"))
    entry = inside["entry"]
    rows.append(
        within("is the child there already, p95", entry[int(0.95 * len(entry))], "ms", LIMIT)
    )
    rows += [
        told(f"the province: {what}", round(spent, 1), "ms")
        for what, spent in inside["province"].items()
    ]
    data = f"{inside['rows']} rows, a commune of {inside['largest']}; plans in {PLANS}"
    return measured(data, rows)
