"""The rows of a sheet made comparable: one way to write each thing, and what follows from it."""

from __future__ import annotations

import polars as pl

from mangnon.children.importing.columns import columns
from mangnon.children.names import name_key, search_text
from mangnon.intake.importers import CellKind

TYPES = {
    CellKind.DATE: pl.Date, CellKind.NUMBER: pl.Float64, CellKind.WHOLE: pl.Int64,
}  # fmt: skip
PEOPLE = ("mother", "father", "guardian", "carer")
# The names of classes, and the levels that their numbers belong to.
GRADE = r"(?i)(?:^|[^0-9])(1[0-2]|[1-9])(?:[^0-9]|$)"
PRESCHOOL = r"(?i)m[aầ]m|ch[oồ]i|l[aá]\b|m[aẫ]u gi[aá]o|nh[aà] tr[eẻ]|m[aầ]m non"


def prepare(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with every known column, and with names as they are compared."""
    return (
        _all_columns(rows)
        .with_columns(
            pl.coalesce("sex", _ticked("is_male", "male"), _ticked("is_female", "female")),
            birth_registration=_said_by(
                "birth_registration", "birth_certificate_number", "birth_registered_on"
            ),
            health_insurance=_said_by("health_insurance", "insurance_number"),
            birth_date_precision=pl.col("birth_date_precision").fill_null("day"),
        )
        .with_columns(*_phones())
        .with_columns(_level(), grade_number=_grade())
        .pipe(with_names)
    )  # fmt: skip


def _all_columns(rows: pl.DataFrame) -> pl.DataFrame:
    wanted = [pl.col("row")]
    for column in columns():
        kind = TYPES.get(column.kind, pl.String)
        found = pl.col(column.name) if column.name in rows.columns else pl.lit(None)
        wanted.append(found.cast(kind).alias(column.name))
        if column.kind == CellKind.DATE:
            name = f"{column.name}_precision"
            known = pl.col(name) if name in rows.columns else pl.lit(None)
            wanted.append(known.cast(pl.String).alias(name))
    return rows.select(wanted)


def _ticked(name: str, sex: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null()).then(pl.lit(sex))


def _said_by(name: str, *proofs: str) -> pl.Expr:
    """Return the answer, or yes where it is not given and something else proves it."""
    proven = pl.any_horizontal(*(pl.col(proof).is_not_null() for proof in proofs))
    return pl.coalesce(name, pl.when(proven).then(pl.lit("yes")))


def _phones() -> list[pl.Expr]:
    """Return whose phone the common one is: of the first of these people who is named."""
    order = ("guardian", "mother", "father", "carer")
    taken = pl.lit(value=False)
    found = []
    for person in order:
        named = pl.col(f"{person}_name").is_not_null()
        shared = pl.when(named & ~taken).then(pl.col("phone"))
        own = f"{person}_phone"
        known = {column.name for column in columns()}
        found.append((pl.coalesce(own, shared) if own in known else shared).alias(own))
        taken = taken | named
    return found


def _grade() -> pl.Expr:
    return pl.col("grade").str.extract(GRADE, 1).cast(pl.Int64)


def _level() -> pl.Expr:
    grade = _grade()
    level = (
        pl.when(pl.col("grade").str.contains(PRESCHOOL)).then(pl.lit("preschool"))
        .when(grade <= 5).then(pl.lit("primary"))
        .when(grade <= 9).then(pl.lit("lower_secondary"))
        .when(grade <= 12).then(pl.lit("upper_secondary"))
    )  # fmt: skip
    return level.alias("level")


def with_names(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the order and the search words of the child's name, and the words of its people's."""
    named = words_of(rows["full_name"])
    keys = pl.Series([name_key(name) for name in named["full_name"].to_list()], dtype=pl.String)
    return rows.with_columns(
        looked_up(rows["full_name"], named).alias("search_text"),
        looked_up(rows["full_name"], named.select("full_name", keys)).alias("name_key"),
        *(words_by_row(rows[f"{person}_name"]).alias(f"{person}_words") for person in PEOPLE),
    )


def words_by_row(names: pl.Series) -> pl.Series:
    """Return for each name the words that search compares."""
    return looked_up(names, words_of(names))


def looked_up(keys: pl.Series, book: pl.DataFrame) -> pl.Series:
    """Return what a book of two columns has for each key, null for one that is not in it."""
    name, value = book.columns
    found = keys.alias(name).to_frame().join(book, on=name, how="left", maintain_order="left")
    return found[value]


def words_of(names: pl.Series) -> pl.DataFrame:
    """Return each name once with the `search_text` that `names.py` gives it.

    Names share their words: each word is folded once, and names are put together of them.
    """
    unique = pl.DataFrame({"full_name": names.drop_nulls().unique().cast(pl.String)})
    words = unique.with_columns(word=pl.col("full_name").str.split(" ")).explode("word")
    listed = words["word"].unique().drop_nulls().to_list()
    book = pl.DataFrame(
        {"word": listed, "plain": [search_text(word) for word in listed]},
        schema={"word": pl.String, "plain": pl.String},
    )
    parts = words.join(book, on="word", how="left", maintain_order="left")
    by_name = parts.group_by("full_name", maintain_order=True)
    return by_name.agg(search_text=pl.col("plain").str.join(" ").str.strip_chars())


def is_plainer(name: str) -> pl.Expr:
    """Say whether a name is written in capitals or without any mark, as on an old machine."""
    text = pl.col(name)
    return ~text.str.contains(r"[^\x00-\x7F]") | (text == text.str.to_uppercase())
