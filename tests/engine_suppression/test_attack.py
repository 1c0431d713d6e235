"""The attack on a published province: no hidden count may be pinned down."""

from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import mangnon.catalog
from mangnon.engine.definitions import Catalog
from mangnon.engine.load import load_catalog
from mangnon.engine.suppression import release
from tests.engine_suppression.attacker import recovered
from tests.engine_suppression.province import DAY, Province

OF_PLACES = {"area", "area_class"}  # a member is made of whole communes


@cache
def the_catalog() -> Catalog:
    return load_catalog(Path(mangnon.catalog.__file__).parent)


def naive(results: pa.Table) -> pa.Table:
    """Hide what is small and nothing else: what an office does that has not heard of sums."""
    small = [0 < row["numerator"] < 5 or 0 < row["denominator"] < 5 for row in results.to_pylist()]
    table = results
    for name in ("numerator", "denominator"):
        column = pc.if_else(pa.array(small), pa.scalar(None, pa.int64()), results[name])
        table = table.set_column(table.column_names.index(name), table.schema.field(name), column)
    return table


def test_the_attacker_recovers_what_was_hidden_naively():
    province = Province(districts=2, communes=6, children=500)
    results = province.results(the_catalog())
    assert len(recovered([naive(results)], results, the_catalog(), province.sums)) > 100


def test_the_attacker_recovers_one_count_that_a_slip_gives_away():
    province = Province(districts=3, communes=9, children=1500)
    results = province.results(the_catalog())
    released = release(results, the_catalog(), province.sums, on=DAY)
    rows, true = released.to_pylist(), results.to_pylist()
    keys = [(row["leaf"], row["unit"], row["dimension"], row["member"]) for row in rows]
    at = dict(zip(keys, range(len(keys)), strict=True))
    slips = [
        (leaf, unit)
        for leaf, unit, dimension, member in keys
        if member == "male"
        and rows[at[leaf, unit, "total", "total"]]["numerator"] is not None
        and 0 < true[at[leaf, unit, dimension, "female"]]["numerator"] < 5
    ]
    leaf, unit = slips[0]
    male, female = at[leaf, unit, "sex", "male"], at[leaf, unit, "sex", "female"]
    assert rows[male]["numerator"] is None
    rows[male]["numerator"] = true[male]["numerator"]
    slipped = pa.Table.from_pylist(rows, schema=released.schema)
    found = recovered([slipped], results, the_catalog(), province.sums)
    count = true[female]["numerator"]
    assert (count, count) in found.values()
    assert any(cell[1][0] == unit and cell[2:] == ("sex", "female") for cell in found)


@pytest.mark.parametrize("children", [300, 3000])
def test_nothing_hidden_is_recovered_on_the_units_of_two_days(children):
    province = Province(districts=3, communes=9, children=children)
    results = province.results(the_catalog())
    released = release(results, the_catalog(), province.sums, on=DAY)
    assert recovered([released], results, the_catalog(), province.sums) == {}


def test_an_earlier_release_gives_nothing_of_a_later_one_away():
    province = Province(districts=3, communes=9, children=1500)
    results = province.results(the_catalog())
    totals = results.filter(pc.equal(results["dimension"], "total"))
    before = release(totals, the_catalog(), province.sums, on=DAY)
    after = release(results, the_catalog(), province.sums, on=DAY, earlier=[before])
    assert recovered([before, after], results, the_catalog(), province.sums) == {}


@pytest.mark.parametrize("children", [300, 3000])
def test_where_the_total_is_told_its_parts_stay_as_unsure_as_it_leaves_them(children):
    province = Province(districts=3, communes=9, children=children)
    results, top = province.results(the_catalog()), province.top
    totals = results.filter(pc.equal(results["dimension"], "total"))
    told = {"on": DAY, "always_told": [top]}
    before = release(totals, the_catalog(), province.sums, **told)
    after = release(results, the_catalog(), province.sums, **told, earlier=[before])
    own = [row for row in before.to_pylist() if row["unit"] == top[0]]
    assert all(row["numerator"] is not None for row in own)
    assert [row["flags"] for row in before.to_pylist()] == [
        row["flags"] for row in after.to_pylist() if row["dimension"] == "total"
    ]
    assert recovered([before, after], results, the_catalog(), province.sums, top) == {}


@pytest.mark.parametrize("children", [300, 3000])
def test_the_provinces_own_breakdowns_are_hidden_for_their_own_sake_alone(children):
    province = Province(districts=3, communes=9, children=children)
    results, top = province.results(the_catalog()), province.top
    own = results.filter(pc.equal(results["unit"], top[0]))
    alone = release(own, the_catalog(), [], on=DAY, always_told=[top])
    whole = release(results, the_catalog(), province.sums, on=DAY, always_told=[top])

    def hidden(table):
        return {
            (row["leaf"], row["dimension"], row["member"])
            for row in table.to_pylist()
            if row["unit"] == top[0] and "suppressed" in row["flags"]
            and row["dimension"] not in OF_PLACES
        }  # fmt: skip

    assert hidden(whole) == hidden(alone)


@pytest.mark.soak
def test_nothing_hidden_is_recovered_from_a_whole_province_in_two_releases():
    province = Province(districts=11, communes=111, children=30_000)
    results = province.results(the_catalog())
    totals = results.filter(pc.equal(results["dimension"], "total"))
    told = {"on": DAY, "always_told": [province.top]}
    before = release(totals, the_catalog(), province.sums, **told)
    after = release(results, the_catalog(), province.sums, **told, earlier=[before])
    found = recovered([before, after], results, the_catalog(), province.sums, province.top)
    assert found == {}
