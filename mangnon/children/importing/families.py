"""What the rows change in who cares for the children: guardians, and what they are to whom."""

from __future__ import annotations

from datetime import date

import polars as pl

from mangnon.children.importing.changes import Changes
from mangnon.children.importing.guardians import corrected, with_guardians, with_words
from mangnon.children.importing.prepared import PEOPLE

GUARDIANSHIPS, TABLE = "children_guardianship", "children_guardian"
RELATIONS = {"carer": "alternative_carer"}


def family_changes(rows: pl.DataFrame, family: pl.DataFrame, today: date) -> list[Changes]:
    """Return the guardians first: guardianships name them.

    `family` is who cares for the known children now. A person of the same name is the same one,
    corrected and completed; another name in the same place is another person from today.
    """
    named = _named(rows)
    known = with_words(family, "known_name").rename({"known_name_words": "known_words"})
    same = named.join(known, on=["child_id", "relation"], how="left", maintain_order="left")
    is_same = (pl.col("words") == pl.col("known_words")).fill_null(value=False)
    corrections = corrected(same.filter(is_same))
    matched = same.filter(is_same)["mention"]
    others = named.filter(~pl.col("mention").is_in(matched.implode()))
    others, guardians = with_guardians(others)
    return [
        Changes(TABLE, guardians, corrections),
        _guardianships(others, known, today),
    ]


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    """Return a line for each person whom a row names."""
    lines = [
        rows.filter(pl.col(f"{person}_name").is_not_null()).select(
            "row", "child_id", "unit_id", "is_new", "household", "birth_date",
            relation=pl.lit(RELATIONS.get(person, person)),
            full_name=pl.col(f"{person}_name"),
            words=pl.col(f"{person}_words"),
            birth_year=_or_nothing(rows, f"{person}_birth_year", pl.Int64),
            phone=_or_nothing(rows, f"{person}_phone", pl.String),
        )
        for person in PEOPLE
    ]  # fmt: skip
    return pl.concat(lines).sort("row", maintain_order=True).with_row_index("mention")


def _or_nothing(rows: pl.DataFrame, name: str, kind: type[pl.DataType]) -> pl.Expr:
    return pl.col(name) if name in rows.columns else pl.lit(None, kind)


def _guardianships(named: pl.DataFrame, known: pl.DataFrame, today: date) -> Changes:
    """Begin what is new. A child has one mother and one father at a time: the other one's ends."""
    one_each = ["mother", "father"]
    before = named.filter(pl.col("relation").is_in(one_each)).join(
        known.select("child_id", "relation", "guardianship_id", began="began_on"),
        on=["child_id", "relation"],
    )
    ended = before.filter(pl.col("began") < today)
    replaced = before.filter(pl.col("began") >= today)
    since_birth = pl.col("is_new") & pl.col("relation").is_in(one_each)
    again = pl.col("mention").is_in(before["mention"].implode())
    made = named.filter(~pl.col("mention").is_in(replaced["mention"].implode())).select(
        "row", "child_id", "guardian_id", "relation",
        began_on=pl.when(since_birth).then(pl.col("birth_date"))
        .when(pl.col("relation").is_in(one_each) & ~again).then(pl.col("birth_date"))
        .otherwise(pl.lit(today)),
    )  # fmt: skip
    made = made.unique(["child_id", "relation", "guardian_id"], keep="first", maintain_order=True)
    none = pl.lit(None)
    changed = [
        ended.select(
            "row",
            none.cast(pl.String).alias("guardian_id"),
            id="guardianship_id",
            ended_on=pl.lit(today),
        ),
        replaced.select(
            "row", "guardian_id", none.cast(pl.Date).alias("ended_on"), id="guardianship_id"
        ).select("row", "guardian_id", "id", "ended_on"),
    ]
    return Changes(GUARDIANSHIPS, made, pl.concat(changed))
