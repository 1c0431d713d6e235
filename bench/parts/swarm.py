"""Locust, run as a program of its own, and what it found."""

import itertools
import json
import os
import subprocess
import sys
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.parts.command import ROOT

USERS = Path(__file__).with_name("register_users.py")


@dataclass(frozen=True)
class Answers:
    """How one kind of request was answered."""

    count: int
    per_second: float
    p95: float  # milliseconds


def swarm(
    port: int,
    people: Path,
    *,
    users: int,
    seconds: int,
    thinks: float,
    only: str = "",
    does: Path = USERS,
) -> dict[str, Answers]:
    """Let so many of the people do what the file `does` says; raise when one was refused."""
    command = [
        sys.executable, "-m", "locust", "-f", str(does), "--headless", "--json",
        "--host", f"http://127.0.0.1:{port}", "--users", str(users), "--spawn-rate", str(users),
        "--run-time", f"{seconds}s", "--skip-log", "--exit-code-on-error", "1",
    ]  # fmt: skip
    told = {"OFFICERS": str(people), "THINKS": str(thinks), "ONLY": only, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(  # noqa: S603
        command, env=os.environ | told, cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return {entry["name"]: _answers(entry, seconds) for entry in json.loads(ran.stdout)}


def _answers(entry: dict[str, Any], seconds: int) -> Answers:
    """Read the counts by milliseconds, which locust keeps to two digits above a hundred."""
    counts = sorted((float(spent), n) for spent, n in entry["response_times"].items())
    upto = list(itertools.accumulate(n for _spent, n in counts))
    slow = bisect_left(upto, 0.95 * upto[-1])
    return Answers(upto[-1], upto[-1] / seconds, counts[slow][0])
