"""A snapshot's folder as a page or a report reads it: catalogue, targets, reported values."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq

from mangnon.catalog import CATALOG
from mangnon.core.models import Unit
from mangnon.engine.load import catalog_hash
from mangnon.engine.manifest import MANIFEST, hashes, sha256
from mangnon.engine.results import SCHEMA
from mangnon.indicators.frozen import units_day
from mangnon.indicators.released import hidden_in

PARTS = ("indicators", "tables", "lists", "quality")
TARGET_COLUMNS = ("leaf", "relation", "value", "value_max", "unit")


def freeze(snapshot, targets, reported, year=2025):
    """Write the parts; a target is (leaf, relation, value, upper value or "", unit)."""
    for part in PARTS:
        shutil.copytree(CATALOG / part, snapshot.folder / "catalog" / part)
    freeze_targets(snapshot, targets, year)
    write(snapshot.folder / "reported_values", [{"series": ""} | row for row in reported])
    seal(snapshot)


def seal(snapshot):
    """Write down what the folder holds now, as if it had been frozen so."""
    manifest = {"units_on": "2025-06-30", "files": hashes(snapshot.folder)}
    (snapshot.folder / MANIFEST).write_text(json.dumps(manifest))
    snapshot.catalog_sha256 = catalog_hash(snapshot.folder / "catalog")
    snapshot.save(update_fields=["catalog_sha256"])


def freeze_targets(snapshot, targets, year=2025):
    rows = [dict(zip(TARGET_COLUMNS, target, strict=True)) for target in targets]
    write(snapshot.folder / "targets", [r | {"population": "", "year": year} for r in rows])


def write(folder, rows):
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), folder / "part.parquet")


def freeze_results(run):
    """Write the figures of a run made by hand, and the units they stand on, beside its snapshot."""
    rows = [
        {name: getattr(result, name) for name in SCHEMA.names if not name.startswith("unit")}
        | {"unit": result.unit.code, "unit_valid_from": result.unit.valid_from}
        for result in run.results.select_related("unit")
    ]
    folder = run.snapshot.folder / "results"
    folder.mkdir(exist_ok=True)
    table = pa.Table.from_pylist(rows, schema=SCHEMA)
    file = folder / f"{run.engine}-{run.pk}.parquet"
    pq.write_table(table, file)
    run.results_sha256 = sha256(file)
    run.save(update_fields=["results_sha256"])
    units = {unit.code: unit for unit in Unit.objects.on(units_day(run.snapshot))}
    write(run.snapshot.folder / "units", [_unit(unit, units) for unit in units.values()])
    seal(run.snapshot)
    hidden_in(run)  # as the job does after each computation


def _unit(unit, units):
    above = units.get(unit.parent_code)
    return {
        "code": unit.code,
        "valid_from": unit.valid_from,
        "parent_code": above.code if above else None,
        "parent_valid_from": above.valid_from if above else None,
    }
