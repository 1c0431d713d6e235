"""Which child of the register each row is about, if it is about one.

A row is about the child whose identifier it bears; else whose identity number it bears, when the
name or the birth date agrees; else who has the same name, birth date, sex and commune, when neither
mother nor number says otherwise. Whoever only looks alike is another child, and is pointed out.
"""

from __future__ import annotations

import polars as pl

from mangnon.children.importing.communes import Communes

BY_ID, BY_NUMBER_AND_ALL, BY_NUMBER, BY_NAME, BY_FOLDED_NAME = range(5)
NEAR_BIRTHS = 3  # days
ROW, CHILD = "row", "child_id"


def match(
    rows: pl.DataFrame, known: pl.DataFrame, mothers: pl.DataFrame, communes: Communes
) -> pl.DataFrame:
    """Return `row`, `child_id` and `rank`: each row and each child at most once, surest first.

    `mothers` holds the words of the mother's name of known children.
    """
    found = pl.concat(
        [_by_id(rows, known), _by_number(rows, known), _by_name(rows, known, mothers, communes)]
    )
    surest = found.sort("rank", "row", "child_id").unique("row", keep="first", maintain_order=True)
    return surest.with_columns(is_first=pl.col("child_id").is_first_distinct())


def candidates(rows: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Return the known children who have the name and birth date of a row."""
    keys = rows.select("search_text", "birth_date").unique()
    alike = known.join(
        keys, left_on=["known_words", "known_birth_date"], right_on=["search_text", "birth_date"],
        how="semi",
    )  # fmt: skip
    return alike["child_id"]


def _by_id(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    found = rows.select("row", "id").join(known, left_on="id", right_on="child_id", how="inner")
    return found.select("row", child_id="id", rank=pl.lit(BY_ID))


def _by_number(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    marked = rows.select("row", "search_text", "birth_date", mark="identity_marks").explode("mark")
    found = marked.drop_nulls("mark").join(known, left_on="mark", right_on="known_identity_mark")
    named = pl.col("search_text") == pl.col("known_words")
    born = pl.col("birth_date") == pl.col("known_birth_date")
    rank = pl.when(named & born).then(BY_NUMBER_AND_ALL).otherwise(BY_NUMBER)
    return found.filter(named | born).select("row", "child_id", rank=rank.cast(pl.Int32))


def _by_name(
    rows: pl.DataFrame, known: pl.DataFrame, mothers: pl.DataFrame, communes: Communes
) -> pl.DataFrame:
    alike = rows.join(
        known, left_on=["search_text", "birth_date"], right_on=["known_words", "known_birth_date"]
    ).join(mothers, on="child_id", how="left")
    here = _same_commune(alike, communes)
    sexes = pl.col("sex").fill_null("unknown")
    other_sex = (
        (sexes != pl.col("known_sex")) & (sexes != "unknown") & (pl.col("known_sex") != "unknown")
    )
    other_mother = pl.col("mother_words") != pl.col("known_mother")
    has_numbers = (pl.col("identity_marks").list.len() > 0) & pl.col(
        "known_identity_mark"
    ).is_not_null()
    other_number = has_numbers & ~pl.col("identity_marks").list.contains(
        pl.col("known_identity_mark")
    )
    contradicted = (
        other_sex | other_mother.fill_null(value=False) | other_number.fill_null(value=False)
    )
    exact = pl.col("full_name") == pl.col("known_full_name")
    rank = pl.when(exact).then(BY_NAME).otherwise(BY_FOLDED_NAME)
    return here.filter(~contradicted).select("row", "child_id", rank=rank.cast(pl.Int32))


def _same_commune(alike: pl.DataFrame, communes: Communes) -> pl.DataFrame:
    """Keep the pairs whose communes are one, or were one: a child may be kept under an old unit."""
    pairs = [
        (unit, later.pk)
        for unit in alike["known_unit"].unique().to_list()
        for later in {*communes.successors[unit], communes.by_id[unit]}
    ]
    same = pl.DataFrame(pairs, schema={"known_unit": pl.Int64, "unit_id": pl.Int64}, orient="row")
    return alike.join(same, on=["known_unit", "unit_id"], how="semi")


def looking_alike(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return `child_id` and `like_id`: rows about no known child that look like one that is there.

    The same name and a birth date that may be the same one miswritten, or the same number.
    """
    known = known.with_columns(like_id="child_id").drop("child_id")
    told = rows.select("child_id", "search_text", "birth_date", "birth_date_precision")
    named = told.join(known, left_on="search_text", right_on="known_words")
    marked = rows.select("child_id", mark="identity_marks").explode("mark").drop_nulls("mark")
    numbered = marked.join(known, left_on="mark", right_on="known_identity_mark")
    alike = (named.filter(_born_alike()), numbered)
    return pl.concat(pairs.select("child_id", "like_id") for pairs in alike).unique()


def _born_alike() -> pl.Expr:
    """Say whether dates are days apart, have day and month swapped, or the next year's number."""
    day, known = pl.col("birth_date"), pl.col("known_birth_date")
    years = (day.dt.year() - known.dt.year()).abs()
    is_swapped = (day.dt.day() == known.dt.month()) & (day.dt.month() == known.dt.day())
    same_day = (day.dt.day() == known.dt.day()) & (day.dt.month() == known.dt.month())
    is_inexact = (pl.col("birth_date_precision") != "day") | (pl.col("known_precision") != "day")
    return (
        ((day - known).dt.total_days().abs() <= NEAR_BIRTHS)
        | ((years == 0) & (is_swapped | is_inexact))
        | ((years == 1) & same_day)
    )
