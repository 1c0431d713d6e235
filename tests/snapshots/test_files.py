"""A snapshot on disk is whole or absent, and every touched byte is found."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mangnon.engine.manifest import MANIFEST, differences, sha256, told
from mangnon.snapshots.files import write_snapshot

SCHEMA = pa.schema([pa.field("unit_code", pa.string(), nullable=False)])
COMMUNES = pa.table({"unit_code": ["25216", "25217"]}, schema=SCHEMA)


@pytest.fixture
def frozen(tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "1.yaml").write_text("leaf: '1'\n")
    folder = tmp_path / "snapshots" / "one"
    digest = write_snapshot(
        folder,
        {"communes": COMMUNES},
        texts={"sql/duckdb/communes.sql": "SELECT 1\n"},
        copies={"catalog/indicators": rules},
        description={"id": "one", "as_of": "2025-10-31"},
    )
    return folder, digest


def test_a_second_write_to_the_same_place_is_refused(frozen):
    folder, digest = frozen
    with pytest.raises(FileExistsError):
        write_snapshot(folder, {}, texts={}, copies={}, description={})
    assert differences(folder, digest) == []


def test_the_manifest_names_every_file_with_its_hash_and_every_table_with_its_rows(frozen):
    folder, digest = frozen
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["rows"] == {"communes": 2}
    assert manifest["as_of"] == "2025-10-31"
    assert set(manifest["files"]) == {
        "communes/part-0.parquet",
        "sql/duckdb/communes.sql",
        "catalog/indicators/1.yaml",
    }
    assert manifest["files"]["sql/duckdb/communes.sql"] == sha256(
        folder / "sql/duckdb/communes.sql"
    )
    assert digest == sha256(folder / MANIFEST)


def test_columns_are_required_in_the_file_itself(frozen):
    folder, _digest = frozen
    schema = pq.ParquetFile(folder / "communes/part-0.parquet").schema
    assert schema.column(0).max_definition_level == 0


def test_one_changed_byte_is_found(frozen):
    folder, digest = frozen
    file = folder / "communes/part-0.parquet"
    content = bytearray(file.read_bytes())
    before = sha256(file)
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    (found,) = differences(folder, digest)
    assert found == {
        "file": "communes/part-0.parquet",
        "problem": "changed",
        "expected": before,
        "found": sha256(file),
    }
    assert told(found) == f"{found['file']} đã bị sửa: sha256 {sha256(file)}, khi chốt {before}"


def test_a_missing_and_an_added_file_are_found(frozen):
    folder, digest = frozen
    (folder / "sql/duckdb/communes.sql").rename(folder / "sql/duckdb/other.sql")
    assert differences(folder, digest) == [
        {"file": "sql/duckdb/communes.sql", "problem": "missing"},
        {
            "file": "sql/duckdb/other.sql",
            "problem": "unknown",
            "found": sha256(folder / "sql/duckdb/other.sql"),
        },
    ]


def test_a_manifest_rewritten_to_match_a_changed_file_is_found(frozen):
    folder, digest = frozen
    file = folder / "catalog/indicators/1.yaml"
    file.write_text("leaf: '2'\n")
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"]["catalog/indicators/1.yaml"] = sha256(file)
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert [(d["file"], d["problem"]) for d in differences(folder, digest)] == [
        (MANIFEST, "changed")
    ]


def test_a_snapshot_that_is_gone_is_found(tmp_path):
    assert differences(tmp_path / "none", "0" * 64) == [{"file": MANIFEST, "problem": "missing"}]


@pytest.mark.parametrize("later", ["results/duckdb-1.parquet", "bitmaps/0a/manifest.json"])
def test_what_is_made_of_it_later_does_not_change_the_snapshot(frozen, later):
    folder, digest = frozen
    (folder / later).parent.mkdir(parents=True)
    (folder / later).write_bytes(b"later")
    assert differences(folder, digest) == []
