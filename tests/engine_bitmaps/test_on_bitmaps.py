"""The fast path beside the portable one: the same results to the last digit, the same refusals."""

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mangnon.engine.bitmaps import chunks
from mangnon.engine.compile import plan_scans
from mangnon.engine.counting.counter import opener
from mangnon.engine.counting.rollup import read_units
from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run
from tests.engine.world import AS_OF, COMMUNES, only, people, write

FEW = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a world is not made smaller in time
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WORLDS = st.tuples(st.integers(0, 10**6), st.sampled_from([0, 1, 5, 63, 64, 65, 127, 130, 400]))
DAYS = st.sampled_from([AS_OF, date(2024, 2, 29), date(2025, 1, 1), date(2025, 5, 31)])


def sorted_by_commune(rows):
    return {
        name: sorted(part, key=lambda row: str(row.get("unit_code", "")))
        for name, part in rows.items()
    }


def both(folder, catalog, as_of=AS_OF):
    portable = run(folder, catalog, as_of=as_of)
    fast = run(folder, catalog, as_of=as_of, engine="bitmap")
    definitions = catalog.in_force(as_of).values()
    counted = [*definitions, *(d.own_count for d in definitions if d.own_count)]
    asked = [term for one in counted for term in one.terms.values()]
    by_sql = {term.table for term in asked if term.count != "rows"}  # different children, sums
    assert {name for name, text in fast.sql.items() if "SELECT" in text} == by_sql
    return fast.results, portable.results


@FEW
@given(world=WORLDS, as_of=DAYS, in_order=st.booleans())
def test_both_paths_give_the_same_results(world, as_of, in_order, catalog, tmp_path):
    rows = people(*world, as_of)
    fast, portable = both(
        write(tmp_path, sorted_by_commune(rows) if in_order else rows), catalog, as_of
    )
    assert fast.equals(portable)


@pytest.mark.parametrize("rows_of_a_chunk", [64, 128])
def test_a_commune_that_two_chunks_share_is_counted_once(
    rows_of_a_chunk, catalog, tmp_path, monkeypatch
):
    monkeypatch.setattr(chunks, "ROWS", rows_of_a_chunk)
    fast, portable = both(write(tmp_path, sorted_by_commune(people(3, size=500))), catalog)
    assert fast.equals(portable)


def test_the_order_of_the_rows_changes_nothing(catalog, tmp_path):
    rows = sorted_by_commune(people(21, size=200))
    shuffled = {name: random.Random(7).sample(part, len(part)) for name, part in rows.items()}
    first = run(write(tmp_path / "a", rows), catalog, as_of=AS_OF, engine="bitmap")
    second = run(write(tmp_path / "b", shuffled), catalog, as_of=AS_OF, engine="bitmap")
    assert first.results.equals(second.results)


def test_rows_in_no_order_are_left_to_sql_when_they_are_many(catalog, tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "MOST_RUNS", 20)
    data = write(tmp_path, people(22, size=200))
    fast = run(data, catalog, as_of=AS_OF, engine="bitmap")
    assert "SELECT" in fast.sql["children"]
    assert "SELECT" not in fast.sql["communes"]
    assert fast.results.equals(run(data, catalog, as_of=AS_OF).results)


def test_several_files_with_other_types_of_the_same_kind_are_one_table(catalog, tmp_path):
    data = write(tmp_path, sorted_by_commune(people(23, size=200)))
    file = data / "pupils" / "part-0.parquet"
    whole = pq.read_table(file)
    narrow = pa.schema(
        [field.with_type(pa.int16()) if field.name == "grade" else field for field in whole.schema]
    )
    pq.write_table(whole.slice(0, 70).cast(narrow), file)
    pq.write_table(whole.slice(70).cast(narrow), data / "pupils" / "part-1.parquet")
    fast, portable = both(data, only(catalog, "17a", "17b", "11a", "11b", "14"))
    assert fast.equals(portable)


def test_a_long_list_of_members_is_counted_as_a_short_one(catalog, tmp_path, monkeypatch):
    data = write(tmp_path, sorted_by_commune(people(24, size=300)))
    monkeypatch.setattr(chunks, "FEW", 1)
    fast, portable = both(data, catalog)
    assert fast.equals(portable)


