"""Parts add up to totals, whatever the rows: the property every scoreboard stands on."""

import random
from collections import defaultdict
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mangnon.catalog import CATALOG
from mangnon.engine.counting.rollup import read_units
from mangnon.engine.issues import EngineError
from mangnon.engine.load import load_catalog
from mangnon.engine.pipeline import run

from .world import (
    AS_OF,
    COMMUNES,
    EMPTY_COMMUNE,
    PARENT,
    UNITS,
    arrow,
    only,
    people,
    unit_rows,
    write,
)

FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DISTINCT = ("11a", "11b")
COMPUTED = {d.leaf for d in load_catalog(CATALOG).definitions if d.is_computed}
WORLDS = st.tuples(st.integers(0, 10**6), st.integers(0, 90))
# 29 February, the first and last days of a year and of a school year
DAYS = st.sampled_from(
    [AS_OF, date(2024, 2, 29), date(2025, 1, 1), date(2025, 12, 31), date(2025, 5, 31)]
)


def computed(folder, catalog, rows, as_of=AS_OF):
    return run(write(folder, rows), catalog, as_of=as_of).results


def counts(results):
    """Return (leaf, dimension, member) -> unit -> (numerator, denominator)."""
    found = defaultdict(dict)
    for row in results.to_pylist():
        if row["numerator"] is not None and row["denominator"] is not None:
            key = (row["leaf"], row["dimension"], row["member"])
            found[key][row["unit"]] = (row["numerator"], row["denominator"])
    return found


@FEW
@given(world=WORLDS, as_of=DAYS)
def test_communes_add_up_to_districts_and_districts_to_the_province(
    world, as_of, catalog, tmp_path
):
    found = counts(computed(tmp_path, catalog, people(*world, as_of), as_of))
    assert {leaf for leaf, _, _ in found} == COMPUTED
    for (leaf, _, _), units in found.items():
        for parent in ("70", "688", "692"):
            below = [units[code] for code, above in PARENT.items() if above == parent]
            numerator, denominator = (sum(part) for part in zip(*below, strict=True))
            assert units[parent][1] == denominator
            if leaf in DISTINCT:  # a child hurt in two communes is one child of their district
                assert max(n for n, _ in below) <= units[parent][0] <= numerator
            else:
                assert units[parent][0] == numerator


@FEW
@given(world=WORLDS, as_of=DAYS)
def test_the_members_of_a_breakdown_add_up_to_the_total(world, as_of, catalog, tmp_path):
    found = counts(computed(tmp_path, catalog, people(*world, as_of), as_of))
    assert all(catalog.indicators[leaf].breakdowns for leaf in COMPUTED)
    for leaf, definition in catalog.indicators.items():
        for dimension in definition.breakdowns:
            members = [units for key, units in found.items() if key[:2] == (leaf, dimension)]
            for unit, (numerator, denominator) in found[leaf, "total", "total"].items():
                parts = [units[unit] for units in members]
                assert sum(d for _, d in parts) == denominator
                total = sum(n for n, _ in parts)
                assert total >= numerator if leaf in DISTINCT else total == numerator


@FEW
@given(world=WORLDS, as_of=DAYS)
def test_injured_children_who_never_move_add_up_exactly(world, as_of, catalog, tmp_path):
    """Only being hurt in two places, or as two members, makes the parts more than the whole."""
    rows = people(*world, as_of)
    first = {row["child_key"]: row for row in rows["injuries"]}
    known = ("unit_code", "sex", "age_band", "ethnic_group", "area")
    rows["injuries"] = [
        row | {name: first[row["child_key"]][name] for name in known} for row in rows["injuries"]
    ]
    found = counts(computed(tmp_path, only(catalog, *DISTINCT), rows, as_of))
    for (leaf, dimension, _), units in found.items():
        for parent in ("70", "688", "692"):
            below = [units[code] for code, above in PARENT.items() if above == parent]
            assert sum(n for n, _ in below) == units[parent][0]
        members = [part for key, part in found.items() if key[:2] == (leaf, dimension)]
        for unit, (numerator, _) in found[leaf, "total", "total"].items():
            assert sum(part[unit][0] for part in members) == numerator


@FEW
@given(world=WORLDS, as_of=DAYS)
def test_no_row_without_a_value_has_an_interval_and_every_other_lies_in_its_own(
    world, as_of, catalog, tmp_path
):
    results = computed(tmp_path, catalog, people(*world, as_of), as_of).to_pylist()
    for row in results:
        value, low, high = row["value"], row["low"], row["high"]
        is_census = catalog.indicators[row["leaf"]].kind == "share_of_units"
        if value is None or is_census or row["numerator"] is None:
            assert (low, high) == (None, None), row
        else:
            assert low <= value <= high, row


