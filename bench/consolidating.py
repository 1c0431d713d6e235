"""The consolidated report of 60 bodies with every target, charts and annexes, in its own home."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import mangnon, module, peak_of
from bench.parts.rows import measured, told, within
from mangnon.ui.pngs import PROGRAM

CHILDREN = 5_000
SECONDS, PEAK_MIB = 10, 400


def measure() -> dict[str, Any]:
    """Return the seconds and the peak memory of building it beside the limits of the issue."""
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        mangnon(home, "demo", "--children", CHILDREN, "--no-serve")
        inside = module(home, "bench.parts.consolidating").answer
    drawing_mib = peak_of([sys.executable, str(PROGRAM)], {"specs": inside["specs"], "scale": 2})
    rows = [
        within("building .docx and .xlsx", inside["building"], "s", SECONDS),
        within("peak memory of the process", inside["mib"], "MiB", PEAK_MIB),
        told("peak memory of the program that draws, beside it", drawing_mib, "MiB"),
        told("taking the words in, duplicates marked", round(inside["taking_in"], 2), "s"),
        told("what stands in the way", round(inside["asking"], 2), "s"),
        told("the .docx", round(inside["docx_kib"]), "KiB"),
    ]
    return measured(f"60 bodies, {inside['paragraphs']} paragraphs, {CHILDREN} children", rows)
