"""Which grown person a row names: one whom the register knows, or a new one."""

from __future__ import annotations

import polars as pl

from mangnon.children.importing.changes import differing, new_ids, with_any
from mangnon.children.importing.copying import fetch
from mangnon.children.importing.known import GUARDIAN, GUARDIANS
from mangnon.children.importing.numbers import marks_of, place_of
from mangnon.children.importing.prepared import is_plainer, looked_up, words_by_row

PERSON = ("full_name", "birth_year", "phone")
KNOWN_OF_PERSON = ("known_name", "known_year", "known_phone_mark")


def with_words(people: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add the words of a name as search compares them."""
    return people.with_columns(words_by_row(people[name]).alias(f"{name}_words"))


def corrected(same: pl.DataFrame) -> pl.DataFrame:
    """Return what mentions of known people say otherwise; where they disagree, nothing changes."""
    same = same.with_columns(_phone_marks(same))
    is_known_phone = (
        pl.col("marks").list.contains(pl.col("known_phone_mark")).fill_null(value=False)
    )
    names = [pl.col(name).drop_nulls().n_unique().over("guardian_id") <= 1 for name in PERSON]
    agreed = same.with_columns(
        pl.when(agrees).then(pl.col(name)).alias(name)
        for name, agrees in zip(PERSON, names, strict=True)
    )
    is_renamed = (pl.col("full_name") != pl.col("known_name")) & ~is_plainer("full_name")
    changed = agreed.select(
        "row",
        pl.col("guardian_id").alias("id"),
        pl.when(is_renamed).then(pl.col("full_name")).alias("full_name"),
        differing("birth_year", "known_year"),
        pl.when(pl.col("phone").is_not_null() & ~is_known_phone).then("phone").alias("phone"),
    )
    first_told = [pl.col(name).drop_nulls().first() for name in PERSON]
    by_person = changed.group_by("id", maintain_order=True).agg(pl.col("row").first(), *first_told)
    return with_any(by_person.select("row", "id", *PERSON), PERSON)


def with_guardians(named: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add `guardian_id` to the mentions; return them, and the people who are made for some.

    Of a person whom the register has, what it has stands beside: `known_name` and so on.
    """
    keyed = named.with_columns(_likeness())
    found = keyed.join(_known(named), on="mention", how="left", maintain_order="left")
    fresh = found.filter(pl.col("guardian_id").is_null())
    fresh = fresh.unique("likeness", keep="first", maintain_order=True)
    fresh = fresh.with_columns(new_id=new_ids(len(fresh)))
    given = found.with_columns(looked_up(found["likeness"], fresh.select("likeness", "new_id")))
    made = fresh.select("row", "full_name", "birth_year", "phone", "unit_id", id="new_id")
    return given.with_columns(guardian_id=pl.coalesce("guardian_id", "new_id")), made


def _known(named: pl.DataFrame) -> pl.DataFrame:
    """Return whom the commune's register has under the name: by phone, else by year of birth.

    A mention with a phone is nobody whose phone is another one or not known.
    """
    units = named["unit_id"].unique().to_list()
    known = with_words(fetch(GUARDIANS, [units], GUARDIAN), "known_name").rename(
        {"known_name_words": "words"}
    )
    namesakes = named.join(known, on=["unit_id", "words"], how="semi")
    phones = namesakes.select("mention", "unit_id", "words", _phone_marks(namesakes))
    by_phone = phones.explode("marks").join(
        known, left_on=["unit_id", "words", "marks"],
        right_on=["unit_id", "words", "known_phone_mark"], coalesce=False,
    )  # fmt: skip
    alike = namesakes.filter(pl.col("phone").is_null()).join(
        known, left_on=["unit_id", "words", "birth_year"],
        right_on=["unit_id", "words", "known_year"], coalesce=False,
    )  # fmt: skip
    by_year = alike.filter((pl.col("full_name") == pl.col("known_name")) | is_plainer("full_name"))
    columns = ("mention", "guardian_id", *KNOWN_OF_PERSON)
    found = pl.concat([by_phone.select(columns), by_year.select(columns)])
    return found.unique("mention", keep="first", maintain_order=True)


def _phone_marks(named: pl.DataFrame) -> pl.Series:
    return marks_of(named["phone"], place_of("Guardian", "phone")).alias("marks")


def _likeness() -> pl.Expr:
    """Return a text that mentions of one person in the sheet share: nothing told apart differs.

    People of one name in a commune are one with the same phone, or else in the same household.
    """
    year = pl.col("birth_year").cast(pl.String).fill_null("")
    told = pl.coalesce(
        "p" + pl.col("phone"),
        "h" + pl.col("household"),
        pl.when(pl.col("birth_year").is_not_null()).then(pl.lit("y")),
        "m" + pl.col("mention").cast(pl.String),
    )
    return pl.concat_str("unit_id", "full_name", year, told, separator="|").alias("likeness")