@settings(FEW, max_examples=3)
@given(world=WORLDS)
def test_the_order_of_the_rows_changes_nothing(world, catalog, tmp_path):
    rows = people(*world)
    before = computed(tmp_path / "a", catalog, rows)
    shuffled = {name: random.Random(7).sample(part, len(part)) for name, part in rows.items()}
    assert computed(tmp_path / "b", catalog, shuffled).equals(before)


def test_a_child_hurt_twice_in_two_communes_is_one_injured_child(catalog, tmp_path):
    rows = people(1, size=0)
    hurt = people(2, size=1)["injuries"][0] | {"child_key": "c1", "injured_on": date(2025, 3, 1)}
    rows["injuries"] = [
        hurt | {"injury_key": str(i), "unit_code": code, "is_fatal": False}
        for i, code in enumerate(["25216", "25216", "25217", "25270"])
    ]
    rows["children"] = people(3, size=40)["children"]
    units = counts(computed(tmp_path, catalog, rows))["11a", "total", "total"]
    numerators = {code: n for code, (n, _) in units.items()}
    assert numerators == {
        "70": 1, "688": 1, "692": 1, "25216": 1, "25217": 1, "25270": 1, "25273": 0, "25276": 0,
    }  # fmt: skip


def test_a_fact_reported_by_a_district_counts_for_it_and_the_province_alone(catalog, tmp_path):
    rows = people(4, size=0)
    rows["births"] = [people(5, size=1)["births"][0] | {"unit_code": "688", "born_on": AS_OF}]
    units = counts(computed(tmp_path, catalog, rows))["3a", "total", "total"]
    assert {code for code, (_, denominator) in units.items() if denominator} == {"70", "688"}


def test_two_units_with_one_code_are_kept_apart(catalog, tmp_path):
    """Codes are reused: the key of a unit is its code and its first day."""
    newer = date(2025, 7, 1)
    rows = people(6, size=0)
    rows["units"] = [
        *unit_rows(),
        unit_rows()[3] | {"valid_from": newer, "name": "Phường mới"},
    ]
    one = people(7, size=1)["births"][0] | {"unit_code": "25216", "born_on": AS_OF}
    rows["births"] = [one, one | {"birth_key": "x", "unit_valid_from": newer}]
    results = computed(tmp_path, only(catalog, "3a"), rows).to_pylist()
    found = {
        (r["unit"], r["unit_valid_from"].year): r["denominator"]
        for r in results
        if r["dimension"] == "total"
    }
    assert (found["25216", 1997], found["25216", 2025], found["688", 1997]) == (1, 1, 2)


def test_empty_tables_give_zeros_of_nothing_for_every_unit(catalog, tmp_path):
    results = computed(tmp_path, catalog, {}).to_pylist()
    assert {(r["numerator"], r["denominator"], r["value"]) for r in results} == {
        (0, 0, None),
        (None, 0, None),  # a change that nobody reported
        (None, None, None),
    }
    assert len(results) == 34 * len(UNITS)


def test_a_commune_without_children_has_nothing_to_measure(catalog, tmp_path):
    rows = people(8, size=300)
    rows["targets"] = []
    empty = [r for r in computed(tmp_path, catalog, rows).to_pylist() if r["unit"] == EMPTY_COMMUNE]
    of_children = [r for r in empty if r["leaf"] == "14" and r["dimension"] == "total"]
    assert [(r["denominator"], r["value"], r["low"]) for r in of_children] == [(0, None, None)]
    assert all(code in PARENT for code in COMMUNES)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"parent_code": "999"}, "không có đơn vị cấp trên của 25216"),
        ({"code": "25217"}, "ghi hai lần"),
        ({"parent_valid_from": date(2000, 1, 1)}, "không có đơn vị cấp trên của 25216"),
    ],
)
def test_a_broken_tree_of_units_is_refused(change, said):
    rows = unit_rows()
    rows[3] |= change
    with pytest.raises(EngineError, match=said):
        read_units(arrow("units", rows))


def test_units_that_stand_above_each_other_are_refused():
    rows = unit_rows()
    rows[0] |= {"parent_code": "688", "parent_valid_from": rows[1]["valid_from"]}
    with pytest.raises(EngineError, match="cấp trên của chính nó"):
        read_units(arrow("units", rows))


def test_the_tree_knows_every_units_ancestors():
    units = read_units(arrow("units", unit_rows()))
    codes = np.array([*units.codes.to_pylist(), ""])
    assert [codes[step[3]] for step in units.steps] == ["25216", "688", "70"]
    assert [codes[step[0]] for step in units.steps] == ["70", "", ""]
    assert len(read_units(pa.table(arrow("units", [])))) == 0
