"""What the rows change in the children's own records."""

from __future__ import annotations

import polars as pl

from mangnon.children.importing.changes import Changes, differing, with_any
from mangnon.children.importing.numbers import marks_of, opened, place_of
from mangnon.children.importing.prepared import is_plainer
from mangnon.children.importing.telling import told, told_of_sealed

TABLE = "children_child"
ANSWERS = (
    "sex", "ethnicity", "disability", "poverty", "birth_registration", "health_insurance",
    "lives_near_water",
)  # fmt: skip
DATES = ("birth_registered_on", "insured_until")
KNOWN_OF_SEALED = {
    "identity_number": "known_identity_mark", "birth_certificate_number": "known_certificate",
    "insurance_number": "known_insurance_mark",
}  # fmt: skip
SEALED = tuple(KNOWN_OF_SEALED)
NAME = ("full_name", "name_key", "search_text")
BIRTH = ("birth_date", "birth_precision")
FIELDS = (*NAME, *BIRTH, *ANSWERS, *DATES, *SEALED)
FINENESS = {"estimated": 0, "year": 1, "month": 2, "day": 3}


def child_changes(rows: pl.DataFrame) -> Changes:
    """Compare the rows with the records that they are about; `is_new` rows make their own."""
    new = rows.filter("is_new").with_columns(
        id="child_id", birth_precision="birth_date_precision",
        **{name: pl.col(name).fill_null("unknown") for name in ANSWERS},
    )  # fmt: skip
    made = new.select("row", "id", "unit_id", *FIELDS)
    known = rows.filter(~pl.col("is_new"))
    changed = _changed(known)
    return Changes(TABLE, made, with_any(changed, FIELDS), _told(known, changed))


def _changed(rows: pl.DataFrame) -> pl.DataFrame:
    is_renamed = _renamed()
    is_born_otherwise = _born_otherwise()
    compared = rows.with_columns(known_certificate=_certificates(rows)).with_columns(
        _insurance_marks(rows)
    )
    return compared.select(
        "row",
        pl.col("child_id").alias("id"),
        *(pl.when(is_renamed).then(pl.col(name)).alias(name) for name in NAME),
        pl.when(is_born_otherwise).then(pl.col("birth_date")).alias("birth_date"),
        pl.when(is_born_otherwise).then(pl.col("birth_date_precision")).alias("birth_precision"),
        *(_answered(name) for name in ANSWERS),
        *(differing(name, f"known_{name}") for name in DATES),
        _other_mark("identity_number", "identity_marks", "known_identity_mark"),
        differing("birth_certificate_number", "known_certificate"),
        _other_mark("insurance_number", "insurance_marks", "known_insurance_mark"),
    )


def _told(known: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    was = known.select(
        *(f"known_{name}" for name in ("full_name", "birth_date", *ANSWERS, *DATES)),
        *KNOWN_OF_SEALED.values(),
        known_birth_date_precision=pl.col("known_precision").replace("estimated", "year"),
    )
    both = changed.rename({"birth_precision": "birth_date_precision"}).hstack(was)
    return pl.concat(
        [
            *(
                told(both, name, f"known_{name}", name)
                for name in ("full_name", "birth_date", *ANSWERS, *DATES)
            ),
            *(told_of_sealed(both, name, before, name) for name, before in KNOWN_OF_SEALED.items()),
        ]
    )


def _renamed() -> pl.Expr:
    """Say which names are others, and not the same one written more plainly."""
    is_same = (pl.col("search_text") == pl.col("known_words")) & is_plainer("full_name")
    return (pl.col("full_name") != pl.col("known_full_name")) & ~is_same


def _born_otherwise() -> pl.Expr:
    """Say which birth dates are others, and not the known one less exactly."""
    day, known = pl.col("birth_date"), pl.col("known_birth_date")
    finer, than = (
        pl.col(name).replace_strict(FINENESS, return_dtype=pl.Int8)
        for name in ("birth_date_precision", "known_precision")
    )
    same_year = day.dt.year() == known.dt.year()
    same_month = same_year & (day.dt.month() == known.dt.month())
    is_coarser = (finer < than) & pl.when(finer == FINENESS["month"]).then(same_month).otherwise(
        same_year
    )
    return ((day != known) | (finer > than)) & ~is_coarser


def _answered(name: str) -> pl.Expr:
    """Return the answer where there is one: not known says nothing against what is known."""
    answer = pl.col(name)
    return (
        pl.when((answer != "unknown") & (answer != pl.col(f"known_{name}")))
        .then(answer)
        .alias(name)
    )


def _other_mark(name: str, marks: str, known: str) -> pl.Expr:
    is_same = pl.col(marks).list.contains(pl.col(known)).fill_null(value=False)
    return pl.when(pl.col(name).is_not_null() & ~is_same).then(pl.col(name)).alias(name)


def _certificates(rows: pl.DataFrame) -> pl.Series:
    """Open what is known where the row says something too: it is compared by nothing else."""
    asked = pl.col("birth_certificate_number").is_not_null()
    sealed = rows.select(pl.when(asked).then("known_certificate"))["known_certificate"]
    return opened(sealed, rows["child_id"], place_of("Child", "birth_certificate_number"))


def _insurance_marks(rows: pl.DataFrame) -> pl.Series:
    return marks_of(rows["insurance_number"], place_of("Child", "insurance_number")).alias(
        "insurance_marks"
    )
