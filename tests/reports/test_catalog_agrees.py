"""The report's layout and the indicator catalogue name the same things."""

from dataclasses import replace

import pytest

from mangnon.catalog import CATALOG
from mangnon.documents.writing.receipt import bookmark_name
from mangnon.engine.load import load_catalog
from mangnon.reports.facts import Goal
from mangnon.reports.wording import figure_key
from mangnon.ui import formats

from .samples import FRIENDLY


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(CATALOG)


def test_every_table_that_a_denominator_counts_has_words(catalog, layout):
    tables = {
        definition.denominator.table
        for definition in catalog.indicators.values()
        if definition.denominator
    }
    assert tables
    assert tables <= set(layout.counted)
    assert tables <= set(layout.counted_short)


def test_every_measure_has_a_sign_for_the_column(catalog, layout):
    measures = {definition.unit for definition in catalog.indicators.values()}
    assert measures <= set(layout.measures)
    assert set(layout.measures) == set(formats.UNIT_SUFFIXES)


def test_the_leaves_of_the_district_annex_are_computed_ones(catalog, layout):
    for leaf in layout.district_leaves:
        assert catalog.indicators[leaf].is_computed, leaf


def test_every_field_of_a_leaf_has_a_title(catalog):
    assert {definition.field for definition in catalog.indicators.values()} <= set(catalog.fields)


def test_every_basis_of_a_figure_has_words(layout):
    assert set(layout.basis) == set(formats.BASES)


def test_a_figure_of_any_leaf_in_any_commune_can_be_named_in_a_word_file(catalog):
    for leaf in catalog.indicators:
        for part in ("value", "number", "fraction", "needed", "missing"):
            assert bookmark_name(99999, figure_key(leaf, "25216"), part)


@pytest.mark.parametrize("measure", ["percent", "per_1000", "per_100000", "count"])
@pytest.mark.parametrize("relation", [">=", ">", "<=", "<", "reduce_by", "increase_by"])
def test_every_relation_that_a_plan_can_have_is_said_in_words(say, relation, measure):
    goal = Goal(relation, FRIENDLY.goal.value, measure)
    words = say.target(goal)
    assert "76,9" in words
    assert words == words.strip()
    assert "{" not in words


@pytest.mark.parametrize("relation", ["reduce_by", "increase_by"])
def test_every_band_that_a_plan_can_have_is_said_in_words(say, relation):
    goal = replace(EARLY_GOAL, relation=relation)
    assert say.target(goal).endswith(" từ 2% đến 3%")


EARLY_GOAL = Goal("reduce_by", 2, "percent", 3)


@pytest.mark.parametrize("attainment", list(formats.ATTAINMENTS))
@pytest.mark.parametrize("value", [None, 0.0, 12.34])
def test_any_standing_can_be_said(say, attainment, value):
    leaf = replace(
        FRIENDLY, standing=replace(FRIENDLY.standing, attainment=attainment, value=value)
    )
    said = str(say.result(leaf))
    assert said
    assert "None" not in said
