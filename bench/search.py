"""How long a search for a name takes in the database, beside plain pg_trgm."""

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import module
from bench.parts.rows import Row, beside, measured, told, within

# p95 in milliseconds over the stated mix: full name, 2 words, 1 word, first 3 letters.
LIMITS = {
    300_000: {"commune": 50, "province": 50},
    3_000_000: {"commune": 100, "province": 300},
}


def measure(sizes: tuple[int, ...] = tuple(LIMITS)) -> dict[str, Any]:
    """Return p95 of each size and scope beside its limit and its peer."""
    rows: list[Row] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
            # As root the server runs under another account, which must walk to its data.
            Path(folder).chmod(0o711)
            found = module(Path(folder) / "home", "bench.parts.searching", size).answer
        for where, spent in found.items():
            what = f"{size:,} children, within the {where}"
            rows.append(within(f"{what}, p95", spent["ours"], "ms", LIMITS[size][where]))
            rows += [
                told(f"{what}, {kind}", round(p95, 1), "ms") for kind, p95 in spent["kinds"].items()
            ]
            rows.append(
                beside(
                    f"{what}, p95 beside pg_trgm",
                    spent["ours"],
                    "ms",
                    spent["peer"],
                    more_is_better=False,
                )
            )
            rows.append(told(f"{what}, pg_trgm, one word", spent["peer, one word"], "ms"))
    return measured("40 communes, names of the catalogue; best of three of 240 searches", rows)
