"""The engine for whoever works alone: a folder of Parquet and a catalogue in, figures out.

No database, no Django: a statistician computes, an auditor computes again.

    from mangnon.engine.api import compute

    outcome = compute("snapshots/20251031-…", "snapshots/20251031-…/catalog", as_of="2025-10-31")
    outcome.results          # a pyarrow Table with the columns of COLUMNS
    outcome.sql["children"]  # the statement that the counts of a table stand on
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from mangnon.engine.counting.counter import MODULES
from mangnon.engine.counting.parquet_files import is_address
from mangnon.engine.issues import CatalogError, EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.manifest import require_as_frozen
from mangnon.engine.pipeline import COMPANIONS_FILE, RESULTS_FILE, RunOutcome, run
from mangnon.engine.results import SCHEMA
from mangnon.engine.whole_files import written_whole
from mangnon.engine.words import day_text

__all__ = ["COLUMNS", "ENGINES", "CatalogError", "EngineError", "compute", "write_results"]

COLUMNS = tuple(SCHEMA.names)
ENGINES = tuple(MODULES)


def compute(
    data: Path | str, catalog: Path | str, *, as_of: date | str, engine: str = "duckdb"
) -> RunOutcome:
    """Compute every leaf of a catalogue that is in force on the day, for every unit and breakdown.

    `data` holds one folder of Parquet files a table; for Spark it may be an address (s3a://…).
    Where it is a frozen snapshot, every file is hashed first and must be as its manifest says.
    Raises CatalogError, which lists every mistake by file and line, or EngineError, with one
    sentence, when the data cannot be trusted.

    >>> COLUMNS[:5]
    ('leaf', 'unit', 'unit_valid_from', 'dimension', 'member')
    >>> compute("no/such/folder", "no/such/catalogue", as_of="2025-10-31")
    Traceback (most recent call last):
    mangnon.engine.issues.EngineError: Không có thư mục no/such/folder; hãy kiểm tra đường dẫn.
    """
    day = as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
    for folder in (data, catalog):
        if not is_address(folder) and not Path(folder).is_dir():
            raise EngineError(f"Không có thư mục {folder}; hãy kiểm tra đường dẫn.")
    known = load_catalog(Path(catalog))
    if not known.in_force(day):
        raise EngineError(
            f"Ngày {day_text(day)} chưa có chỉ tiêu nào có hiệu lực; hãy xem lại --as-of."
        )
    if not is_address(data):
        require_as_frozen(Path(data))
    return run(data, known, as_of=day, engine=engine)


def write_results(outcome: RunOutcome, folder: Path | str) -> Path:
    """Write the results and their companions as Parquet, whole or not at all; return the results.

    Makes the folder when there is none.
    """
    file, beside = Path(folder) / RESULTS_FILE, Path(folder) / COMPANIONS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(file) as draft, written_whole(beside) as companions:
        pq.write_table(outcome.companions, companions, compression="zstd")
        pq.write_table(outcome.results, draft, compression="zstd")
    return file
