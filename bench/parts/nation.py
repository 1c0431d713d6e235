"""A nation's children as one frozen table: 59 columns, 40 measures, four levels of units.

The rows follow from their numbers alone, so that a folder made once serves every bench after it.
"""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from bench.parts.command import ROOT
from mangnon.catalog import CATALOG
from mangnon.engine.definitions import Table
from mangnon.engine.load import load_catalog

FORMAT = 1  # of the folders that are kept; another number makes them anew
ROW_GROUP = 122_880
STEP = ROW_GROUP * 8
CHILDREN_A_COMMUNE = 2_500
FIRST_DAY, NEVER, TOP = date(2021, 1, 1), date(9999, 12, 31), date(1900, 1, 1)
ARROW = {"date": pa.date32(), "boolean": pa.bool_(), "integer": pa.int64(), "double": pa.float64()}
UNIT_COLUMNS = [
    "code", "valid_from", "valid_to", "level", "type", "name", "parent_code", "parent_valid_from",
]  # fmt: skip
FLAGS, STATUSES, DAYS, INTEGERS, DOUBLES = 36, 4, 3, 3, 4
MEMBERS = {
    "sex": ["male", "female", "unknown"],
    "age_band": ["under_1", "1_to_4", "5_to_10", "11_to_14", "15"],
    "ethnic_group": ["kinh", "tay", "thai", "muong", "khmer", "other"],
    "area": ["urban", "rural"],
    "disability": ["no", "yes"],
}
STATUS = ["yes", "no", "unknown"]
LEVELS = ["nation", "province", "district", "commune"]


def nation(rows: int) -> Path:
    """Return the folder of a nation with so many children; made where there is none yet."""
    home = Path(os.environ.get("MANGNON_BENCH_DATA", ROOT / "var" / "bench"))
    folder = home / f"nation-{FORMAT}-{rows}"
    if not folder.exists():
        building = folder.with_name(f".building-{folder.name}")
        shutil.rmtree(building, ignore_errors=True)
        _write_children(building / "children", rows)
        _write_units(building / "units", communes_of(rows))
        building.rename(folder)
    for name in ("reported_values", "targets"):  # whose columns follow the catalogue of today
        _write_nothing(folder / name, load_catalog(CATALOG).tables[name])
    return folder


def communes_of(rows: int) -> int:
    return max(1, rows // CHILDREN_A_COMMUNE)


def columns() -> dict[str, pa.DataType]:
    """Return the 59 columns of the table of children, none of them ever empty."""
    day, text = pa.date32(), pa.string()
    named = {"unit_code": text, "unit_valid_from": day, "child_key": pa.int64(), "birth_date": day}
    named |= dict.fromkeys(MEMBERS, text)
    named |= {f"is_{place}": pa.bool_() for place in range(FLAGS)}
    named |= {f"status_{place}": text for place in range(STATUSES)}
    named |= {f"seen_{place}": day for place in range(DAYS)}
    named |= {f"doses_{place}": pa.int64() for place in range(INTEGERS)}
    return named | {f"size_{place}": pa.float64() for place in range(DOUBLES)}


def _write_children(folder: Path, rows: int) -> None:
    folder.mkdir(parents=True)
    schema = pa.schema([pa.field(name, kind, nullable=False) for name, kind in columns().items()])
    with (
        duckdb.connect() as connection,
        pq.ParquetWriter(folder / "part-0.parquet", schema, compression="zstd") as writer,
    ):
        for start in range(0, rows, STEP):
            query = _select(start, min(start + STEP, rows), communes_of(rows))
            table = connection.sql(query).to_arrow_table()
            writer.write_table(table.cast(schema), row_group_size=ROW_GROUP)


def _select(start: int, end: int, communes: int) -> str:
    """Return rows by number; every column takes bits of its own from one of four hashes."""
    parts = {
        "unit_code": f"(10000 + least(i // {CHILDREN_A_COMMUNE}, {communes - 1}))::VARCHAR",
        "unit_valid_from": f"DATE '{FIRST_DAY}'",
        "child_key": "i",
        "birth_date": "DATE '2025-10-31' - (h0 % 5844)::INTEGER",
        "sex": _one_of("sex", "CASE WHEN h0 >> 20 & 1023 = 0 THEN 2 ELSE h0 >> 30 & 1 END"),
        "age_band": _one_of("age_band", "least((h0 % 5844) // 1260, 4)"),
        "ethnic_group": _one_of("ethnic_group", "greatest((h0 >> 32 & 63)::INTEGER - 58, 0)"),
        "area": _one_of("area", f"least(i // {CHILDREN_A_COMMUNE}, {communes - 1}) % 3 // 2"),
        "disability": _one_of("disability", "CASE WHEN h0 >> 40 & 63 = 0 THEN 1 ELSE 0 END"),
    }
    for place in range(FLAGS):
        chance = 64 + 24 * place  # of 1,024
        parts[f"is_{place}"] = f"(h{1 + place // 12} >> {place % 12 * 5} & 1023) < {chance}"
    for place in range(STATUSES):
        share = f"(h0 >> {44 + 4 * place} & 15)"
        named = f"CASE WHEN {share} = 0 THEN 3 WHEN {share} < 5 THEN 2 ELSE 1 END"
        parts[f"status_{place}"] = f"{STATUS}[{named}]"
    for place in range(DAYS):
        parts[f"seen_{place}"] = f"DATE '2025-10-31' - (h1 >> {20 * place} & 1023)::INTEGER"
    for place in range(INTEGERS):
        parts[f"doses_{place}"] = f"(h2 >> {20 * place} & 7)::BIGINT"
    for place in range(DOUBLES):
        parts[f"size_{place}"] = f"(h3 >> {12 * place} & 255) / 10.0"
    chosen = ", ".join(f"{expression} AS {name}" for name, expression in parts.items())
    hashes = ", ".join(f"hash(i * 4 + {place}) AS h{place}" for place in range(4))
    return f"SELECT {chosen} FROM (SELECT i, {hashes} FROM range({start}, {end}) AS t(i))"  # noqa: S608


def _one_of(dimension: str, place: str) -> str:
    return f"{MEMBERS[dimension]}[1 + ({place})::INTEGER]"


def _write_units(folder: Path, communes: int) -> None:
    """Ten communes a district, ten districts a province, and the nation above them all."""
    units = [("0", "nation", "")]
    units += [(str(10 + p), "province", "0") for p in range(-(-communes // 100))]
    units += [(str(1000 + d), "district", str(10 + d // 10)) for d in range(-(-communes // 10))]
    units += [(str(10000 + c), "commune", str(1000 + c // 10)) for c in range(communes)]
    rows = [
        (code, FIRST_DAY, NEVER, level, "", code, parent, FIRST_DAY if parent else TOP)
        for code, level, parent in units
    ]
    folder.mkdir(parents=True)
    table = pa.table(list(map(list, zip(*rows, strict=True))), names=UNIT_COLUMNS)
    pq.write_table(table, folder / "part-0.parquet")


def _write_nothing(folder: Path, table: Table) -> None:
    """Write a table without rows, which the engine asks for."""
    fields = [(column.name, ARROW.get(column.type, pa.string())) for column in table.columns]
    folder.mkdir(exist_ok=True)
    pq.write_table(pa.schema(fields).empty_table(), folder / "part-0.parquet")
