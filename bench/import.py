"""A workbook of 300,000 children to committed rows, beside django-import-export on a part."""

# ruff: noqa: N999 - the name that a person types

import tempfile
from pathlib import Path
from typing import Any

from bench.parts.command import module
from bench.parts.rows import beside, measured, told, within


def measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mangnon-bench-") as folder:
        # As root the server runs under another account, which must walk to its data.
        Path(folder).chmod(0o711)
        found = module(Path(folder) / "home", "bench.parts.bringing").answer
    ours = found["rows"] / found["seconds"]
    part = f"{found['peer_rows']} rows of the same kind of workbook, children alone"
    rows = [
        within("workbook to committed rows, all tables", found["seconds"], "s", 25),
        within("memory of the import itself", found["own_mib"], "MiB", 1536),
        within("memory of the process that opens the workbook", found["reader_mib"], "MiB", 1536),
        within("a workbook of 100 rows", found["few_seconds"], "s", 1),
        told("the same rows again, nothing to write", round(found["again_seconds"], 1), "s"),
        beside(f"rows a second; django-import-export as it comes, {part}", ours, "rows/s",
               found["peer"], more_is_better=True),
        beside(f"rows a second; django-import-export in bulk, {part}", ours, "rows/s",
               found["peer_in_bulk"], more_is_better=True),
    ]  # fmt: skip
    data = f"{found['rows']} rows, 23 columns, {found['counts']['new']} new children"
    return measured(data, rows)
