"""The crosswalk of a nation: 10,000 communes in three vintages, with merges, parts and renames."""

import random
import statistics
import time
from datetime import date
from fractions import Fraction
from typing import Any

from bench.parts.rows import measured, within
from mangnon.engine.crosswalk import Change, Registry, UnitSpan

COMMUNES, GROUP = 10_000, 3
FIRST, SECOND, THIRD = date(2000, 1, 1), date(2025, 7, 1), date(2026, 5, 1)
LIMIT, RUNS = 1.0, 5


def nation(communes: int = COMMUNES) -> tuple[Registry, dict[tuple[str, date], float]]:
    """Return units and changes: three communes become one, every tenth is parted; then a third
    of the new ones is retyped. With them, how many children each of the first communes has.
    """
    chance = random.Random(2025)  # noqa: S311
    old = [f"{number:05d}" for number in range(communes)]
    new = [f"n{number:05d}" for number in range(-(-communes // GROUP))]
    units = [UnitSpan(code, FIRST, SECOND, "commune") for code in old]
    changes: list[Change] = []
    for place, code in enumerate(old):
        home, beside = new[place // GROUP], new[(place // GROUP + 1) % len(new)]
        if place % 10:
            changes.append(Change(SECOND, code, home, "merge", Fraction(1)))
            continue
        share = Fraction(chance.randint(1, 99), 100)
        changes.append(Change(SECOND, code, home, "part_transfer", share, "area"))
        changes.append(Change(SECOND, code, beside, "part_transfer", 1 - share, "area"))
    for place, code in enumerate(new):
        is_retyped = place % 3 == 0
        units.append(UnitSpan(code, SECOND, THIRD if is_retyped else None, "commune"))
        if is_retyped:
            units.append(UnitSpan(code, THIRD, None, "commune"))
            changes.append(Change(THIRD, code, code, "retype", Fraction(1)))
    children = {(code, FIRST): float(chance.randint(50, 3_000)) for code in old}
    return Registry(units, changes), children


def measure() -> dict[str, Any]:
    """Return the seconds of the crosswalks between the vintages, median of five."""
    registry, children = nation()
    weights = {"children": children}
    ways = {
        "first vintage to the second": lambda: registry.crosswalk(FIRST, SECOND),
        "first vintage to the third": lambda: registry.crosswalk(FIRST, THIRD),
        "third vintage back to the first": lambda: registry.crosswalk(THIRD, FIRST, weights),
    }
    rows = [within(what, _median(work), "s", LIMIT) for what, work in ways.items()]
    shares = len(registry.crosswalk(FIRST, THIRD))
    return measured(f"{COMMUNES} communes, 3 vintages, {shares} shares over both reforms", rows)


def _median(work: Any) -> float:
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
