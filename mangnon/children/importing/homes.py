"""What the rows change in where children live: households, and dated residence."""

from __future__ import annotations

from datetime import date

import polars as pl

from mangnon.children.importing.changes import Changes, differing, new_ids, with_any
from mangnon.children.importing.copying import fetch
from mangnon.children.importing.known import HOUSEHOLD, HOUSEHOLDS, RESIDENCE, RESIDENCES
from mangnon.children.importing.telling import told

OF_HOMES = (
    "row", "child_id", "is_new", "unit_id", "household", "hamlet", "birth_date", "known_birth_date",
)  # fmt: skip
SPELLS, TABLE = "children_residencespell", "children_household"


def home_changes(rows: pl.DataFrame, today: date) -> list[Changes]:
    """Return the households first: spells name them.

    A hamlet or household that was not known is filled in; another one begins a new residence.
    """
    placed, households = _with_households(rows.select(OF_HOMES))
    return [households, _spells(placed, today)]


def _with_households(rows: pl.DataFrame) -> tuple[pl.DataFrame, Changes]:
    """Add `household_id` to the rows, and make the households that the commune has not yet."""
    key = ["unit_id", "household"]
    known = fetch(HOUSEHOLDS, [rows["unit_id"].unique().to_list()], HOUSEHOLD)
    wanted = rows.filter(pl.col("household").is_not_null())
    missing = wanted.join(known, on=key, how="anti").unique(key, keep="first", maintain_order=True)
    made = missing.select(
        "row",
        new_ids(len(missing)),
        "unit_id",
        code="household",
        hamlet=pl.col("hamlet").fill_null(""),
    )
    all_known = pl.concat(
        [known, made.select(household_id="id", unit_id="unit_id", household="code")]
    )
    placed = rows.join(all_known, on=key, how="left", maintain_order="left")
    return placed, Changes(TABLE, made)


def _spells(rows: pl.DataFrame, today: date) -> Changes:
    old = rows.filter(~pl.col("is_new"))
    known = fetch(RESIDENCES, [old["child_id"].to_list()], RESIDENCE)
    lived = old.join(known, on="child_id", how="left", maintain_order="left").filter(
        pl.col("hamlet").is_not_null() | pl.col("household_id").is_not_null()
    )
    undated = lived.filter(pl.col("spell_id").is_null())
    compared = lived.filter(pl.col("spell_id").is_not_null()).with_columns(
        hamlet=pl.when(_differs("hamlet", "known_hamlet")).then(pl.col("hamlet")),
        household_id=differing("household_id", "known_household"),
    )
    other = with_any(compared, ["hamlet", "household_id"])
    other = other.with_columns(is_move=_is_move(today))
    left = other.filter("is_move")
    made = [
        _spell(rows.filter("is_new"), "unit_id", pl.col("birth_date")),
        _spell(undated, "unit_id", pl.col("known_birth_date")),
        _spell(_going_on(left), "spell_unit", pl.lit(today)),
    ]
    changed = [
        _spell_changes(other.filter(~pl.col("is_move")), "hamlet", "household_id"),
        _spell_changes(left.with_columns(ended_on=pl.lit(today)), "ended_on"),
    ]
    return Changes(
        SPELLS,
        pl.concat(made),
        pl.concat(changed),
        _told(pl.concat([undated, other], how="diagonal")),
    )


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    code = pl.when(pl.col("household_id").is_not_null()).then(pl.col("household"))
    both = rows.with_columns(household=code)
    return pl.concat(
        [
            told(both, "hamlet", "known_hamlet", "hamlet"),
            told(both, "household", "known_code", "household"),
        ]
    )


def _differs(name: str, known: str) -> pl.Expr:
    """Compare what people write of a place: capitals make no other hamlet."""
    return pl.col(name).str.to_lowercase() != pl.col(known).str.to_lowercase()


def _is_move(today: date) -> pl.Expr:
    """Say whether the place was another one until now; what was not known is only filled in."""
    other_hamlet = pl.col("hamlet").is_not_null() & (pl.col("known_hamlet") != "")
    other_household = pl.col("household_id").is_not_null() & pl.col("known_household").is_not_null()
    return (other_hamlet | other_household) & (pl.col("began_on") < today)


def _going_on(left: pl.DataFrame) -> pl.DataFrame:
    return left.with_columns(
        hamlet=pl.coalesce("hamlet", "known_hamlet"),
        household_id=pl.coalesce("household_id", "known_household"),
    )


def _spell(rows: pl.DataFrame, unit: str, began_on: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "row", "child_id", pl.col(unit).alias("unit_id"), pl.col("hamlet").fill_null(""),
        "household_id", began_on.alias("began_on"),
    )  # fmt: skip


def _spell_changes(rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    kinds = {"hamlet": pl.String, "household_id": pl.String, "ended_on": pl.Date}
    return rows.select(
        "row",
        pl.col("spell_id").alias("id"),
        *(
            pl.col(name) if name in columns else pl.lit(None, kind).alias(name)
            for name, kind in kinds.items()
        ),
    )
