"""What the rows say of a child's life: circumstances, school, weight and height."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import polars as pl
from django.utils.translation import gettext as _

from mangnon.children.growing import school_year_of
from mangnon.children.importing.changes import Changes, differing, new_ids, with_any
from mangnon.children.importing.columns import circumstance_words
from mangnon.children.importing.copying import fetch
from mangnon.children.importing.known import (
    CIRCUMSTANCE,
    CIRCUMSTANCES,
    MEASUREMENT,
    MEASUREMENTS,
    SCHOOL,
    SCHOOLING,
    SCHOOLINGS,
    SCHOOLS,
)
from mangnon.children.importing.prepared import looked_up
from mangnon.children.importing.telling import told
from mangnon.core.vietnamese import fold
from mangnon.engine.growth import INDICES, z_scores
from mangnon.intake.importers import Problem

BETWEEN = re.compile(r"\s*[,;/+\n]\s*")
MEASURES = ("weight_kg", "height_cm")
SCORES = (*INDICES, "implausible")
OF_PUPILS = (
    "row", "child_id", "is_new", "unit_id", "school_id", "school", "level", "grade", "grade_number",
)  # fmt: skip
OF_MEASURED = (
    "row", "child_id", "is_new", "unit_id", "measured_on", *MEASURES, "birth_date", "sex",
    "known_birth_date", "known_sex",
)  # fmt: skip


def read_circumstances(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Add `groups`, the letters that the cells mean, and say which cells are not understood."""
    written = rows["circumstances"].drop_nulls().unique().to_list()
    meant = {text: _letters(text) for text in written}
    book = pl.DataFrame(
        {"circumstances": written, "groups": [meant[text][0] for text in written]},
        schema={"circumstances": pl.String, "groups": pl.List(pl.String)},
    )
    read = rows.with_columns(looked_up(rows["circumstances"], book))
    unread = [text for text in written if meant[text][1]]
    wrong = read.filter(pl.col("circumstances").is_in(unread)).select("row", "circumstances")
    problems = [
        Problem(row, "circumstances", _unread(meant[text][1])) for row, text in wrong.iter_rows()
    ]
    return read, problems


def _unread(words: str) -> str:
    return _(
        "“%(words)s” is no group of special circumstances; write the letters of the Children Law, "
        "a to o, or the group's name."
    ) % {"words": words}


def _letters(text: str) -> tuple[list[str], str]:
    """Return the groups that a cell names, and what of it is not understood."""
    known = circumstance_words()
    whole = text.strip().lower()
    if (letter := known.get(whole, known.get(fold(whole)))) is not None:
        return [letter] if letter else [], ""
    found = []
    for part in filter(None, BETWEEN.split(whole)):
        letter = known.get(part, known.get(fold(part)) if len(part) > 1 else None)
        if letter is None:
            return [], part
        found += [letter] if letter else []
    return sorted(set(found)), ""


def circumstance_changes(rows: pl.DataFrame, today: date) -> Changes:
    """Begin the groups in which the child is not yet; a group that is not named does not end."""
    named = rows.select("row", "child_id", "is_new", "birth_date", group="groups").explode("group")
    named = named.drop_nulls("group")
    ids = named.filter(~pl.col("is_new"))["child_id"].unique().to_list()
    known = fetch(CIRCUMSTANCES, [ids], CIRCUMSTANCE)
    new = named.join(known, on=["child_id", "group"], how="anti")
    made = new.select(
        "row", new_ids(len(new)), "child_id", "group", began_on=pl.lit(today),
        is_supported=pl.lit("unknown"),
    )  # fmt: skip
    known_rows = new.filter(~pl.col("is_new")).group_by("row", maintain_order=True)
    groups = known_rows.agg(pl.col("group").str.join(", ")).with_columns(none=pl.lit(""))
    return Changes(
        "children_circumstancespell", made, told=told(groups, "circumstances", "none", "group")
    )


