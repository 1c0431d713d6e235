"""The engine alone: what an auditor with a copied snapshot and nothing else can do."""

import datetime
import doctest
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from mangnon.catalog import CATALOG
from mangnon.engine import api
from mangnon.engine.manifest import MANIFEST, hashes, sha256
from tests.command_line import ROOT, mangnon, refused

from .world import AS_OF, people, write

ALONE = """
import sys
from mangnon.config.cli import main
status = main(sys.argv[1:])
loaded = {name.split(".")[0] for name in sys.modules}
assert not loaded & {"django", "psycopg", "pyspark"}, loaded
sys.exit(status)
"""


@pytest.fixture
def data(tmp_path):
    return write(tmp_path / "data", people(7, size=40))


def words(data, out, *more):
    asked = ("--data", data, "--catalog", CATALOG, "--as-of", AS_OF, "--out", out)
    return [str(word) for word in ("engine", "run", *asked, *more)]


def test_the_examples_of_its_pages_are_true():
    found = doctest.testmod(api)
    assert (found.failed, found.attempted) == (0, 2)


def test_neither_django_nor_a_database_driver_is_loaded(data, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *words(data, tmp_path / "out", "--json")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told, file = json.loads(done.stdout), tmp_path / "out" / "results.parquet"
    results = pq.read_table(file)
    assert tuple(results.column_names) == api.COLUMNS
    assert told["results"] == str(file)
    assert (told["rows"], told["results_sha256"]) == (results.num_rows, sha256(file))
    assert (told["engine"], told["manifest_sha256"]) == ("duckdb", None)
    assert told["engine_version"]
    assert told["seconds"] > 0
    assert results.equals(api.compute(data, CATALOG, as_of="2025-10-31").results)


def test_days_may_be_dates_or_texts(data):
    one = api.compute(str(data), str(CATALOG), as_of=datetime.date(2025, 10, 31))
    assert one.results.equals(api.compute(data, CATALOG, as_of="2025-10-31").results)


@pytest.fixture
def frozen(data):
    """The same folder with a manifest, as `snapshot take` writes one."""
    (data / MANIFEST).write_text(json.dumps({"files": hashes(data)}))
    return data


def test_a_frozen_folder_is_computed_and_tells_the_hash_of_its_manifest(frozen, tmp_path):
    done = mangnon(*words(frozen, tmp_path / "out", "--json"))
    assert json.loads(done.stdout)["manifest_sha256"] == sha256(frozen / MANIFEST)


def test_one_byte_changed_in_a_frozen_folder_is_told_with_both_hashes(frozen, tmp_path):
    file = frozen / "children" / "part-0.parquet"
    before, content = sha256(file), bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    done = mangnon(*words(frozen, tmp_path / "out"))
    assert refused(done, "children/part-0.parquet đã bị sửa", before, sha256(file))
    assert not (tmp_path / "out").exists()


def test_a_full_disk_leaves_the_results_that_were_there(data, tmp_path):
    """The limit on the size of a file stands for the disk: the same error from the system."""
    out = tmp_path / "out"
    assert mangnon(*words(data, out)).returncode == 0
    before = (out / "results.parquet").read_bytes()
    call = f'ulimit -f 4; exec {sys.executable} -m mangnon.config.cli "$@"'
    done = subprocess.run(
        ["/bin/bash", "-c", call, "bash", *words(data, out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused(done, f"{out}/", "tệp lớn hơn mức máy cho phép")
    assert {file.name for file in out.iterdir()} == {"companions.parquet", "results.parquet"}
    assert (out / "results.parquet").read_bytes() == before


def test_results_that_may_not_be_written_there_are_told(data, tmp_path):
    (tmp_path / "out").write_text("a file")
    assert refused(mangnon(*words(data, tmp_path / "out")), "out")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_day_before_every_definition_is_refused(tmp_path):
    data = write(tmp_path, people(7, size=20))
    with pytest.raises(api.EngineError, match="01/01/1999 chưa có chỉ tiêu nào"):
        api.compute(data, CATALOG, as_of="1999-01-01")
