"""The register's pages under load: a served home of 300,000 children, fifty officers signed in.

Officers need a second factor, and a form that took its codes from a bench would be a hole: the
sessions are written into the bench's own home, for officers of its own who have a factor
(`bench/parts/officers.py`). Every request then passes all that stands before a page.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, at_least, measured, told, within
from bench.parts.served import Served, served
from bench.parts.swarm import Answers, swarm

CHILDREN = 240_000  # the register also keeps those who grew up or moved: 300,000 rows
OFFICERS, SECONDS, AT_ONCE = 50, 30, 8
SLOWEST, LEAST = 150, 120  # milliseconds at p95; requests a second on 2 processors


def measure(children: int = CHILDREN, seconds: int = SECONDS) -> dict[str, Any]:
    """Return p95 of the pages for officers who think a second, and how many pages at most."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        known = module(home, "bench.parts.officers", OFFICERS).answer
        people = Path(folder) / "officers.json"
        people.write_text(json.dumps(known), encoding="utf-8")
        with served(home) as site:
            swarm(site.port, people, users=AT_ONCE, seconds=5, thinks=0)  # warm
            rows = _with_thought(site, people, seconds) + _flat_out(site, people, seconds)
    return measured(f"{known['children']} children, {OFFICERS} officers in 40 communes", rows)


def _with_thought(site: Served, people: Path, seconds: int) -> list[Row]:
    found = swarm(site.port, people, users=OFFICERS, seconds=seconds, thinks=1)
    rows = [
        within(f"{OFFICERS} officers who think 1 s: {what}, p95", answers.p95, "ms", SLOWEST)
        for what, answers in found.items()
    ]
    return [*rows, told("the same, pages asked for", _rate(found), "1/s")]


def _flat_out(site: Served, people: Path, seconds: int) -> list[Row]:
    rows = []
    for only, limit in (("list", LEAST), ("search", None)):
        before = site.processor()
        found = swarm(site.port, people, users=AT_ONCE, seconds=seconds, thinks=0, only=only)
        spent = site.processor() - before
        count = sum(answers.count for answers in found.values())
        what = f"flat out, {only}"
        rate = _rate(found)
        rows += [at_least(what, rate, "1/s", limit) if limit else told(what, rate, "1/s")]
        rows += [told(f"{what}, processor of one", round(1000 * spent / count, 2), "ms")]
    return rows


def _rate(found: dict[str, Answers]) -> float:
    return round(sum(answers.per_second for answers in found.values()), 1)
