"""Every list of a plan's work under load: five years of 200 organisations and 40 communes.

Fifty people who think 1 s look at one list after another, whichever comes.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, measured, told, within
from bench.parts.served import served
from bench.parts.swarm import swarm

TASKS, ACTIVITIES, ORGANISATIONS, PEOPLE, SECONDS = 20_000, 100_000, 200, 50, 120
SLOWEST = 150  # milliseconds at p95
DOES = Path(__file__).parent / "parts" / "plan_users.py"
REFUSED = "refused"  # people without the right; an answer, and no list


def measure(
    tasks: int = TASKS, activities: int = ACTIVITIES, seconds: int = SECONDS
) -> dict[str, Any]:
    """Return p95 of each list, the slowest first, and the processor time of one."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        filled = module(
            home, "bench.parts.plan_workers", tasks, activities, ORGANISATIONS, PEOPLE
        ).answer  # fmt: skip
        people = Path(folder) / "people.json"
        people.write_text(json.dumps(filled["sessions"]), encoding="utf-8")
        with served(home) as site:
            swarm(site.port, people, users=PEOPLE, seconds=30, thinks=1, does=DOES)  # warm
            before = site.processor()
            found = swarm(site.port, people, users=PEOPLE, seconds=seconds, thinks=1, does=DOES)
            spent = site.processor() - before
    count = sum(answers.count for answers in found.values())
    lists = {name: one.p95 for name, one in found.items() if name != REFUSED}
    rows: list[Row] = [
        within(f"{name}, p95", p95, "ms", SLOWEST)
        for name, p95 in sorted(lists.items(), key=lambda pair: -pair[1])
    ]
    rows.append(told("lists asked for", round(count / seconds, 1), "1/s"))
    rows.append(told("processor of one list", round(1000 * spent / count, 1), "ms"))
    title = f"{tasks} tasks, {activities} activities, {filled['records']} other records"
    return measured(f"{title}; {PEOPLE} people who think 1 s", rows)
