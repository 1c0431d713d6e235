"""Reading a table as bitmaps, some hundred thousand rows at a time.

Nothing that figures stand on may be empty or outside its list. Here that is only noticed: the
members of a breakdown must have every row between them, and the rest is one more bit a row. The
sentence for the person is the portable path's.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from sqlglot import exp

from mangnon.engine.bitmaps.bitmaps import Bitmaps, Unfit, Words, all_rows, packed
from mangnon.engine.bitmaps.conditions import column, condition
from mangnon.engine.bitmaps.runs import Runs
from mangnon.engine.compile import Scan, columns_used
from mangnon.engine.counting.parquet_files import TableFiles
from mangnon.engine.counting.reading import may_be_empty
from mangnon.engine.counting.rollup import NOWHERE, Units
from mangnon.engine.definitions import CodeList
from mangnon.engine.predicates import conjuncts

ROWS = 491_520  # a chunk: four row groups of a snapshot, and a multiple of 64
MOST_RUNS = 1 << 14  # of a chunk: rows that lie in no order are counted sooner by SQL
FEW = 8  # a list as long as this is compared text by text
EVERYONE = "TRUE"


def condition_text(tree: exp.Expr | None) -> str:
    """Return the name of a condition's bitmap: itself, as PostgreSQL would read it."""
    return EVERYONE if tree is None else tree.sql("postgres")


@dataclass(frozen=True)
class Source:
    """One table of a folder, and what a scan asks of it."""

    found: TableFiles
    scan: Scan
    lists: Mapping[str, CodeList]
    units: Units

    def codes(self, name: str) -> list[str]:
        return list(self.lists[self.scan.table.by_name[name].list or ""].by_code)

    @property
    def rows(self) -> int:
        return sum(pq.read_metadata(file).num_rows for file in self.found.files)

    def chunks(self) -> Iterator[Bitmaps]:
        """Yield the table's rows in their order; Unfit where they are better counted by SQL."""
        if (
            self.scan.entity
            or self.found.partitions
            or any(count.weight for count in self.scan.counts)
        ):
            raise Unfit
        reader = _Reader(self)
        frame = pl.scan_parquet(
            [str(file) for file in self.found.files], glob=False, hive_partitioning=False
        ).select(reader.asked)
        try:
            for start in range(0, self.rows, ROWS):
                yield reader.read(frame.slice(start, ROWS).collect(engine="streaming"))
        except pl.exceptions.PolarsError as error:
            raise Unfit from error


class _Reader:
    """What is asked of polars for each chunk, and how its answer becomes bitmaps."""

    def __init__(self, source: Source) -> None:
        self.source = source
        table = source.scan.table
        trees = {condition_text(count.condition): count.condition for count in source.scan.counts}
        self.parts = {
            text: [part.sql("postgres") for part in conjuncts(tree)] if tree else []
            for text, tree in trees.items()
        }
        atoms = {
            part.sql("postgres"): part
            for tree in trees.values()
            if tree
            for part in conjuncts(tree)
        }
        self.asked = [pl.col(name) for name in table.unit_columns or ()]
        self.asked += [condition(part, table).alias(f"if {text}") for text, part in atoms.items()]
        for name in source.scan.dimensions:
            self.asked += _members(name, source.codes(name), column(name, table))
        self.asked += [_is_unsound(source).alias("unsound")]

    def read(self, frame: pl.DataFrame) -> Bitmaps:
        if frame["unsound"].any():
            raise Unfit
        runs = self._runs(frame)
        atoms = {name: packed(frame[name]) for name in frame.columns if name.startswith("if ")}
        return Bitmaps(
            runs,
            {
                text: reduce(operator.and_, (atoms[f"if {part}"] for part in parts))
                if parts
                else all_rows(runs.rows)
                for text, parts in self.parts.items()
            },
            {name: self._members(frame, name) for name in self.source.scan.dimensions},
        )

    def _runs(self, frame: pl.DataFrame) -> Runs:
        keys = self.source.scan.table.unit_columns or ()
        is_first = reduce(operator.or_, (pl.col(key) != pl.col(key).shift() for key in keys))
        first = frame.select(is_first.fill_null(True).arg_true()).to_series()
        if len(first) > MOST_RUNS:
            raise Unfit
        code, day = (frame[key].gather(first).to_arrow() for key in keys)
        unit = self.source.units.positions(code, day)
        if (unit == NOWHERE).any():
            raise Unfit
        return Runs(np.append(first.to_numpy(), len(frame)).astype(np.int64), unit)

    def _members(self, frame: pl.DataFrame, name: str) -> Words:
        words = np.stack([packed(frame[f"{name} {code}"]) for code in self.source.codes(name)])
        if np.bitwise_count(words).sum(dtype=np.int64) != len(frame):
            raise Unfit
        return words


def _members(name: str, codes: Sequence[str], value: pl.Expr) -> list[pl.Expr]:
    if len(codes) <= FEW:
        return [(value == code).alias(f"{name} {code}") for code in codes]
    place = value.cast(pl.Enum(codes), strict=False).to_physical()
    return [(place == number).alias(f"{name} {code}") for number, code in enumerate(codes)]


def _is_unsound(source: Source) -> pl.Expr:
    """Return what is true of rows with an empty cell, or with a code that no breakdown checks."""
    used = columns_used(source.scan)
    checks = [pl.col(name).is_null() for name in may_be_empty(source.found, used)]
    for name in used:
        if source.scan.table.by_name[name].list and name not in source.scan.dimensions:
            value = column(name, source.scan.table)
            checks.append(~reduce(operator.or_, (value == code for code in source.codes(name))))
    return reduce(operator.or_, checks, pl.lit(False))
