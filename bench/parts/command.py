"""A command of `mangnon` run as its user runs it, with its seconds and its peak memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024  # ru_maxrss is in KiB


@dataclass(frozen=True)
class Ran:
    answer: Any
    seconds: float
    processor: float  # seconds, with those of the PostgreSQL that it started
    peak_mib: int  # of the command itself; PostgreSQL is another process


def mangnon(home: Path, *words: object) -> Ran:
    """Run a command with --json; raise when it fails."""
    return _run([sys.executable, "-m", "mangnon.config.cli", *map(str, words), "--json"], home)


def module(home: Path, name: str, *words: object) -> Ran:
    """Run a module of the benches in a process of its own."""
    return _run([sys.executable, "-m", name, *map(str, words)], home)


def peak_of(command: list[str], given: object) -> int:
    """Return the peak memory in MiB of a program that is given JSON on standard input.

    Not less than that of the process that calls: a child begins as a copy of it.
    """
    with tempfile.TemporaryFile("w+") as asked:
        json.dump(given, asked)
        asked.seek(0)
        process = subprocess.Popen(command, stdin=asked, stdout=subprocess.DEVNULL)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_maxrss // MIB


def _run(command: list[str], home: Path) -> Ran:
    place = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, env=os.environ | place, cwd=ROOT)  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        output.seek(0)
        return Ran(
            answer=json.load(output),
            seconds=round(seconds, 2),
            processor=round(usage.ru_utime + usage.ru_stime, 2),
            peak_mib=usage.ru_maxrss // MIB,
        )
