"""The same search with splink as it comes: its own comparisons, trained by its own EM."""

import time
from typing import Any

import polars as pl
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

LIKELY = 0.05  # the lowest probability of the pairs that are asked for


def splink_pairs(prepared: pl.DataFrame, blocking: list[list[str]]) -> tuple[pl.DataFrame, float]:
    """Return splink's pairs with a score, and the seconds it took, training included."""
    started = time.monotonic()
    api = DuckDBAPI()
    records = prepared.with_columns(pl.col("birth_date").cast(pl.String)).to_arrow()
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in blocking],
        comparisons=[
            cl.JaroWinklerAtThresholds("plain", [0.95, 0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.JaroWinklerAtThresholds("mother", [0.95, 0.85]),
            cl.ExactMatch("number"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("unit"),
        ],
        retain_matching_columns=False,
    )
    linker = Linker(api.register(records), settings, log_level="ERROR")
    _train(linker)
    found = linker.inference.predict(threshold_match_probability=LIKELY)
    pairs = pl.DataFrame(found.as_pyarrow_table()).select(
        id_a=pl.min_horizontal("id_l", "id_r"),
        id_b=pl.max_horizontal("id_l", "id_r"),
        score="match_weight",
    )
    return pairs, time.monotonic() - started


def _train(linker: Any) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("number"), block_on("words", "birth_date", "mother")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("words", "birth_year"))
    training.estimate_parameters_using_expectation_maximisation(block_on("birth_date", "mother"))
