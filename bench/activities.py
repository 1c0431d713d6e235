"""List and calendar of activities under load: 100,000 over five years, fifty people who think 1 s.

Half of the people keep a commune each, the others see the whole province.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import Row, measured, told, within
from bench.parts.served import served
from bench.parts.swarm import swarm

ACTIVITIES, PEOPLE, SECONDS = 100_000, 50, 30
SLOWEST = 150  # milliseconds at p95
DOES = Path(__file__).parent / "parts" / "activity_users.py"
PAGES = {"list": "list", "calendar": "calendar of a month"}


def measure(activities: int = ACTIVITIES, seconds: int = SECONDS) -> dict[str, Any]:
    """Return p95 of list and calendar, and the processor time of one page."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", 1000, "--no-serve")
        known = module(home, "bench.parts.activity_workers", activities, PEOPLE).answer
        people = Path(folder) / "people.json"
        people.write_text(json.dumps(known["sessions"]), encoding="utf-8")
        with served(home) as site:
            swarm(site.port, people, users=PEOPLE, seconds=10, thinks=1, does=DOES)  # warm
            before = site.processor()
            found = swarm(site.port, people, users=PEOPLE, seconds=seconds, thinks=1, does=DOES)
            spent = site.processor() - before
    count = sum(answers.count for answers in found.values())
    rows: list[Row] = [
        within(f"{PEOPLE} people who think 1 s: {words}, p95", found[name].p95, "ms", SLOWEST)
        for name, words in PAGES.items()
    ]
    rows.append(told("pages asked for", round(count / seconds, 1), "1/s"))
    rows.append(told("processor of one page", round(1000 * spent / count, 1), "ms"))
    return measured(f"{activities} activities in {known['communes']} communes", rows)
