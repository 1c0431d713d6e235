"""A home served as its user serves it, with the processor time of all that serves it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.parts.command import ROOT

STARTS_WITHIN = 120
# A home that was just filled has figures to prepare, which is not what a bench of pages measures.
SETTLES_WITHIN = 600
IDLE = 0.05  # of one processor, over LOOKS seconds
LOOKS = 5


@dataclass(frozen=True)
class Served:
    port: int
    process: subprocess.Popen[bytes]

    def processor(self) -> float:
        """Return the seconds spent so far by the site, its worker and its PostgreSQL."""
        top = psutil.Process(self.process.pid)
        return sum(sum(one.cpu_times()[:4]) for one in (top, *top.children(recursive=True)))


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Serve the home on a free port until the block ends; its worker has nothing left to do."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "mangnon.config.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603
        command, env=os.environ | place, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        site = Served(port, process)
        _settle(site)
        yield site
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise RuntimeError("the site did not answer")


def _settle(site: Served) -> None:
    until = time.monotonic() + SETTLES_WITHIN
    while time.monotonic() < until:
        before = site.processor()
        time.sleep(LOOKS)
        if site.processor() - before < IDLE * LOOKS:
            return
    raise RuntimeError("the site did not come to rest")
