"""How long one look at the time limits of 100,000 open cases takes; PLANS holds the EXPLAIN."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, beside, measured, told, within
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
        *_both("every case has a limit that has run out", inside["all"]),
        *_both("a tenth has run out, a tenth warns", inside["first"]),
        *_both("the next minute: nothing new", inside["again"]),
        beside(
            "one by one through the ORM, of as many, processor", inside["all"]["processor"], "s",
            inside["one_by_one"]["processor"] * cases, more_is_better=False,
        ),
        *_both("counts of kept and broken limits, all units", inside["counted"]),
    ]  # fmt: skip
    data = f"{cases} cases, {inside['clocks']} clocks; plan in {PLANS}"
    return measured(data, rows)


def _both(what: str, spent: dict[str, float]) -> list[Row]:
    """Return the processor's seconds beside the limit, and those on the clock as they were."""
    return [
        within(f"{what}, processor", spent["processor"], "s", LIMIT),
        told(f"{what}, on the clock", round(spent["clock"], 2), "s"),
    ]