def with_schools(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Add `school_id`, by the name that the commune's schools have; warn of an unknown one."""
    schools = fetch(SCHOOLS, [rows["unit_id"].drop_nulls().unique().to_list()], SCHOOL)
    names = [fold(name) for name in schools["school_name"].to_list()]
    known = schools.select("school_id", "school_level", unit_id="school_unit").with_columns(
        school_words=pl.Series(names, dtype=pl.String)
    )
    written = rows["school"].drop_nulls().unique().to_list()
    book = pl.DataFrame(
        {"school": written, "school_words": [fold(text) for text in written]},
        schema={"school": pl.String, "school_words": pl.String},
    )
    words = looked_up(rows["school"], book)
    taught = rows.select("unit_id", words).join(
        known.unique(["unit_id", "school_words"]), on=["unit_id", "school_words"], how="left",
        maintain_order="left",
    )  # fmt: skip
    found = rows.with_columns(
        taught["school_id"], level=pl.coalesce("level", taught["school_level"])
    )
    lost = found.filter(pl.col("school").is_not_null() & pl.col("school_id").is_null())
    unread = found.filter(pl.col("grade").is_not_null() & pl.col("level").is_null())
    unknown = _("The commune has no school “%s” in the register; the class is kept without it.")
    no_class = _("“%s” is no class; nothing is kept of it.")
    return found, [
        *(
            Problem(r, "school", unknown % s, True)
            for r, s in lost.select("row", "school").iter_rows()
        ),
        *(
            Problem(r, "grade", no_class % g, True)
            for r, g in unread.select("row", "grade").iter_rows()
        ),
    ]


def schooling_changes(rows: pl.DataFrame, today: date) -> Changes:
    """Write the school year that the day is in."""
    is_class = (pl.col("level") == "preschool") | pl.col("grade_number").is_not_null()
    pupils = (
        rows.select(OF_PUPILS)
        .filter(pl.col("level").is_not_null() & is_class)
        .with_columns(
            grade_number=pl.when(pl.col("level") != "preschool").then(pl.col("grade_number"))
        )
    )
    ids = pupils.filter(~pl.col("is_new"))["child_id"].to_list()
    year = school_year_of(today)
    known = fetch(SCHOOLINGS, [ids, year], SCHOOLING)
    all_ = pupils.join(known, on="child_id", how="left", maintain_order="left")
    new = all_.filter(pl.col("schooling_id").is_null())
    made = new.select(
        "row", new_ids(len(new)), "child_id", "unit_id", "school_id", "level",
        school_year=pl.lit(year), grade="grade_number", is_enrolled_at_start=pl.lit(value=True),
    )  # fmt: skip
    changed = all_.filter(pl.col("schooling_id").is_not_null()).select(
        "row", differing("school_id", "known_school"), differing("level", "known_level"),
        differing("grade_number", "known_grade").alias("grade"), id="schooling_id",
    )  # fmt: skip
    kept = with_any(changed, ["school_id", "level", "grade"])
    return Changes("children_schooling", made, kept, _classes_told(all_.filter(~pl.col("is_new"))))


def _classes_told(rows: pl.DataFrame) -> pl.DataFrame:
    other_class = pl.struct("level", "grade_number").ne_missing(
        pl.struct(level="known_level", grade_number="known_grade")
    )
    other_school = pl.col("school_id").ne_missing(pl.col("known_school"))
    said = rows.with_columns(
        other_class.alias("is_other_class"),
        known_grade=pl.col("known_grade").cast(pl.String),
        school=pl.when(pl.col("school_id").is_not_null()).then("school"),
    )
    return pl.concat(
        [
            told(said.filter("is_other_class"), "grade", "known_grade", "grade"),
            told(said.filter(other_school), "school", "known_school_name", "school"),
        ]
    )


def measurement_changes(rows: pl.DataFrame) -> Changes:
    """Write what was measured on a day, with its z-scores."""
    measured = (
        rows.select(OF_MEASURED)
        .filter(
            pl.col("measured_on").is_not_null()
            & (pl.col("weight_kg").is_not_null() | pl.col("height_cm").is_not_null())
        )
        .with_columns(pl.col("weight_kg").round(2), pl.col("height_cm").round(1))
    )
    old = measured.filter(~pl.col("is_new"))
    days = old["measured_on"].unique().to_list()
    known = fetch(MEASUREMENTS, [old["child_id"].to_list(), days], MEASUREMENT)
    all_ = measured.join(known, on=["child_id", "measured_on"], how="left", maintain_order="left")
    again = all_.filter(pl.col("measurement_id").is_not_null()).with_columns(
        weight_kg=differing("weight_kg", "known_weight"),
        height_cm=differing("height_cm", "known_height"),
    )
    again = with_any(again, ["weight_kg", "height_cm"])
    full = again.with_columns(
        weight_kg=pl.coalesce("weight_kg", "known_weight"),
        height_cm=pl.coalesce("height_cm", "known_height"),
    )
    new = all_.filter(pl.col("measurement_id").is_null())
    made = _scored(new).select(
        "row",
        new_ids(len(new)),
        "child_id",
        "unit_id",
        "measured_on",
        "weight_kg",
        "height_cm",
        *SCORES,
    )
    changed = _scored(full).select("row", "weight_kg", "height_cm", *SCORES, id="measurement_id")
    told_of = pl.concat([new, again], how="diagonal").filter(~pl.col("is_new"))
    measures = [
        told(told_of, name, known, name)
        for name, known in (("weight_kg", "known_weight"), ("height_cm", "known_height"))
    ]
    return Changes("children_measurement", made, changed, pl.concat(measures))


def _scored(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the z-scores; those that cannot be computed or be true are empty."""
    born = pl.coalesce("known_birth_date", "birth_date")
    about = rows.select(
        days=(pl.col("measured_on") - born).dt.total_days().cast(pl.Float64),
        sex=pl.coalesce("known_sex", pl.col("sex").fill_null("unknown")),
    )
    weight, height = (rows[name].cast(pl.Float64).to_numpy() for name in MEASURES)
    found = z_scores(about["sex"].to_numpy(), about["days"].to_numpy(), weight, height)
    kept = found.plausible()
    scores = {name: np.round(getattr(kept, name), 2) for name in INDICES}
    return rows.with_columns(
        *(pl.Series(name, values).fill_nan(None) for name, values in scores.items()),
        pl.Series("implausible", found.flagged().astype(object), dtype=pl.String),
    )
