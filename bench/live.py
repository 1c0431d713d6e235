"""Live figures of a province: one commune counted again, beside counting the whole of it."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module
from bench.parts.rows import beside, measured, told, within
from bench.parts.served import served

CHILDREN = 300_000


def measure(children: int = CHILDREN) -> dict[str, Any]:
    """Return the seconds from a change to its figures, and what the rest of the time costs."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", children, "--no-serve")
        inside = module(home, "bench.parts.counting_live").answer
        with served(home):
            followed = module(home, "bench.parts.counting_live", "follow").answer
    rows = [
        within("one commune changed, to its new figures", inside["one"], "s", 0.5),
        told("the same, processor seconds with PostgreSQL's", inside["one_processor"], "s"),
        told("the same, the largest commune", inside["largest"], "s"),
        beside(
            "one commune, beside the whole province frozen and computed",
            inside["one"],
            "s",
            inside["whole"],
            more_is_better=False,
        ),
        within("an edit beside the served site, to its stored figure", followed["edit"], "s", 3),
        within("a look at the feed when nothing changed", inside["look"], "s", 0.005),
        told("the province's live figures, read", inside["read"], "s"),
        told("every unit counted, as once a day", inside["all"], "s"),
    ]
    return measured(f"{children} children, {inside['communes']} communes", rows)
