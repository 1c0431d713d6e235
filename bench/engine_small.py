"""The bench of the engine on a fifth of a million children, to try it out in a minute or two."""

from typing import Any

from bench.engine import measure as measure_engine

ROWS, PROVINCE = 200_000, 20_000


def measure() -> dict[str, Any]:
    return measure_engine(ROWS, ROWS, PROVINCE)
