"""What the rows change in the poverty class of a household, from the day of the import."""

from __future__ import annotations

from datetime import date

import polars as pl

from mangnon.children.importing.changes import Changes
from mangnon.children.importing.copying import fetch
from mangnon.children.importing.known import POVERTIES, POVERTY

TABLE = "children_povertyspell"


def poverty_changes(rows: pl.DataFrame, today: date) -> Changes:
    known = fetch(POVERTIES, [rows.filter(~pl.col("is_new"))["child_id"].to_list()], POVERTY)
    told = rows.filter(pl.col("poverty") != "unknown").join(
        known, on="child_id", how="left", maintain_order="left"
    )
    other = told.filter(pl.col("poverty").ne_missing(pl.col("known_class")))
    is_of_today = (pl.col("class_began_on") >= today).fill_null(value=False)
    corrected = other.filter(is_of_today).select(
        "row", "poverty", id="poverty_id", ended_on=pl.lit(None, pl.Date)
    )
    ended = other.filter(~is_of_today & pl.col("poverty_id").is_not_null()).select(
        "row", id="poverty_id", poverty=pl.lit(None, pl.String), ended_on=pl.lit(today)
    )
    made = other.filter(~is_of_today).select("row", "child_id", "poverty", began_on=pl.lit(today))
    return Changes(TABLE, made, pl.concat([corrected, ended.select(corrected.columns)]))
