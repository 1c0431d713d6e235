"""The SQL that was reviewed, and what every piece of it must be."""

from datetime import date

import pytest

from mangnon.catalog import CATALOG
from mangnon.engine.compile import compiled_sql, tables_counted
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog

from .world import AS_OF, only

COMPUTED = [leaf for leaf, d in load_catalog(CATALOG).indicators.items() if d.is_computed]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
@pytest.mark.parametrize("leaf", COMPUTED)
def test_every_computed_leaf_compiles_to_the_sql_we_reviewed(leaf, engine, catalog, golden):
    scans = compiled_sql(only(catalog, leaf), as_of=AS_OF, engine=engine)
    golden(f"{leaf}.{engine}.sql", "\n".join(scans.values()))


def test_reported_leaves_compile_to_nothing(catalog):
    reported = [leaf for leaf in catalog.indicators if leaf not in COMPUTED]
    assert len(reported) == 10
    reported.remove("9")  # the registers count it too, beside its sources
    assert compiled_sql(only(catalog, *reported), as_of=AS_OF) == {}


def test_an_unknown_engine_is_refused(catalog):
    with pytest.raises(EngineError, match="Không có máy tính “oracle”; có: duckdb, spark"):
        compiled_sql(catalog, as_of=AS_OF, engine="oracle")


def test_each_table_is_scanned_once_with_every_count_in_it(catalog):
    sql = compiled_sql(catalog, as_of=AS_OF)
    assert list(sql) == tables_counted(catalog.in_force(AS_OF)) == [
        "abuse_cases", "births", "children", "communes", "deaths", "injuries", "measurements",
        "pupils", "reported_counts", "schools",
    ]  # fmt: skip
    for table, text in sql.items():
        assert text.count("SELECT") == text.count(f"FROM {table}") == 1
    counts = sum(text.count(" AS n_") + text.count(" AS d_") for text in sql.values())
    assert counts == 2 * len(COMPUTED) + 2  # leaf 9


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_engines_see_date_literals_only_and_never_grouping_sets(engine, catalog):
    text = "\n".join(compiled_sql(catalog, as_of=AS_OF, engine=engine).values())
    assert "GROUPING SETS" not in text
    assert ":" not in text.replace(": Số", "").replace(": Tổng số", "")  # no parameter is left
    assert "CURRENT_DATE" not in text
    assert ("COUNT_IF" in text) == (engine == "duckdb")
    assert ("FILTER" in text) == (engine == "spark")


def test_a_numerator_is_counted_within_its_denominator(catalog):
    text = compiled_sql(only(catalog, "8b"), as_of=AS_OF)["children"]
    assert "COUNT_IF(is_special_circumstances AND is_supported) AS n_8b" in text
    assert "COUNT_IF(is_special_circumstances) AS d_8b" in text


def test_ages_on_29_february_are_reckoned_from_28_february(catalog):
    text = compiled_sql(only(catalog, "14"), as_of=date(2024, 2, 29))["children"]
    assert "birth_date > CAST('2019-02-28' AS DATE)" in text


def test_sql_is_the_same_every_time(catalog):
    assert compiled_sql(catalog, as_of=AS_OF) == compiled_sql(catalog, as_of=AS_OF)
