"""A snapshot's folder as a page or a report reads it: catalogue, targets, reported values."""

import shutil

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.catalog import CATALOG

PARTS = ("indicators", "tables", "lists")
TARGET_COLUMNS = ("leaf", "relation", "value", "value_max", "unit")


def freeze(snapshot, targets, reported, year=2025):
    """Write the parts; a target is (leaf, relation, value, upper value or "", unit)."""
    for part in PARTS:
        shutil.copytree(CATALOG / part, snapshot.folder / "catalog" / part)
    freeze_targets(snapshot, targets, year)
    (snapshot.folder / "manifest.json").write_text('{"units_on": "2025-06-30"}')
    write(snapshot.folder / "reported_values", [{"series": ""} | row for row in reported])


def freeze_targets(snapshot, targets, year=2025):
    rows = [dict(zip(TARGET_COLUMNS, target, strict=True)) for target in targets]
    write(snapshot.folder / "targets", [r | {"population": "", "year": year} for r in rows])


def write(folder, rows):
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), folder / "part.parquet")
