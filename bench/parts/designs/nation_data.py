"""What every design is given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.parts.forty import AS_OF, forty
from bench.parts.nation import nation
from mangnon.engine.compile import Scan, columns_used, plan_scans
from mangnon.engine.definitions import Catalog

Totals = list[int]
Once = Callable[[], Totals]


@dataclass(frozen=True)
class Nation:
    rows: int

    @cached_property
    def folder(self) -> Path:
        return nation(self.rows)

    @property
    def children(self) -> Path:
        return self.folder / "children" / "part-0.parquet"

    @cached_property
    def catalog(self) -> Catalog:
        return forty()

    @cached_property
    def scan(self) -> Scan:
        (scan,) = plan_scans(self.catalog.in_force(AS_OF), self.catalog.tables, AS_OF)
        return scan

    @property
    def columns(self) -> list[str]:
        return columns_used(self.scan)

    def condition(self, place: int, dialect: str) -> str:
        tree = self.scan.counts[place].condition
        return "TRUE" if tree is None else tree.sql(dialect)


Design = Callable[[Nation], AbstractContextManager[Once]]
