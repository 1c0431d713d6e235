"""The whole pipeline: what data it refuses, and what its results promise."""

import shutil
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mangnon.engine.api import write_results
from mangnon.engine.issues import EngineError
from mangnon.engine.pipeline import run
from mangnon.engine.results import SCHEMA

from .world import AS_OF, OLD, counted, only, people, reported, target, write


def rewrite(data, name, change):
    """Put a changed table in place of a snapshot's; nothing says that it must be sound."""
    file = data / name / "part-0.parquet"
    pq.write_table(change(pq.read_table(file)), file)


def replaced(table, column, values):
    return table.set_column(table.schema.get_field_index(column), column, values)


@pytest.fixture
def data(tmp_path):
    return write(tmp_path, people(11, size=60))


def test_a_missing_table_is_refused(data, catalog):
    shutil.rmtree(data / "births")
    with pytest.raises(EngineError, match=r"Thiếu bảng births: không có tệp \.parquet"):
        run(data, catalog, as_of=AS_OF)


def test_a_file_that_is_not_parquet_is_refused_in_one_sentence(data, catalog):
    (data / "births" / "part-0.parquet").write_text("not parquet")
    with pytest.raises(EngineError, match="Không đọc được bảng births") as caught:
        run(data, catalog, as_of=AS_OF)
    assert "\n" not in str(caught.value)


def test_a_missing_column_is_refused(data, catalog):
    rewrite(data, "births", lambda table: table.drop_columns(["born_on"]))
    with pytest.raises(EngineError, match="Bảng births thiếu cột born_on"):
        run(data, catalog, as_of=AS_OF)


def test_a_column_of_another_type_is_refused(data, catalog):
    rewrite(data, "births", lambda t: replaced(t, "born_on", t["born_on"].cast(pa.string())))
    with pytest.raises(EngineError, match="cột born_on: kiểu VARCHAR, cần DATE"):
        run(data, catalog, as_of=AS_OF)


def test_an_empty_cell_is_refused(data, catalog):
    def with_gap(table):
        values = [None, *table["sex"].to_pylist()[1:]]
        return replaced(table, "sex", pa.array(values, pa.string()))

    rewrite(data, "births", with_gap)
    with pytest.raises(EngineError, match="Bảng births: 1 dòng để trống cột sex"):
        run(data, catalog, as_of=AS_OF)


def test_a_code_outside_its_list_is_refused_instead_of_counted_as_no(data, catalog):
    def with_capitals(table):
        values = ["Yes", "Yes", *table["has_sanitation"].to_pylist()[2:]]
        return replaced(table, "has_sanitation", pa.array(values))

    rewrite(data, "schools", with_capitals)
    with pytest.raises(EngineError, match=r"2 dòng có cột has_sanitation ngoài danh mục yes_no"):
        run(data, catalog, as_of=AS_OF)


def test_a_row_of_an_unknown_unit_is_refused_instead_of_dropped(data, catalog):
    def moved(table):
        values = ["99999", *table["unit_code"].to_pylist()[1:]]
        return replaced(table, "unit_code", pa.array(values))

    rewrite(data, "births", moved)
    with pytest.raises(EngineError, match="Bảng births có dòng của đơn vị 99999 từ 1997-01-01"):
        run(data, catalog, as_of=AS_OF)


def test_a_catalogue_without_the_units_table_is_refused(data, catalog):
    tables = {name: table for name, table in catalog.tables.items() if name != "units"}
    lacking = replace(catalog, tables=tables)
    with pytest.raises(EngineError, match=r"Danh mục thiếu tables/units\.yaml"):
        run(data, lacking, as_of=AS_OF)


def test_an_unknown_engine_is_refused(data, catalog):
    with pytest.raises(EngineError, match="Không có máy tính “abacus”; có: duckdb"):
        run(data, catalog, as_of=AS_OF, engine="abacus")


@pytest.mark.parametrize("text", ["", "76,9", "NaN", "Infinity", "abc"])
def test_a_target_that_is_no_decimal_is_refused(tmp_path, catalog, text):
    data = write(tmp_path, {"targets": [target("1", ">=", text)]})
    with pytest.raises(EngineError, match=r"chỉ tiêu 1: “.*” không phải số thập phân"):
        run(data, catalog, as_of=AS_OF)


