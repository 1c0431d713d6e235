"""mangnon engine run: no database, no Django."""

import argparse
from pathlib import Path

from mangnon.config.run import answer
from mangnon.engine.api import compute, write_results
from mangnon.engine.counting.parquet_files import is_address
from mangnon.engine.manifest import MANIFEST, sha256
from mangnon.ui.formats import number


def run_(options: argparse.Namespace) -> int:
    outcome = compute(options.data, options.catalog, as_of=options.as_of, engine=options.engine)
    written = write_results(outcome, options.out)
    value = {
        "results": str(written),
        "rows": outcome.results.num_rows,
        "engine": outcome.engine,
        "engine_version": outcome.engine_version,
        "seconds": round(outcome.elapsed, 3),
        "as_of": options.as_of.isoformat(),
        "results_sha256": sha256(written),
        "catalog_sha256": outcome.catalog_sha256,
        "manifest_sha256": _manifest_sha256(options.data),
        "sql": dict(outcome.sql),
    }
    answer(
        value, options, f"Đã ghi {number(outcome.results.num_rows, 0)} dòng kết quả vào {written}."
    )
    return 0


def _manifest_sha256(data: str) -> str | None:
    """Return the hash that the receipt of a figure names, None where the data are no snapshot."""
    file = Path(data) / MANIFEST
    return sha256(file) if not is_address(data) and file.exists() else None
