"""How long `mangnon plan read` takes on a 60-page plan, as Word and as PDF, start-up included."""

import json
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from bench.parts.rows import Row, measured, told, within
from mangnon.documents.reading.files.opening import read_lines
from tests.documents import docx_plans, office, plan_texts

ROOT = Path(__file__).resolve().parents[1]
PAGES = 60
COPIES = 10  # of the demonstration plan, which fills a little more than six pages
RUNS = 5
GOALS = {"docx": 2.0, "pdf": 5.0}


def measure() -> dict[str, Any]:
    """Return the seconds (median of five runs) and what was found, for each form."""
    with tempfile.TemporaryDirectory() as folder:
        plan = docx_plans.of_lines(plan_texts.lines_of("demo") * COPIES)
        paper = office.printed(Path(folder), {"plan": plan})["plan"]
        pages = len(pdfium.PdfDocument(paper))
        rows = [row for form in GOALS for row in _rows(form, paper.with_suffix(f".{form}"))]
    return measured(f"a plan of {pages} pages, the demonstration's {COPIES} times", rows)


def _rows(form: str, path: Path) -> list[Row]:
    found = _timed(path)
    return [
        within(f"plan read, .{form}, start-up included", found["seconds"], "s", GOALS[form]),
        told(f"plan read, .{form}, slowest of {RUNS}", found["slowest"], "s"),
        told(f"plan read, .{form}, processor", found["cpu_seconds"], "s"),
        told(f"plan read, .{form}, indicators found", found["indicators"], ""),
        told(f"plan read, .{form}, lines", found["lines"], ""),
    ]


def _timed(path: Path) -> dict[str, Any]:
    command = [str(ROOT / "bin" / "mangnon"), "plan", "read", str(path), "--json"]
    seconds = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(RUNS):
        start = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        seconds.append(time.perf_counter() - start)
    plan = json.loads(done.stdout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": round(statistics.median(seconds), 2),
        "slowest": round(max(seconds), 2),
        "cpu_seconds": round(worked / RUNS, 2),
        "indicators": len(plan["indicators"]),
        "lines": len(read_lines(path)),
    }