def test_two_reported_figures_for_one_thing_are_refused(tmp_path, catalog):
    data = write(tmp_path, {"reported_values": [reported("9", 0.1), reported("9", 0.2)]})
    with pytest.raises(EngineError, match="hai số cho chỉ tiêu 9, đơn vị 70, năm 2025"):
        run(data, catalog, as_of=AS_OF)


def test_results_have_the_promised_columns_and_leave_the_data_alone(data, catalog, tmp_path):
    before = {f: f.read_bytes() for f in data.rglob("*.parquet")}
    outcome = run(data, catalog, as_of=AS_OF)
    assert outcome.results.schema.equals(SCHEMA)
    assert {f: f.read_bytes() for f in data.rglob("*.parquet")} == before
    assert outcome.engine == "duckdb"
    assert outcome.catalog_sha256 == catalog.sha256 != ""
    assert outcome.elapsed > 0
    assert next(iter(outcome.sql)) == "abuse_cases"
    out = tmp_path / "out"
    out.mkdir()
    assert pq.read_table(write_results(outcome, out)).equals(outcome.results)


def test_the_same_data_give_the_same_results_to_the_last_digit(data, catalog):
    first, second = (run(data, catalog, as_of=AS_OF).results for _ in range(2))
    assert first.equals(second)


def test_several_files_of_a_table_are_one_table(data, catalog):
    whole = run(data, catalog, as_of=AS_OF).results
    file = data / "children" / "part-0.parquet"
    table = pq.read_table(file)
    pq.write_table(table.slice(0, 20), file)
    pq.write_table(table.slice(20), data / "children" / "part-1.parquet")
    assert run(data, catalog, as_of=AS_OF).results.equals(whole)


def test_nothing_outside_the_folder_can_be_read(data, catalog):
    """A table that is a link out of the folder is outside it."""
    outside = data.with_name("outside")
    shutil.move(data / "births", outside)
    (data / "births").symlink_to(outside)
    with pytest.raises(EngineError, match=r"births: .*part-0\.parquet là liên kết ra ngoài"):
        run(data, catalog, as_of=AS_OF)


def by_leaf(results, unit="70"):
    rows = results.to_pylist()
    return {r["leaf"]: r for r in rows if r["unit"] == unit and r["dimension"] == "total"}


def test_a_figure_is_judged_against_the_target_of_its_year_only(tmp_path, catalog):
    communes = [
        people(1)["communes"][0] | {"unit_code": code, "is_child_friendly": friendly}
        for code, friendly in [("25216", "yes"), ("25217", "yes"), ("25270", "no"), ("25273", "no")]
    ]
    rows = {
        "communes": communes,
        "targets": [target("1", ">=", "99", year=2024), target("1", ">=", "50")],
    }
    found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)
    assert (found["1"]["value"], found["1"]["attainment"]) == (50.0, "met")
    assert found["1"]["basis"] == "provisional"
    assert found["21"]["attainment"] is None  # no target


def test_breakdowns_are_not_judged(tmp_path, catalog):
    rows = people(12, size=100) | {"targets": [target("14", ">=", "99")]}
    results = run(write(tmp_path, rows), only(catalog, "14"), as_of=AS_OF).results.to_pylist()
    judged = {r["dimension"]: set() for r in results}
    for row in results:
        judged[row["dimension"]].add(row["attainment"])
    assert judged.pop("total") == {"off_track", "not_applicable"}
    assert set(judged) == {
        "sex", "age_band", "ethnic_group", "ethnicity", "area", "disability", "poverty",
        "special_circumstances", "area_class",
    }  # fmt: skip
    assert all(found == {None} for found in judged.values())


def test_a_school_year_is_final_once_it_is_over(tmp_path, catalog):
    rows = people(13, size=200) | {"targets": [target("17b", "<", "0.12")]}
    data = write(tmp_path, rows)
    found = by_leaf(run(data, catalog, as_of=AS_OF).results)
    assert (found["17b"]["basis"], found["17b"]["attainment"]) == ("final", "missed")
    found = by_leaf(run(data, catalog, as_of=date(2025, 5, 30)).results)
    assert (found["17b"]["basis"], found["17b"]["attainment"]) == ("provisional", "missed")


