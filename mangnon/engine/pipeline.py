"""The whole pipeline: a folder of Parquet and a catalogue in, a table of results out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.engine.compile import count_name, plan_scans
from mangnon.engine.counting.counter import Counts, opener
from mangnon.engine.counting.rollup import (
    TOTAL,
    Ints,
    Units,
    read_units,
)
from mangnon.engine.definitions import Catalog, Definition, Table
from mangnon.engine.issues import EngineError
from mangnon.engine.reported import read_reported, read_targets
from mangnon.engine.results import SCHEMA, Counted, Judging, computed_rows, reported_rows

UNITS, REPORTED, TARGETS = ALWAYS = ("units", "reported_values", "targets")
RESULTS_FILE = "results.parquet"


@dataclass(frozen=True)
class RunOutcome:
    """What a run gave: the results, the SQL of each table that was scanned, and how it was made."""

    results: pa.Table
    sql: Mapping[str, str]
    elapsed: float  # seconds
    engine: str
    engine_version: str
    catalog_sha256: str


def run(data: Path, catalog: Catalog, *, as_of: date, engine: str = "duckdb") -> RunOutcome:
    """Compute every leaf that is in force on the day, for every unit and declared breakdown.

    `data` holds one folder of Parquet files a table. Raises EngineError, with a sentence for the
    person, when the data cannot be trusted: a missing table or column, an empty cell, a code that
    its list does not have, a row of a unit that is not there.
    """
    opened = opener(engine)
    started = time.perf_counter()
    definitions = catalog.in_force(as_of)
    scans = plan_scans(definitions, catalog.tables, as_of)
    tables = [_table(catalog, name) for name in (*ALWAYS, *(scan.table.name for scan in scans))]
    with opened(data, catalog, tables) as counter:
        whole = {name: counter.whole(catalog.tables[name]) for name in ALWAYS}
        units = read_units(whole[UNITS])
        counts = {scan.table.name: counter.count(scan, units) for scan in scans}
        sql = {scan.table.name: counter.sql(scan) for scan in scans}
        version = counter.version
    judging = Judging(
        as_of, read_targets(whole[TARGETS], as_of.year), read_reported(whole[REPORTED])
    )
    return RunOutcome(
        results=_all_results(definitions, _RollUp(catalog, counts, units), judging),
        sql=sql,
        elapsed=time.perf_counter() - started,
        engine=engine,
        engine_version=version,
        catalog_sha256=catalog.sha256,
    )


def write_results(outcome: RunOutcome, folder: Path) -> Path:
    """Write the results as Parquet into an existing folder and return the file."""
    file = folder / RESULTS_FILE
    pq.write_table(outcome.results, file, compression="zstd")
    return file


@dataclass(frozen=True)
class _RollUp:
    """Counts by unit and breakdown, each table and dimension rolled up once for all leaves."""

    catalog: Catalog
    found: Mapping[str, Counts]
    units: Units
    done: dict[tuple[str, str], Mapping[str, Ints]] = field(default_factory=dict)

    def counted(self, definition: Definition, dimension: str) -> Counted:
        """Return both counts of a leaf, leaving out members that nobody belongs to."""
        members = self._members(definition, dimension)
        counts = {}
        for role, term in definition.terms.items():
            key = (term.table, dimension)
            if key not in self.done:
                self.done[key] = self.found[term.table].by(dimension, members)
            counts[role] = self.done[key][count_name(definition.leaf, role)]
        top, bottom = counts["numerator"], counts["denominator"]
        present = np.flatnonzero((top + bottom).any(axis=0))
        if dimension == TOTAL:
            present = np.arange(1)
        names = [members[place] for place in present.tolist()]
        return Counted(dimension, names, top[:, present], bottom[:, present])

    def _members(self, definition: Definition, dimension: str) -> list[str]:
        if dimension == TOTAL:
            return [TOTAL]
        table = self.catalog.tables[definition.terms["denominator"].table]
        return list(self.catalog.lists[table.by_name[dimension].list or ""].by_code)


def _all_results(
    definitions: Mapping[str, Definition], rolled: _RollUp, judging: Judging
) -> pa.Table:
    parts = [SCHEMA.empty_table()]
    for definition in definitions.values():
        if not definition.is_computed:
            parts.append(reported_rows(definition, rolled.units, judging))
            continue
        for dimension in (TOTAL, *definition.breakdowns):
            counted = rolled.counted(definition, dimension)
            if counted.members:
                parts.append(computed_rows(definition, counted, rolled.units, judging))
    return pa.concat_tables(parts).combine_chunks()


def _table(catalog: Catalog, name: str) -> Table:
    if name not in catalog.tables:
        raise EngineError(f"Danh mục thiếu tables/{name}.yaml.")
    return catalog.tables[name]
