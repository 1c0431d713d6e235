"""Weights from known pairs, and how good they are on others."""

import polars as pl
import pytest

from bench.parts.linked_records import linked_records
from mangnon.catalog import CATALOG
from mangnon.engine.duplicates import find_pairs, load_linkage, prepare_children
from mangnon.engine.duplicates.fitting import fit_weights, lowest_threshold, quality
from mangnon.engine.duplicates.linkage import Level, Linkage

CHILDREN, SEED = 12_000, 31  # not the seed of the weights


def test_a_weight_is_the_logarithm_of_the_odds():
    """Of pairs with the level 9 in 10 are the same, of the others 1 in 10: ln 9 either way."""
    linkage = Linkage(
        about="", source="", blocking=[], comparisons={"name": [Level(code="same", when="true")]}
    )
    compared = pl.DataFrame({"name": ["same"] * 10_000 + [""] * 10_000})
    same = pl.Series(([True] * 9 + [False]) * 1000 + ([True] + [False] * 9) * 1000)
    fitted = fit_weights(compared, same, linkage)
    assert fitted.start == pytest.approx(-2.2, abs=0.03)
    assert fitted.comparisons["name"][0].weight == pytest.approx(4.39, abs=0.05)


def test_the_threshold_takes_all_pairs_of_one_score_or_none():
    scores = pl.Series([3.0, 2.0, 2.0, 1.0])
    is_same = pl.Series([True, True, False, True])
    assert lowest_threshold(scores, is_same, 0.9) == 3.0
    assert lowest_threshold(scores, is_same, 0.75) == 1.0


def test_quality_counts_the_pairs_that_no_rule_found():
    found = quality(pl.Series([2.0, 1.0]), pl.Series([True, False]), 4, 1.0)
    assert (found["precision"], found["recall"]) == (0.5, 0.25)


@pytest.fixture(scope="module")
def linked():
    return linked_records(CHILDREN, SEED)


@pytest.fixture(scope="module")
def pairs(linked):
    linkage = load_linkage(CATALOG / "duplicates" / "children.yaml")
    return linked.with_truth(find_pairs(prepare_children(linked.records), linkage))


def test_most_second_records_are_proposed_and_hardly_anybody_else(linked, pairs):
    assert int(pairs["is_same"].sum()) / len(linked.same) > 0.95
    assert pairs["is_same"].mean() > 0.99


def test_no_twins_of_the_sample_are_proposed(linked, pairs):
    born = linked.records.filter(pl.col("mother_name").is_not_null())
    of_a_day = born.join(born, on=["birth_date", "mother_name", "unit"])
    twins = of_a_day.filter(pl.col("id") < pl.col("id_right")).select(id_a="id", id_b="id_right")
    twins = twins.join(linked.same, on=["id_a", "id_b"], how="anti")
    assert len(twins) > 50
    assert pairs.join(twins, on=["id_a", "id_b"]).is_empty()