def test_nothing_to_count_is_not_applicable_and_never_zero(tmp_path, catalog):
    targets = [target("5", ">=", "95"), target("3a", "<", "9.5"), target("12", ">=", "100")]
    rows = {"targets": targets, "reported_values": [reported("12", state="not_applicable")]}
    found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)
    for leaf in ("5", "3a", "12"):
        assert found[leaf]["attainment"] == "not_applicable"
        assert found[leaf]["value"] is None
    assert found["5"]["flags"] == []


def test_zero_missing_and_not_applicable_are_three_things(tmp_path, catalog):
    figures = [
        reported("12", unit_code="70"),
        reported("12", unit_code="688", state="not_applicable"),
        reported("12", unit_code="692", state="no_data"),
    ]
    rows = {"targets": [target("12", ">=", "100")], "reported_values": figures}
    results = run(write(tmp_path, rows), only(catalog, "12"), as_of=AS_OF).results.to_pylist()
    assert [(r["value"], r["attainment"]) for r in results[:4]] == [
        (0.0, "off_track"),
        (None, "not_applicable"),
        (None, "no_data"),
        (None, "no_data"),  # nobody reported for the commune
    ]


def test_last_years_figure_decides_whether_a_state_improves_fast_enough(tmp_path, catalog):
    births = people(14, size=1)["children"]
    child = births[0] | {"birth_date": date(2024, 5, 1), "age_band": "1_to_4"}
    children = [
        child | {"child_key": str(i), "birth_registration": "yes" if i < 8 else "no"}
        for i in range(10)
    ]
    goal = {"children": children, "targets": [target("14", ">=", "85")]}
    for before, wanted in ((50.0, "on_track"), (79.0, "off_track")):
        rows = goal | {"reported_values": [reported("14", before, year=2024, basis="final")]}
        found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)
        # 80% now; by 31 October 304/365 of the way from last year to 85 is 79,2 and 84,0
        assert (found["14"]["value"], found["14"]["attainment"]) == (80.0, wanted)


def test_flags_name_what_a_reader_must_know(tmp_path, catalog):
    one = people(15, size=1)
    rows = {
        "births": [one["births"][0] | {"born_on": AS_OF, "unit_code": "25216", "birth_key": str(i)}
                   for i in range(2)],
        "deaths": [{
            "unit_code": "25216", "unit_valid_from": OLD, "child_key": "x", "birth_date": AS_OF,
            "died_on": AS_OF, "sex": "male", "ethnic_group": "kinh", "area": "urban",
            "cause": "newborn",
        }],
        "reported_values": [reported("9", 55.0)],
        "reported_counts": [counted("25216", 2024, 100), counted("25216", 2025, 97)],
        "targets": [target("13", "reduce_by", "2"), target("13", "reduce_by", "5")],
    }  # fmt: skip
    found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)
    assert found["3a"]["flags"] == ["small_numbers", "implausible"]
    assert found["3a"]["value"] == 500.0
    assert found["9"]["flags"] == ["definition_unsettled", "implausible"]
    assert found["13"]["flags"] == ["several_targets"]
    assert found["13"]["attainment"] == "met"  # by the first of the two
    assert found["8a"]["flags"] == ["definition_unsettled"]


def test_events_without_a_population_are_missing_data_not_the_absence_of_events(tmp_path, catalog):
    rows = {
        "injuries": [people(1)["injuries"][0] | {"injured_on": AS_OF, "unit_code": "25216"}],
        "targets": [target("11a", "<=", "550", unit="per_100000")],
    }
    results = run(write(tmp_path, rows), catalog, as_of=AS_OF).results
    found = by_leaf(results)["11a"]
    assert (found["numerator"], found["denominator"], found["value"]) == (1, 0, None)
    assert (found["low"], found["high"]) == (None, None)
    assert found["attainment"] == "no_data"
    assert found["flags"] == ["implausible"]
    assert by_leaf(results, "25217")["11a"]["attainment"] == "not_applicable"  # 0/0


