"""Counting some units alone, by the statements and definitions that a snapshot is counted by."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from mangnon.core.catalogs.in_force import catalog_in_force
from mangnon.core.models import Unit
from mangnon.core.units.province import RESULTS_ON
from mangnon.engine.compile import tables_counted
from mangnon.engine.counting.rollup import TOTAL
from mangnon.engine.definitions import Catalog
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import REPORTED, TARGETS, UNITS, run
from mangnon.indicators.live.stored import LiveCount
from mangnon.snapshots.pseudonyms import pseudonym_key
from mangnon.snapshots.registers import STATEMENTS, extract, schema

ENGINE = "duckdb"
DRAFT = ".live-"  # how the folder begins that holds the rows while they are counted
# What agencies reported is read when it is shown; nothing is measured by a target here.
# What cases count is told of the province alone, and only once a snapshot is frozen.
CASES = "abuse_cases"
LEFT_EMPTY = (REPORTED, TARGETS, CASES)
NO_PARENT = {"parent_code": "", "parent_valid_from": date(1900, 1, 1)}


def basis() -> str:
    """Return the hash of all that says how to count: counts of another basis are no more valid."""
    digest = hashlib.sha256(load_catalog(catalog_in_force()).sha256.encode())
    for file in sorted(STATEMENTS.glob("*.sql")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def remove_drafts() -> None:
    """Remove what a killed process left; call it while nobody counts."""
    for left in settings.HOME.glob(f"{DRAFT}*"):
        shutil.rmtree(left, ignore_errors=True)


def count(units: Collection[Unit], as_of: date) -> Iterator[LiveCount]:
    """Yield the units' own counts as of the day; raise EngineError when data cannot be trusted."""
    catalog = load_catalog(catalog_in_force())
    with tempfile.TemporaryDirectory(prefix=DRAFT, dir=settings.HOME) as folder:
        for name, table in _tables(catalog, units, as_of).items():
            file = Path(folder) / name / "part-0.parquet"
            file.parent.mkdir()
            pq.write_table(table, file, compression="none")
        results = run(Path(folder), catalog, as_of=as_of, engine=ENGINE).results
    known = {(unit.code, unit.valid_from): unit for unit in units}
    columns = ("unit", "unit_valid_from", "leaf", "dimension", "member", "numerator", "denominator")
    for code, day, leaf, dimension, member, top, bottom in zip(
        *(results[name].to_pylist() for name in columns), strict=True
    ):
        if bottom is not None and (dimension == TOTAL or top or bottom):
            yield LiveCount(
                unit=known[code, day], leaf=leaf, dimension=dimension, member=member,
                numerator=top, denominator=bottom,
            )  # fmt: skip


def _tables(catalog: Catalog, units: Collection[Unit], as_of: date) -> dict[str, pa.Table]:
    key = pseudonym_key()
    counted = tables_counted(catalog.in_force(as_of))
    found = extract(
        [catalog.tables[name] for name in counted if name not in LEFT_EMPTY],
        as_of=as_of,
        key=key,
        units_on=RESULTS_ON,
        units={unit.pk for unit in units},
    )
    empty = {
        name: schema(catalog.tables[name]).empty_table()
        for name in LEFT_EMPTY
        if name in catalog.tables
    }
    return found | empty | {UNITS: _alone(catalog, units, as_of, key)}


def _alone(catalog: Catalog, units: Collection[Unit], as_of: date, key: str) -> pa.Table:
    """Return the units as a table in which none lies in another: each keeps its own counts."""
    table = catalog.tables[UNITS]
    by_day: dict[date, list[Unit]] = defaultdict(list)
    for unit in units:
        by_day[_last_day(unit)].append(unit)
    parts = []
    for day, there in by_day.items():
        found = extract([table], as_of=as_of, key=key, units_on=day)[UNITS]
        named = pa.array([unit.code for unit in there], pa.string())
        parts.append(found.filter(pc.is_in(found["code"], value_set=named)))
    alone = pa.concat_tables(parts)
    for column, nothing in NO_PARENT.items():
        place, values = alone.schema.get_field_index(column), [nothing] * len(alone)
        field = alone.schema.field(place)
        alone = alone.set_column(place, field, pa.array(values, field.type))
    return alone


def _last_day(unit: Unit) -> date:
    """Return a day on which the unit existed: that on which figures stand, or its last."""
    if unit.valid_to is None or unit.exists_on(RESULTS_ON):
        return RESULTS_ON if unit.exists_on(RESULTS_ON) else max(unit.valid_from, RESULTS_ON)
    return unit.valid_to - timedelta(days=1)
