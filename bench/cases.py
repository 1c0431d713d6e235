"""The board of cases under load: a served home of 10,000 open cases, fifty officers who think 1 s.

Measured twice: the cases lie in all communes, each officer works on those of theirs; and all lie in
one commune, each of fifty officers works on all of them.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, measured, told, within
from bench.parts.served import Served, served
from bench.parts.swarm import swarm

CASES, OFFICERS, SECONDS = 10_000, 50, 30
SLOWEST = 150  # milliseconds at p95
DOES = Path(__file__).parent / "parts" / "board_users.py"
WHOSE = {"own": "the cases of their commune", "all": "all of them, in one commune"}


def measure(cases: int = CASES, seconds: int = SECONDS) -> dict[str, Any]:
    """Return p95 of the board, and the processor time of one."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        known = module(home, "bench.parts.case_workers", cases, 2 * OFFICERS).answer
        with served(home) as site:
            rows = [row for whose in WHOSE for row in _looked_at(site, known, whose, seconds)]
    return measured(f"{cases} open cases in {known['communes']} communes", rows)


def _looked_at(site: Served, known: dict[str, Any], whose: str, seconds: int) -> list[Row]:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as people:
        json.dump(known[whose], people)
        people.flush()
        file = Path(people.name)
        swarm(site.port, file, users=OFFICERS, seconds=10, thinks=1, does=DOES)  # warm
        before = site.processor()
        found = swarm(site.port, file, users=OFFICERS, seconds=seconds, thinks=1, does=DOES)
        spent = site.processor() - before
    board = found["board"]
    what = f"{OFFICERS} officers who think 1 s, each works on {WHOSE[whose]}"
    return [
        within(f"{what}: board, p95", board.p95, "ms", SLOWEST),
        told("the same, boards asked for", round(board.per_second, 1), "1/s"),
        told("the same, processor of one", round(1000 * spent / board.count, 1), "ms"),
    ]
