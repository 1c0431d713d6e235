"""What any way of counting answers, and where each is found by name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from mangnon.engine.compile import Scan
from mangnon.engine.counting.rollup import Ints, Units
from mangnon.engine.definitions import Catalog, Table
from mangnon.engine.issues import EngineError

# Name of an engine -> the module that counts with it, by a function `opened`.
MODULES = {
    "duckdb": "mangnon.engine.counting.on_duckdb",
    "bitmap": "mangnon.engine.counting.on_bitmaps",
    "spark": "mangnon.engine.counting.on_spark",
}


class Counter(Protocol):
    """The tables of one folder, open for reading."""

    @property
    def version(self) -> str: ...

    def whole(self, table: Table) -> pa.Table:
        """Return every row of a small table; EngineError when a cell is empty or a code unknown."""
        ...

    def count(self, scan: Scan, units: Units) -> Counts:
        """Read what a scan asks of its table; EngineError for rows of a unit that is not there."""
        ...

    def sql(self, scan: Scan) -> str:
        """Return the statement that the counts stand on, for the receipt."""
        ...


class Counts(Protocol):
    """What one scan found."""

    def by(self, dimension: str, members: Sequence[str]) -> Mapping[str, Ints]:
        """Return for each count of the scan an array of (units, members).

        A unit's count is that of everything in it or below. `dimension` is TOTAL, with one member,
        a dimension of the scan, or one of the units (`Units.classes`), with the codes of its list.
        """
        ...


class Opened(Protocol):
    def __call__(
        self, data: Path | str, catalog: Catalog, tables: Sequence[Table]
    ) -> AbstractContextManager[Counter]: ...


def opener(engine: str) -> Opened:
    """Return how to open a folder for an engine; EngineError for one that there is not."""
    if engine not in MODULES:
        raise EngineError(f"Không có máy tính “{engine}”; có: {', '.join(MODULES)}.")
    found: Opened = importlib.import_module(MODULES[engine]).opened
    return found
