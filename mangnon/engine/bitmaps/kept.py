"""Bitmaps that stay beside a snapshot, and any cross-tabulation of its figures from them.

    kept = keep(folder, catalog, as_of=day, snapshot_sha256=hash_of_its_manifest)   # once a process
    table = kept.cross("14", ["sex", "area"], where={"ethnic_group": "kinh"})
    table.numerator[place, sex, area]      # counts of kept.units at that place, districts included

Opening hashes every file (a nation: a quarter of a second; a province: nothing), so keep what
`keep` returns. A cross-tabulation takes milliseconds. Counts are those of the engine: hide small
cells before anybody sees them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.engine.bitmaps.bitmaps import Unfit
from mangnon.engine.bitmaps.chunks import Source, condition_text
from mangnon.engine.bitmaps.crossing import Bits, Crossable, GroupedRows
from mangnon.engine.bitmaps.files import kept_folder, read_bitmaps, write_bitmaps
from mangnon.engine.compile import DENOMINATOR, NUMERATOR, Scan, count_name, plan_scans
from mangnon.engine.counting import on_duckdb
from mangnon.engine.counting.parquet_files import table_files
from mangnon.engine.counting.rollup import Ints, Units, read_cells, read_units
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.issues import EngineError

UNITS = "units"
CELLS = "cells.parquet"


@dataclass(frozen=True)
class Cross:
    """A leaf by units and members: arrays of (units, members of the first dimension, …)."""

    units: Ints  # places in `Kept.units`
    members: Mapping[str, Sequence[str]]  # the codes of each dimension, in the order asked
    numerator: Ints
    denominator: Ints


@dataclass(frozen=True)
class Kept:
    """Every table of one snapshot, ready for cross-tabulations."""

    catalog: Catalog
    definitions: Mapping[str, Definition]  # what is counted of the snapshot's day
    units: Units
    levels: Sequence[str]  # of each unit
    tables: Mapping[str, Crossable]

    def dimensions(self, leaf: str) -> list[str]:
        """Return the breakdowns that a leaf can be crossed by."""
        scans = [self.tables[term.table].scan for term in self._definition(leaf).terms.values()]
        shared = [name for name in scans[0].dimensions if name in scans[-1].dimensions]
        return [*shared, *self.units.classes]

    def of_level(self, level: str) -> Ints:
        """Return the places of the units of a level: province, district or commune."""
        return np.flatnonzero(np.array(self.levels) == level)

    def below(self, code: str, valid_from: date) -> Ints:
        """Return the places of the units directly below one."""
        parent = self.units.steps[1] if len(self.units.steps) > 1 else np.full(len(self.units), -1)
        return np.flatnonzero(parent == self.place(code, valid_from))

    def place(self, code: str, valid_from: date) -> int:
        """Return the place of a unit; EngineError when the snapshot has none such."""
        found = self.units.positions(pa.array([code]), pa.array([valid_from]))[0]
        if found < 0:
            raise EngineError(f"Bản chốt không có đơn vị {code} từ {valid_from}.")
        return int(found)

    def cross(
        self,
        leaf: str,
        dimensions: Sequence[str] = (),
        *,
        where: Mapping[str, str] | None = None,
        units: Ints | None = None,
    ) -> Cross:
        """Return both counts of a leaf by units and by the members of up to three dimensions.

        `where` keeps, of other dimensions, one member each. `units` are places in `self.units`, all
        of them when it is None. Raises EngineError for a leaf or dimension that is not there.
        """
        definition, asked = self._definition(leaf), {} if where is None else where
        for name in (*dimensions, *asked):
            if name not in self.dimensions(leaf):
                known = ", ".join(self.dimensions(leaf))
                raise EngineError(f"Chỉ tiêu {leaf} không phân tổ theo “{name}”; có: {known}.")
        chosen = {name: self._place_of(leaf, name, code) for name, code in asked.items()}
        places = np.arange(len(self.units)) if units is None else units
        found = {}
        for role in (NUMERATOR, DENOMINATOR):
            table = self.tables[definition.terms[role].table]
            name = count_name(leaf, role)
            count = next(count for count in table.scan.counts if count.name == name)
            found[role] = table.cross(count, dimensions, chosen, places)
        members = {name: self._members(leaf, name) for name in dimensions}
        return Cross(places, members, found[NUMERATOR], found[DENOMINATOR])

    def _definition(self, leaf: str) -> Definition:
        if leaf not in self.definitions:
            known = ", ".join(self.definitions)
            raise EngineError(f"Không có chỉ tiêu được đếm “{leaf}”; có: {known}.")
        return self.definitions[leaf]

    def _members(self, leaf: str, dimension: str) -> list[str]:
        name = self._definition(leaf).terms[DENOMINATOR].table
        return _codes(self.catalog, UNITS if dimension in self.units.classes else name, dimension)

    def _place_of(self, leaf: str, dimension: str, code: str) -> int:
        members = self._members(leaf, dimension)
        if code not in members:
            raise EngineError(f"“{dimension}” không có “{code}”; có: {', '.join(members)}.")
        return members.index(code)


def keep(folder: Path, catalog: Catalog, *, as_of: date, snapshot_sha256: str) -> Kept:
    """Return the bitmaps of a snapshot, made first where there are none of it and its catalogue.

    Raises EngineError with a sentence for the person when the data cannot be trusted or the bitmaps
    not be written.
    """
    definitions = {
        leaf: definition
        for leaf, definition in catalog.in_force(as_of).items()
        if definition.is_computed and not definition.is_change
    }
    scans = plan_scans(definitions, catalog.tables, as_of)
    units_table = catalog.tables[UNITS]
    with on_duckdb.opened(folder, catalog, [units_table]) as counter:
        whole = counter.whole(units_table)
    classes = {name: _codes(catalog, UNITS, name) for name in units_table.dimensions}
    units = read_units(whole, classes)
    origin = {
        "snapshot_sha256": snapshot_sha256,
        "catalog_sha256": catalog.sha256,
        "as_of": as_of.isoformat(),
        "polars": pl.__version__,
    }
    making = _Making(folder, catalog, scans, units)
    place = kept_folder(folder, origin, making.write)
    tables = {scan.table.name: making.read(place, scan) for scan in scans}
    return Kept(catalog, definitions, units, whole["level"].to_pylist(), tables)


def _codes(catalog: Catalog, table: str, dimension: str) -> list[str]:
    return list(catalog.lists[catalog.tables[table].by_name[dimension].list or ""].by_code)


@dataclass(frozen=True)
class _Making:
    """How the tables of a snapshot are written, and opened again."""

    folder: Path
    catalog: Catalog
    scans: Sequence[Scan]
    units: Units

    def write(self, building: Path) -> None:
        tables = [scan.table for scan in self.scans]
        with on_duckdb.opened(self.folder, self.catalog, tables) as portable:
            for scan in self.scans:
                source, place = self._source(scan), building / scan.table.name
                try:
                    write_bitmaps(place, source.chunks(), source.rows)
                except Unfit:
                    for file in place.iterdir():
                        file.unlink()
                    rows = portable.cells(scan)
                    read_cells(scan, rows, self.units, self.catalog.lists)  # refuses lost units
                    pq.write_table(rows, place / CELLS, compression="zstd")

    def read(self, place: Path, scan: Scan) -> Crossable:
        source, folder = self._source(scan), place / scan.table.name
        sizes = {name: len(source.codes(name)) for name in scan.dimensions}
        sizes |= {name: len(_codes(self.catalog, UNITS, name)) for name in self.units.classes}
        if (folder / CELLS).exists():
            rows = pq.read_table(folder / CELLS)
            cells = read_cells(scan, rows, self.units, self.catalog.lists)
            return GroupedRows(scan, cells, self.units, sizes)
        texts = list(dict.fromkeys(condition_text(count.condition) for count in scan.counts))
        members = {name: source.codes(name) for name in scan.dimensions}
        return Bits(scan, read_bitmaps(folder, texts, members), self.units, sizes)

    def _source(self, scan: Scan) -> Source:
        return Source(table_files(self.folder, scan.table), scan, self.catalog.lists, self.units)