@pytest.fixture
def final_grade(tmp_path):
    """Write 40 pupils of grade 5 in one commune, of whom some boys have completed it."""

    def writing(completed):
        pupil = people(1, size=1)["pupils"][0] | {
            "unit_code": "25216", "school_year": 2025, "level": "primary", "grade": 5,
            "is_enrolled_at_start": True, "has_completed_level": False,
        }  # fmt: skip
        pupils = [
            pupil
            | {"child_key": str(i), "sex": "male" if i < 20 else "female"}
            | {"has_completed_level": i < completed}
            for i in range(40)
        ]
        return write(tmp_path, {"pupils": pupils, "targets": [target("17a", ">=", "99")]})

    return writing


def test_a_zero_before_an_annual_count_begins_is_no_figure(final_grade, catalog):
    found = by_leaf(run(final_grade(0), catalog, as_of=date(2025, 5, 30)).results)["17a"]
    assert (found["numerator"], found["denominator"]) == (0, 40)
    assert (found["value"], found["low"], found["high"]) == (None, None, None)
    assert (found["attainment"], found["flags"]) == ("no_data", [])


def test_a_zero_at_the_end_of_an_annual_count_is_a_figure(final_grade, catalog):
    found = by_leaf(run(final_grade(0), catalog, as_of=date(2025, 5, 31)).results)["17a"]
    assert (found["value"], found["low"], found["attainment"]) == (0.0, 0.0, "missed")
    assert found["flags"] == ["implausible"]


def test_where_an_annual_count_has_begun_only_the_rest_has_no_figure(final_grade, catalog):
    results = run(final_grade(10), catalog, as_of=date(2025, 5, 30)).results.to_pylist()
    found = {
        r["member"]: (r["value"], r["low"] is None, r["attainment"])
        for r in results
        if (r["leaf"], r["unit"]) == ("17a", "70") and r["dimension"] in ("total", "sex")
    }
    assert found == {
        "total": (25.0, False, "off_track"),
        "male": (50.0, False, None),
        "female": (None, True, None),
    }


@pytest.mark.parametrize(
    ("leaf", "basis", "attainment"),
    [
        ("2", "estimated", "met"),  # an annual leaf's figure, an estimate too, is the year's
        ("2", "final", "met"),
        ("9", "estimated", "on_track"),  # what builds up may still fall back before the end
        ("9", "provisional", "on_track"),
        ("9", "final", "met"),
    ],
)
def test_a_reported_fall_counts_for_the_year_where_it_is_of_the_year(
    tmp_path, catalog, leaf, basis, attainment
):
    rows = {
        "reported_values": [reported(leaf, 2.6, basis=basis)],
        "targets": [target(leaf, "reduce_by", "2", value_max="3")],
    }
    found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)[leaf]
    assert (found["value"], found["attainment"]) == (2.6, attainment)


@pytest.mark.parametrize("leaf", ["1", "21"])
def test_where_every_unit_is_counted_there_is_no_interval(tmp_path, catalog, leaf):
    results = run(write(tmp_path, people(9)), only(catalog, leaf), as_of=AS_OF).results.to_pylist()
    assert any(row["value"] for row in results)
    assert {(row["low"], row["high"]) for row in results} == {(None, None)}


def test_intervals_are_in_the_unit_of_the_value(tmp_path, catalog):
    births = people(1, size=1)["births"][0] | {"born_on": AS_OF, "unit_code": "25216"}
    rows = {"births": [births | {"birth_key": str(i)} for i in range(400)]}
    found = by_leaf(run(write(tmp_path, rows), catalog, as_of=AS_OF).results)["3a"]
    assert (found["value"], found["low"]) == (0.0, 0.0)
    assert found["high"] == pytest.approx(3.689 / 400 * 1000, abs=1e-2)


def test_a_definition_counts_from_the_day_it_holds(tmp_path, catalog):
    data = write(tmp_path, {})
    assert run(data, catalog, as_of=date(2020, 12, 31)).results.num_rows == 0
    assert run(data, catalog, as_of=date(2021, 1, 1)).results.num_rows == 34 * 8
