"""What stands beside a figure may not tell what the figure hides."""

from datetime import date

import pyarrow as pa

from mangnon.engine.companions import COVERAGE
from mangnon.engine.results import SCHEMA
from mangnon.indicators.released import hidden_figures
from tests.engine_suppression.test_attack import the_catalog

DAY, SINCE = date(2025, 12, 31), date(1997, 1, 1)
UNITS = pa.Table.from_pylist([
    {"code": code, "valid_from": SINCE, "parent_code": above, "parent_valid_from": above and SINCE}
    for code, above in (("p", None), ("a", "p"), ("b", "p"), ("c", "p"))
])  # fmt: skip


def coverages_hidden(reached):
    """Return the units whose coverage is hidden where each commune should reach 100 children."""
    counts = {**reached, "p": sum(reached.values())}
    should = {unit: 100 if unit != "p" else 300 for unit in counts}
    rows = [
        {
            "leaf": "8a", "unit": unit, "unit_valid_from": SINCE, "dimension": dimension,
            "member": "total", "numerator": top, "denominator": bottom, "flags": [],
        }
        for unit, number in counts.items()
        for dimension, top, bottom in (("total", 30, 90), (COVERAGE, number, should[unit]))
    ]  # fmt: skip
    hidden = hidden_figures(pa.Table.from_pylist(rows, SCHEMA), UNITS, the_catalog(), DAY)
    return sorted(unit for _leaf, unit, _day, dimension, _m in hidden if dimension == COVERAGE)


def test_a_coverage_that_leaves_out_a_few_takes_those_of_all_other_communes_with_it():
    assert coverages_hidden({"a": 98, "b": 80, "c": 70}) == ["a", "b", "c"]


def test_no_coverage_is_hidden_where_none_leaves_out_a_few():
    assert coverages_hidden({"a": 90, "b": 80, "c": 100}) == []
