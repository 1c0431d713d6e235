"""Candidate pairs, their levels and their score: one statement on DuckDB."""

from __future__ import annotations

import duckdb
import polars as pl

from mangnon.engine.duplicates.linkage import Level, Linkage


def find_pairs(records: pl.DataFrame, linkage: Linkage) -> pl.DataFrame:
    """Return the pairs of prepared records that score `propose` or more, best first.

    Columns id_a < id_b, score, and one a comparison with the code of the level that holds.
    """
    found = compare(records, linkage).filter(pl.col("score") >= linkage.propose)
    return found.sort(["score", "id_a", "id_b"], descending=[True, False, False])


def compare(
    records: pl.DataFrame, linkage: Linkage, others: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return all candidate pairs with their score and levels, as `find_pairs` does.

    With `others` every pair is of one record and one of these, id_a and id_b.
    """
    with duckdb.connect() as database:
        database.register("records", records.to_arrow())
        database.execute("CREATE TABLE lefts AS SELECT * FROM records")
        if others is not None:
            database.register("others", others.to_arrow())
            database.execute("CREATE TABLE rights AS SELECT * FROM others")
        right = "lefts" if others is None else "rights"
        order = "l.id < r.id" if others is None else "true"
        found = pl.DataFrame(database.sql(_statement(linkage, right, order)).to_arrow_table())
    return found.with_columns(score=score(found, linkage))


def score(compared: pl.DataFrame, linkage: Linkage) -> pl.Series:
    """Return the score of each compared pair: the start and the weight of each level that holds."""
    weights = [
        pl.col(name).replace_strict({x.code: x.weight for x in levels}, default=0.0)
        for name, levels in linkage.comparisons.items()
    ]
    return compared.select(score=linkage.start + pl.sum_horizontal(weights))["score"]


def _statement(linkage: Linkage, right: str, order: str) -> str:
    blocks = " UNION ".join(_block(rule, right, order) for rule in linkage.blocking)
    levels = ", ".join(f"{_choice(found)} AS {name}" for name, found in linkage.comparisons.items())
    # All parts come from the catalogue; nothing of a record is in the text.
    return f"""
        SELECT l.id AS id_a, r.id AS id_b, {levels}
        FROM ({blocks}) JOIN lefts l ON l.rowid = a JOIN {right} r ON r.rowid = b
    """  # noqa: S608


def _block(rule: list[str], right: str, order: str) -> str:
    equal = " AND ".join(f"l.{column} = r.{column}" for column in rule)
    pairs = f"lefts l JOIN {right} r ON {order} AND {equal}"
    return f"SELECT l.rowid AS a, r.rowid AS b FROM {pairs}"  # noqa: S608


def _choice(levels: list[Level]) -> str:
    return "CASE " + " ".join(f"WHEN {x.when} THEN '{x.code}'" for x in levels) + " ELSE '' END"
