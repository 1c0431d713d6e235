"""The tasks of a province under load: a served home of 20,000, fifty people who think 1 s.

Each looks at the list of what they see, narrows it, and asks how many stand where; then the
timeline of 500 tasks is drawn, one request after another.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, measured, told, within
from bench.parts.served import Served, served
from bench.parts.swarm import swarm

TASKS, ORGANISATIONS, PEOPLE, SECONDS = 20_000, 200, 50, 30
SLOWEST, SLOWEST_DRAWN = 150, 300  # milliseconds at p95
DOES = Path(__file__).parent / "parts" / "task_users.py"


def measure(tasks: int = TASKS, seconds: int = SECONDS) -> dict[str, Any]:
    """Return p95 of the list, the counts and the timeline, and the processor time of one."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        sessions = module(home, "bench.parts.task_doers", tasks, ORGANISATIONS, PEOPLE).answer
        with served(home) as site, tempfile.NamedTemporaryFile("w", suffix=".json") as people:
            json.dump(sessions, people)
            people.flush()
            rows = _looked_at(site, Path(people.name), seconds)
    return measured(f"{tasks} tasks of {ORGANISATIONS} organisations", rows)


def _looked_at(site: Served, people: Path, seconds: int) -> list[Row]:
    swarm(site.port, people, users=PEOPLE, seconds=10, thinks=1, does=DOES)  # warm
    before = site.processor()
    found = swarm(site.port, people, users=PEOPLE, seconds=seconds, thinks=1, does=DOES)
    spent = site.processor() - before
    asked = sum(answers.count for answers in found.values())
    drawn = swarm(
        site.port, people, users=1, seconds=10, thinks=0.2, only="timeline", does=DOES
    )["timeline"]  # fmt: skip
    what = f"{PEOPLE} people who think 1 s"
    return [
        within(f"{what}: list, p95", found["list"].p95, "ms", SLOWEST),
        within(f"{what}: how many stand where, p95", found["agencies"].p95, "ms", SLOWEST),
        told("the same, pages asked for", round(asked / seconds, 1), "1/s"),
        told("the same, processor of one", round(1000 * spent / asked, 1), "ms"),
        within("one person: the timeline of 500 tasks, p95", drawn.p95, "ms", SLOWEST_DRAWN),
    ]
