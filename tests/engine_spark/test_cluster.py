"""Spark on two workers beside DuckDB: the same figures to the last digit, the same refusals.

All in one module, since a cluster takes seconds to start and pytest gives a module to one process.
"""

import shutil
from datetime import date

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run
from mangnon.engine.predicate_types import predicate_problems
from mangnon.engine.predicates import bind, parse
from tests.engine.world import AS_OF, only, people, reported, target, write

from . import predicates

LEAP_DAY = {
    "as_of": date(2024, 2, 29),
    "period_start": date(2023, 9, 1),
    "period_end": date(2024, 2, 29),
    "year": 2024,
}
RANDOM = 120


def both(data, catalog):
    """Return what DuckDB and Spark give for the same folder."""
    return (run(data, catalog, as_of=AS_OF, engine=engine) for engine in ("duckdb", "spark"))


def test_there_are_two_workers_in_processes_of_their_own(cluster):
    assert cluster.range(2).count() == 2
    memory = cluster.sparkContext._jsc.sc().getExecutorMemoryStatus()
    assert memory.size() == 3  # the driver and two workers


def test_figures_are_those_of_duckdb_to_the_last_digit(cluster, catalog, tmp_path):
    rows = people(20, size=300) | {
        "reported_values": [reported("9", 0.1 + 0.2), reported("12", 0.0)],
        "targets": [target("1", ">=", "76.9"), target("9", "<=", "0.3")],
    }
    on_duckdb, on_spark = both(write(tmp_path, rows), catalog)
    assert on_spark.results.equals(on_duckdb.results)
    assert (on_spark.engine, on_spark.engine_version) == ("spark", cluster.version)
    assert on_spark.sql.keys() == on_duckdb.sql.keys()


def test_every_allowed_form_means_the_same_on_spark_duckdb_and_polars(cluster, tmp_path):
    made = predicates.Random(seed=2024)
    texts = [*predicates.FORMS, *(made.predicate() for _ in range(RANDOM))]
    for text in texts:
        assert not predicate_problems(parse(text), predicates.TABLE, predicates.LISTS), text
    trees = [bind(parse(text), LEAP_DAY) for text in texts]
    rows = predicates.rows()
    on_duckdb = _by_duckdb(trees, rows)
    assert _by_polars(trees, rows).equals(on_duckdb)
    assert _by_spark(trees, rows, cluster, tmp_path / "awkward.parquet").equals(on_duckdb)
    some = [i for i in range(len(texts)) if len(set(on_duckdb[f"p{i}"].to_pylist())) == 2]
    assert len(some) > len(texts) / 2, "too few predicates tell rows apart"


def _by_duckdb(trees, rows):
    with duckdb.connect() as connection:
        connection.register("awkward", rows)
        return connection.sql(_all(trees, "duckdb")).to_arrow_table()


def _by_polars(trees, rows):
    found = pl.SQLContext(awkward=pl.from_arrow(rows)).execute(_all(trees, "postgres"), eager=True)
    return found.to_arrow()


def _by_spark(trees, rows, session, file):
    pq.write_table(rows, file)
    session.read.parquet(str(file)).createOrReplaceTempView("awkward")
    found = session.sql(_all(trees, "spark")).toArrow()
    return found.cast(pa.schema([(name, pa.bool_()) for name in found.column_names]))


def _all(trees, dialect):
    columns = (f"({tree.sql(dialect)}) AS p{i}" for i, tree in enumerate(trees))
    return f"SELECT {', '.join(columns)} FROM awkward"


@pytest.fixture
def some(catalog):
    """Two leaves in two tables: 7 counts schools, 14 counts children."""
    return only(catalog, "7", "14")


@pytest.fixture
def data(tmp_path):
    return write(tmp_path / "số liệu [1] {a}", people(11, size=60))


