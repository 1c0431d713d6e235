"""python -m bench.parts.on_spark ADDRESS ROWS RUNS: a nation's counts on Spark; prints JSON."""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from itertools import pairwise

from bench.parts.designs.nation_data import Nation
from bench.parts.designs.ours import all_counts
from mangnon.engine.counting.spark_session import ADDRESS, spark_session

MIB = 1024  # ru_maxrss is in KiB


def measure(address: str, rows: int, runs: int) -> dict[str, object]:
    os.environ[ADDRESS] = address
    nation, marks = Nation(rows), [time.perf_counter()]
    with spark_session():
        marks.append(time.perf_counter())
        for _ in range(1 + runs):
            totals = all_counts(nation, "spark")
            marks.append(time.perf_counter())
    start, first, *warm = (end - begin for begin, end in pairwise(marks))
    java = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "start": start,
        "first": first,
        "warm": statistics.median(warm),
        "processor": java.ru_utime + java.ru_stime,
        "peak_mib": java.ru_maxrss // MIB,
        "totals": totals,
    }


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), sys.stdout)
