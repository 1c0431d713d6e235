"""The whole pipeline: a folder of Parquet and a catalogue in, a table of results out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from mangnon.engine.companions import AREA_CLASS, coverage_rows, gap_rows, own_rows
from mangnon.engine.compile import (
    BEFORE_ROWS,
    COVERAGE,
    DENOMINATOR,
    NOW_ROWS,
    NUMERATOR,
    count_name,
    plan_scans,
)
from mangnon.engine.counting.counter import Counts, opener
from mangnon.engine.counting.rollup import (
    TOTAL,
    Ints,
    Units,
    read_units,
)
from mangnon.engine.definitions import Catalog, Definition, OwnCount, Table
from mangnon.engine.issues import EngineError
from mangnon.engine.reported import read_reported, read_targets
from mangnon.engine.results import (
    SCHEMA,
    Counted,
    Judging,
    computed_rows,
    reported_rows,
)

UNITS, REPORTED, TARGETS = ALWAYS = ("units", "reported_values", "targets")
RESULTS_FILE, COMPANIONS_FILE = "results.parquet", "companions.parquet"


@dataclass(frozen=True)
class RunOutcome:
    """What a run gave: the results, the SQL of each table that was scanned, and how it was made.

    `companions` are rows of the same shape that stand beside the results: coverage and the gap
    between classes of area (see companions.py).
    """

    results: pa.Table
    companions: pa.Table
    sql: Mapping[str, str]
    elapsed: float  # seconds
    engine: str
    engine_version: str
    catalog_sha256: str


def run(data: Path | str, catalog: Catalog, *, as_of: date, engine: str = "duckdb") -> RunOutcome:
    """Compute every leaf that is in force on the day, for every unit and declared breakdown.

    `data` holds one folder of Parquet files a table; for Spark it may be an address (s3a://…).
    Raises EngineError, with a sentence for the person, when the data cannot be trusted: a missing
    table or column, a broken file, an empty cell, a code that its list does not have, a row of a
    unit that is not there.
    """
    opened = opener(engine)
    started = time.perf_counter()
    definitions = catalog.in_force(as_of)
    scans = plan_scans(definitions, catalog.tables, as_of)
    tables = [_table(catalog, name) for name in (*ALWAYS, *(scan.table.name for scan in scans))]
    with opened(data, catalog, tables) as counter:
        whole = {name: counter.whole(catalog.tables[name]) for name in ALWAYS}
        units = read_units(whole[UNITS], _classes(catalog))
        if not len(units):
            raise EngineError(f"Bảng {UNITS} không có dòng nào; cần cây đơn vị hành chính.")
        counts = {scan.table.name: counter.count(scan, units) for scan in scans}
        sql = {scan.table.name: counter.sql(scan) for scan in scans}
        version = counter.version
    judging = Judging(
        as_of, read_targets(whole[TARGETS], as_of.year), read_reported(whole[REPORTED], definitions)
    )
    rolled = _RollUp(catalog, counts, units)
    return RunOutcome(
        results=_all_results(definitions, rolled, judging),
        companions=_companions(definitions, rolled, as_of),
        sql=sql,
        elapsed=time.perf_counter() - started,
        engine=engine,
        engine_version=version,
        catalog_sha256=catalog.sha256,
    )


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
        tables = {role: term.table for role, term in definition.terms.items()}

        def count(role: str, of: str) -> Ints:
            return self._count(definition.leaf, role, tables[of], dimension, members)

        top, bottom = count(NUMERATOR, NUMERATOR), count(DENOMINATOR, DENOMINATOR)
        known = np.ones(top.shape, dtype=bool)
        present = np.flatnonzero((top + bottom).any(axis=0))
        if definition.is_change:
            now, before = count(NOW_ROWS, NUMERATOR), count(BEFORE_ROWS, DENOMINATOR)
            top, known = bottom - top, (now > 0) & (now == before)
            if dimension != TOTAL:  # a member that nobody belongs to has a fall of nothing
                known |= (now == 0) & (before == 0)
        if dimension == TOTAL:
            present = np.arange(1)
        names = [members[place] for place in present.tolist()]
        return Counted(dimension, names, top[:, present], bottom[:, present], known[:, present])

    def should_reach(self, definition: Definition, table: str) -> Ints:
        """Return by unit whom the denominator should reach."""
        return self._count(definition.leaf, COVERAGE, table, TOTAL, [TOTAL])[:, 0]

    def own_count(self, definition: Definition, own: OwnCount) -> tuple[Ints, Ints]:
        """Return by unit both counts that the registers make of a reported figure."""
        top, bottom = (
            self._count(definition.leaf, role, term.table, TOTAL, [TOTAL])[:, 0]
            for role, term in own.terms.items()
        )
        return top, bottom

    def _count(
        self, leaf: str, role: str, table: str, dimension: str, members: Sequence[str]
    ) -> Ints:
        key = (table, dimension)
        if key not in self.done:
            self.done[key] = self.found[table].by(dimension, members)
        return self.done[key][count_name(leaf, role)]

    def _members(self, definition: Definition, dimension: str) -> list[str]:
        if dimension == TOTAL:
            return [TOTAL]
        return list(self.catalog.members_of(definition, dimension).by_code)


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


def _companions(definitions: Mapping[str, Definition], rolled: _RollUp, as_of: date) -> pa.Table:
    parts, units = [SCHEMA.empty_table()], rolled.units
    for definition in definitions.values():
        if term := definition.coverage:
            reached = rolled.counted(definition, TOTAL).denominator[:, 0]
            should = rolled.should_reach(definition, term.table)
            parts.append(coverage_rows(definition, reached, should, units, as_of))
        if own := definition.own_count:
            top, bottom = rolled.own_count(definition, own)
            parts.append(own_rows(definition, top, bottom, units, as_of))
        if AREA_CLASS in definition.breakdowns:
            counted = rolled.counted(definition, AREA_CLASS)
            classes = rolled.catalog.lists[AREA_CLASS]
            parts.append(gap_rows(definition, counted, classes, units, as_of))
    return pa.concat_tables(parts).combine_chunks()


def _classes(catalog: Catalog) -> dict[str, list[str]]:
    table = catalog.tables[UNITS]
    return {
        name: list(catalog.lists[table.by_name[name].list or ""].by_code)
        for name in table.dimensions
    }


def _table(catalog: Catalog, name: str) -> Table:
    if name not in catalog.tables:
        raise EngineError(f"Danh mục thiếu tables/{name}.yaml.")
    return catalog.tables[name]
