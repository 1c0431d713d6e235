"""How long `mangnon plan read` takes on a 60-page plan, as Word and as PDF, start-up included."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mangnon.documents.reading.sources import read_lines  # noqa: E402
from tests.documents import docx_plans, office, plan_texts  # noqa: E402

PAGES = 60
COPIES = 10  # of the demonstration plan, which fills a little more than six pages
RUNS = 5
GOALS = {"docx": 2.0, "pdf": 5.0}


def measure() -> dict[str, Any]:
    """Return seconds (median of five runs), pages and what was found, for each form."""
    with tempfile.TemporaryDirectory() as folder:
        plan = docx_plans.of_lines(plan_texts.lines_of("demo") * COPIES)
        paper = office.printed(Path(folder), {"plan": plan})["plan"]
        pages = len(pdfium.PdfDocument(paper))
        return {
            form: {"pages": pages, "goal": goal, **_timed(paper.with_suffix(f".{form}"))}
            for form, goal in GOALS.items()
        }


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


if __name__ == "__main__":
    json.dump(measure(), sys.stdout, indent=1)
    sys.stdout.write("\n")
