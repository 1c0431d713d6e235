"""What the scope adds to a list and a count over 300,000 children, with the database's plans."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import measured, told, within
from mangnon.config.settings import HOME

CHILDREN = 240_000  # the register also keeps those who grew up or moved: 300,000 rows
MOST = 1.2  # what a scope may make of a query
PLANS = HOME / "bench" / "access-plans.txt"


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return medians in milliseconds; each with the scope beside 1.2 times the one without.

    The query without is written by hand for the same rows: the units named, or no condition where
    the person serves every unit.
    """
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        inside = module(home, "bench.parts.scoped").answer
    PLANS.parent.mkdir(parents=True, exist_ok=True)
    PLANS.write_text("\n\n".join(inside["plans"]), encoding="utf-8")
    rows = []
    for what, by_hand, scoped in inside["pairs"]:
        rows.append(told(f"{what}, by hand", round(by_hand, 3), "ms"))
        rows.append(within(f"{what}, visible_to", scoped, "ms", round(by_hand * MOST, 3)))
    rows += [told(f"units looked up once, {who}", *spent) for who, *spent in inside["lookups"]]
    return measured(f"{inside['rows']} rows; plans in {PLANS}", rows)
