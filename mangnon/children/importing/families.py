"""What the rows change in who cares for the children: guardians, and what they are to whom."""

from __future__ import annotations

from datetime import date

import polars as pl

from mangnon.children.importing.changes import Changes
from mangnon.children.importing.columns import columns
from mangnon.children.importing.guardians import (
    KNOWN_OF_PERSON,
    corrected,
    with_guardians,
    with_words,
)
from mangnon.children.importing.prepared import PEOPLE
from mangnon.children.importing.telling import NOTHING, told, told_of_sealed

GUARDIANSHIPS, TABLE = "children_guardianship", "children_guardian"
RELATIONS = {"carer": "alternative_carer"}
ONE_EACH = ["mother", "father"]


def family_changes(rows: pl.DataFrame, family: pl.DataFrame, today: date) -> list[Changes]:
    """Return the guardians first: guardianships name them.

    `family` is who cares for the known children now. A person of the same name is the same one,
    corrected and completed; another name in the same place is another person from today.
    """
    named = _named(rows)
    known = with_words(family, "known_name").rename({"known_name_words": "known_words"})
    same = named.join(known, on=["child_id", "relation"], how="left", maintain_order="left")
    is_same = (pl.col("words") == pl.col("known_words")).fill_null(value=False)
    recognised = same.filter(is_same)
    others = named.filter(~pl.col("mention").is_in(recognised["mention"].implode()))
    others, guardians = with_guardians(others)
    met = pl.concat([recognised, others.filter(pl.col("known_name").is_not_null())], how="diagonal")
    corrections = corrected(met)
    return [
        Changes(TABLE, guardians, corrections, _corrections_told(recognised, corrections)),
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
    before = named.filter(pl.col("relation").is_in(ONE_EACH)).join(
        known.select("child_id", "relation", "guardianship_id", began="began_on"),
        on=["child_id", "relation"],
    )
    ended = before.filter(pl.col("began") < today)
    replaced = before.filter(pl.col("began") >= today)
    since_birth = pl.col("is_new") & pl.col("relation").is_in(ONE_EACH)
    again = pl.col("mention").is_in(before["mention"].implode())
    made = named.filter(~pl.col("mention").is_in(replaced["mention"].implode())).select(
        "row", "child_id", "guardian_id", "relation",
        began_on=pl.when(since_birth).then(pl.col("birth_date"))
        .when(pl.col("relation").is_in(ONE_EACH) & ~again).then(pl.col("birth_date"))
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
    return Changes(GUARDIANSHIPS, made, pl.concat(changed), _people_told(named, known))


def _people_told(named: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Tell who cares for a known child from now on, and instead of whom."""
    before = known.filter(pl.col("relation").is_in(ONE_EACH))
    other = (
        named.filter(~pl.col("is_new"))
        .drop(KNOWN_OF_PERSON)
        .join(
            before.select("child_id", "relation", "known_name"),
            on=["child_id", "relation"],
            how="left",
        )
    )
    return pl.concat(
        told(other.filter(relation=RELATIONS.get(person, person)), f"{person}_name", "known_name",
             "full_name")
        for person in PEOPLE
    )  # fmt: skip


def _corrections_told(recognised: pl.DataFrame, corrections: pl.DataFrame) -> pl.DataFrame:
    changed = recognised.select("row", "relation", "guardian_id", *KNOWN_OF_PERSON).join(
        corrections.drop("row"), left_on="guardian_id", right_on="id"
    )
    listed = {column.name for column in columns()}
    lines = [NOTHING]
    for person in PEOPLE:
        of_person = changed.filter(relation=RELATIONS.get(person, person))
        lines.append(told(of_person, f"{person}_name", "known_name", "full_name"))
        phone = f"{person}_phone" if f"{person}_phone" in listed else "phone"
        lines.append(told_of_sealed(of_person, phone, "known_phone_mark", "phone"))
        if f"{person}_birth_year" in listed:
            lines.append(told(of_person, f"{person}_birth_year", "known_year", "birth_year"))
    return pl.concat(lines)
