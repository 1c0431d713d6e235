"""Every list of a plan's work under load: five years of 200 organisations and 40 communes.

Fifty people who think 1 s look at one list after another, whichever comes. Then they look at the
pages that add up or bring together: counts, statements, and all that waits for a person.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, measured, told, within
from bench.parts.served import Served, served
from bench.parts.swarm import swarm

TASKS, ACTIVITIES, ORGANISATIONS, PEOPLE, SECONDS = 20_000, 100_000, 200, 50, 60
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
            rows = [*_looked_at(site, people, "lists", seconds),
                    *_looked_at(site, people, "overviews", seconds)]  # fmt: skip
    title = f"{tasks} tasks, {activities} activities, {filled['records']} other records"
    return measured(f"{title}; {PEOPLE} people who think 1 s", rows)


def _looked_at(site: Served, people: Path, pages: str, seconds: int) -> Iterator[Row]:
    about: dict[str, Any] = {"users": PEOPLE, "thinks": 1, "only": pages, "does": DOES}
    swarm(site.port, people, seconds=30, **about)  # warm
    before = site.processor()
    found = swarm(site.port, people, seconds=seconds, **about)
    spent = site.processor() - before
    count = sum(answers.count for answers in found.values())
    found.pop(REFUSED, None)
    for name, answers in sorted(found.items(), key=lambda pair: -pair[1].p95):
        what = f"{pages}: {name}, p95"
        if pages == "lists":
            yield within(what, answers.p95, "ms", SLOWEST)
        else:
            yield told(what, answers.p95, "ms")
    yield told(f"{pages}: asked for", round(count / seconds, 1), "1/s")
    yield told(f"{pages}: processor of one", round(1000 * spent / count, 1), "ms")
