"""How long one look at the time limits of 100,000 open cases takes; PLANS holds the EXPLAIN."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import beside, measured, told, within
from mangnon.config.settings import HOME

CASES = 100_000
LIMIT = 5  # seconds, for a look in which every case has a limit that has just run out
PLANS = HOME / "bench" / "clocks-plans.txt"


def measure(cases: int = CASES) -> dict[str, Any]:
    """Return the seconds of a first look, of the next, and of the worst one."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        inside = module(home, "bench.parts.case_clocks", cases).answer
    PLANS.parent.mkdir(parents=True, exist_ok=True)
    PLANS.write_text(inside["plan"], encoding="utf-8")
    rows = [
        within("every case has a limit that has run out", inside["all"], "s", LIMIT),
        within("a tenth has run out, a tenth warns", inside["first"], "s", LIMIT),
        within("the next minute: nothing new", inside["again"], "s", LIMIT),
        beside(
            "one by one through the ORM, of as many", inside["all"], "s",
            inside["one_by_one"] * cases, more_is_better=False,
        ),
        told("counts of kept and broken limits, all units", round(inside["counted"], 3), "s"),
    ]  # fmt: skip
    data = f"{cases} cases, {inside['clocks']} clocks; plan in {PLANS}"
    return measured(data, rows)