def test_a_class_of_units_is_counted_as_the_portable_path_does(catalog, tmp_path):
    """As the class of area: a dimension that each unit has, whatever its rows say."""
    data = write(tmp_path, sorted_by_commune(people(28, size=300)))
    (scan,) = (
        s
        for s in plan_scans(catalog.in_force(AS_OF), catalog.tables, AS_OF)
        if s.table.name == "children"
    )
    found = []
    for engine in ("duckdb", "bitmap"):
        with opener(engine)(data, catalog, [catalog.tables["units"], scan.table]) as counter:
            units = read_units(counter.whole(catalog.tables["units"]))
            units = replace(units, classes={"parity": np.arange(len(units)) % 2})
            found.append(counter.count(scan, units).by("parity", ["even", "odd"]))
    assert found[0].keys() == found[1].keys()
    for name, counts in found[0].items():
        assert counts.shape == (8, 2)
        assert np.array_equal(counts, found[1][name])
    assert found[1]["d_14"].any(axis=0).all()


def gap(column):
    def change(table):
        place = table.schema.get_field_index(column)
        values = [None, *table[column].to_pylist()[1:]]
        field = pa.field(column, table.schema.field(column).type)
        return table.set_column(place, field, pa.array(values, field.type))

    return change


def other(column, value):
    def change(table):
        values = [*table[column].to_pylist()[:-1], value]
        kind = table.schema.field(column).type
        return table.set_column(
            table.schema.get_field_index(column), column, pa.array(values, kind)
        )

    return change


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("births", gap("sex"), "Bảng births: 1 dòng để trống cột sex; mỗi dòng"),
        ("births", gap("unit_code"), "Bảng births: 1 dòng để trống cột unit_code"),
        ("births", gap("born_on"), "Bảng births: 1 dòng để trống cột born_on"),
        ("children", gap("is_supported"), "Bảng children: 1 dòng để trống cột is_supported"),
        ("births", other("sex", "Nam"), "1 dòng có cột sex ngoài danh mục sex"),
        ("schools", other("has_sanitation", "Yes"), "1 dòng có cột has_sanitation ngoài danh mục"),
        ("births", other("unit_code", "99999"), "có dòng của đơn vị 99999 từ 1997-01-01"),
        ("births", lambda table: table.drop_columns(["born_on"]), "thiếu cột born_on"),
        (
            "births",
            lambda table: other("born_on", None)(table).set_column(
                3, "born_on", pa.array(["x"] * 60)
            ),
            "cột born_on: kiểu VARCHAR, cần DATE",
        ),
    ],
)
def test_what_the_portable_path_refuses_is_refused_in_the_same_words(
    table, change, said, catalog, tmp_path
):
    data = write(tmp_path, people(25, size=60))
    file = data / table / "part-0.parquet"
    pq.write_table(change(pq.read_table(file)), file)
    refused = []
    for engine in ("duckdb", "bitmap"):
        with pytest.raises(EngineError, match=said) as caught:
            run(data, catalog, as_of=AS_OF, engine=engine)
        refused.append(str(caught.value))
    assert refused[0] == refused[1]


def test_a_file_with_broken_pages_is_refused_in_the_same_words(catalog, tmp_path):
    data = write(tmp_path, people(26, size=400))
    file = data / "children" / "part-0.parquet"
    content = bytearray(file.read_bytes())
    start = pq.read_metadata(file).row_group(0).column(3).data_page_offset
    content[start : start + 200] = b"\xff" * 200
    file.write_bytes(content)
    refused = []
    for engine in ("duckdb", "bitmap"):
        with pytest.raises(EngineError, match=r"part-0\.parquet bị hỏng") as caught:
            run(data, catalog, as_of=AS_OF, engine=engine)
        refused.append(str(caught.value))
    assert refused[0] == refused[1]


def test_the_receipt_names_the_libraries_and_each_condition_that_ran(catalog, tmp_path):
    outcome = run(write(tmp_path, people(27, size=50)), catalog, as_of=AS_OF, engine="bitmap")
    assert outcome.engine == "bitmap"
    assert outcome.engine_version.startswith("polars ")
    assert "n_14: " in outcome.sql["children"]
    assert "birth_registration = 'yes'" in outcome.sql["children"]


def test_empty_tables_and_communes_without_anyone(catalog, tmp_path):
    fast, portable = both(write(tmp_path, {}), catalog)
    assert fast.equals(portable)
    assert not np.any(np.asarray(fast["numerator"].drop_null()))
    assert len(COMMUNES) == 4