def test_a_table_may_be_several_files_in_folders_that_name_a_column(cluster, some, data):
    (whole,) = (run(data, some, as_of=AS_OF).results for _ in range(1))
    table = pq.read_table(data / "children" / "part-0.parquet")
    shutil.rmtree(data / "children")
    for place, (sex, born) in enumerate(_pairs(table)):
        folder = data / "children" / f"sex={sex}" / f"birth_date={born}"
        folder.mkdir(parents=True, exist_ok=True)
        part = table.slice(place, 1).drop_columns(["sex", "birth_date"])
        pq.write_table(part, folder / f"part {place}%.parquet")
    (data / "children" / "_temporary").mkdir()
    (data / "children" / "_temporary" / "half.parquet").write_bytes(b"PAR1")
    (data / "children" / "_SUCCESS").touch()
    for outcome in both(data, some):
        assert outcome.results.equals(whole)


def _pairs(table):
    return zip(table["sex"].to_pylist(), table["birth_date"].to_pylist(), strict=True)


def test_a_code_with_a_zero_before_it_stays_a_code_in_the_name_of_a_folder(cluster, some, data):
    file = data / "children" / "part-0.parquet"
    table = pq.read_table(file)
    folder = data / "children" / "ethnicity=01"
    folder.mkdir()
    pq.write_table(table.drop_columns(["ethnicity"]), folder / "part-0.parquet")
    file.unlink()
    on_duckdb, on_spark = both(data, some)
    assert on_spark.results.equals(on_duckdb.results)


def rewritten(data, name, column, change):
    file = data / name / "part-0.parquet"
    table = pq.read_table(file)
    values = change(table[column])
    pq.write_table(table.set_column(table.column_names.index(column), column, values), file)


def first(value):
    """Return how a column gets another first value."""
    return lambda column: pa.array([value, *column.to_pylist()[1:]], column.type)


REFUSED = {
    "thiếu cột": lambda data: pq.write_table(
        pq.read_table(data / "schools").drop_columns(["has_sanitation"]),
        data / "schools" / "part-0.parquet",
    ),
    "kiểu VARCHAR, cần DATE": lambda data: rewritten(
        data, "children", "birth_date", lambda column: column.cast(pa.string())
    ),
    "kiểu INTEGER, cần BOOLEAN": lambda data: rewritten(
        data, "children", "attends_preschool", lambda column: column.cast(pa.int32())
    ),
    "để trống cột sex": lambda data: rewritten(data, "children", "sex", first(None)),
    "ngoài danh mục yes_no": lambda data: rewritten(
        data, "schools", "has_sanitation", first("Yes")
    ),
    "đơn vị 99999 từ 1997-01-01": lambda data: rewritten(
        data, "schools", "unit_code", first("99999")
    ),
    "không có đơn vị cấp trên": lambda data: rewritten(data, "units", "parent_code", first("1")),
    "Thiếu bảng schools": lambda data: shutil.rmtree(data / "schools"),
    "không phải tệp Parquet": lambda data: (data / "schools" / "part-0.parquet").write_text(
        "unit_code,area\n25216,urban\n"
    ),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_duckdb_refuses_spark_refuses_in_the_same_sentence(cluster, some, data, said):
    REFUSED[said](data)
    sentences = set()
    for engine in ("duckdb", "spark"):
        with pytest.raises(EngineError) as refusal:
            run(data, some, as_of=AS_OF, engine=engine)
        sentences.add(str(refusal.value))
    assert len(sentences) == 1
    assert said in sentences.pop()


def test_a_broken_page_is_named_with_its_file_and_hash(cluster, some, data):
    """Only one column's bytes are broken, so that the file opens and fails while it is read."""
    file = data / "schools" / "part-0.parquet"
    start = pq.ParquetFile(file).metadata.row_group(0).column(0).data_page_offset
    content = bytearray(file.read_bytes())
    content[start : start + 40] = b"\xff" * 40
    file.write_bytes(content)
    for engine in ("duckdb", "spark"):
        with pytest.raises(EngineError, match=r"schools/part-0\.parquet bị hỏng \(.*sha256 "):
            run(data, some, as_of=AS_OF, engine=engine)


def test_a_session_that_somebody_else_started_stays_open(cluster, some, data):
    run(data, some, as_of=AS_OF, engine="spark")
    assert cluster.sql("SELECT 1 AS one").toArrow().to_pylist() == [{"one": 1}]
