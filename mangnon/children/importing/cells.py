"""What is wrong with the cells of a row: errors keep the row out, warnings do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.intake.importers import Problem

FIRST_BIRTH_DATE = date(1990, 1, 1)
PARENTS_BORN = (1900, 2100)
WEIGHTS_KG, HEIGHTS_CM = (0.3, 200.0), (20.0, 230.0)
LONGEST = {
    "full_name": 200, "hamlet": 100, "household": 20, "birth_certificate_number": 40,
    "insurance_number": 20, "mother_name": 200, "father_name": 200, "guardian_name": 200,
    "carer_name": 200, "phone": 20, "mother_phone": 20, "father_phone": 20, "school": 200,
}  # fmt: skip
# Where in an identity number the digits stand that say something.
CENTURY_AND_SEX, YEAR = 3, 4
FIRST_CENTURY, IDENTITY_DIGITS = 1900, 12


@dataclass(frozen=True)
class Rule:
    """A column, the rows that break the rule, and the sentence; %s stands for the cell."""

    column: str
    is_broken: pl.Expr
    sentence: str
    is_warning: bool = False


def problems_of(rows: pl.DataFrame, today: date) -> list[Problem]:
    """Say what is wrong with each cell of the prepared rows, in the order of the rules."""
    rules = (*_about_the_birth(today), *_about_papers(today), *_about_numbers())
    found: list[Problem] = []
    for rule in (*rules, *_about_measures(today), *_lengths()):
        broken = rows.filter(rule.is_broken).select("row", rule.column)
        found += [
            Problem(row, rule.column, _said(rule.sentence, cell), rule.is_warning)
            for row, cell in broken.iter_rows()
        ]
    return found


def _said(sentence: str, cell: object) -> str:
    written = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else f"{cell}"
    return sentence.replace("%s", written)


def _about_the_birth(today: date) -> Iterator[Rule]:
    name, born = pl.col("full_name"), pl.col("birth_date")
    no_letters = ~name.str.contains(r"\p{L}") | name.str.contains("[0-9]")
    yield Rule("full_name", no_letters, _("“%s” is not a name."))
    yield Rule(
        "birth_date", first_day_of(born) > today, _("%s is in the future; correct the date.")
    )
    too_old = _("%s is too long ago for a child; correct the date.")
    yield Rule("birth_date", born < FIRST_BIRTH_DATE, too_old)
    grown = (born >= FIRST_BIRTH_DATE) & (born <= birthday_years_before(today, ADULT_AT))
    yield Rule("birth_date", grown, _("Born on %s: not under 16 any more."), is_warning=True)
    both = pl.col("is_male").is_not_null() & pl.col("is_female").is_not_null()
    yield Rule("is_female", both, _("Marked as a boy and as a girl; leave one of the marks."))


def _about_papers(today: date) -> Iterator[Rule]:
    born, registered = pl.col("birth_date"), pl.col("birth_registered_on")
    future = _("%s is in the future; correct the date.")
    yield Rule("birth_registered_on", registered > today, future)
    early = _("Registered on %s, before the birth; correct one of the dates.")
    yield Rule("birth_registered_on", registered < first_day_of(born), early)
    denied = (pl.col("birth_registration") != "yes") & registered.is_not_null()
    sentence = _("There is a day of registration, but the birth is said not to be registered.")
    yield Rule("birth_registration", denied, sentence)


def first_day_of(born: pl.Expr) -> pl.Expr:
    """Return the first day that an inexact birth date may mean; it is kept as the last one."""
    precision = pl.col("birth_date_precision")
    return (
        pl.when(precision == "year").then(born.dt.truncate("1y"))
        .when(precision == "month").then(born.dt.month_start())
        .otherwise(born)
    )  # fmt: skip


def _about_numbers() -> Iterator[Rule]:
    number = pl.col("identity_number")
    is_right = number.str.contains(rf"^[0-9]{{{IDENTITY_DIGITS}}}$")
    shape = _("An identity number has 12 digits; “%s” does not.")
    yield Rule("identity_number", ~is_right, shape)
    digit = number.str.slice(CENTURY_AND_SEX, 1).cast(pl.Int64, strict=False)
    sexes = pl.when(digit % 2 == 0).then(pl.lit("male")).otherwise(pl.lit("female"))
    other_sex = is_right & pl.col("sex").is_in(["male", "female"]) & (sexes != pl.col("sex"))
    sentence = _(
        "The identity number is that of a child of the other sex; compare both with the papers."
    )
    yield Rule("identity_number", other_sex, sentence, is_warning=True)
    year = number.str.slice(YEAR, 2).cast(pl.Int64, strict=False)
    other_year = FIRST_CENTURY + digit // 2 * 100 + year != pl.col("birth_date").dt.year()
    sentence = _("The identity number says another year of birth; compare both with the papers.")
    yield Rule("identity_number", is_right & other_year, sentence, is_warning=True)
    again = is_right & number.is_duplicated()
    sentence = _("Another row of the sheet has this identity number too.")
    yield Rule("identity_number", again, sentence, is_warning=True)
    for parent in ("mother_birth_year", "father_birth_year"):
        wrong = ~pl.col(parent).is_between(*PARENTS_BORN)
        yield Rule(parent, wrong, _("“%s” is no year of birth."))


def _about_measures(today: date) -> Iterator[Rule]:
    day, weight, height = pl.col("measured_on"), pl.col("weight_kg"), pl.col("height_cm")
    no_weight = _("“%s” cannot be a weight in kilograms.")
    yield Rule("weight_kg", ~weight.is_between(*WEIGHTS_KG), no_weight)
    no_height = _("“%s” cannot be a height in centimetres.")
    yield Rule("height_cm", ~height.is_between(*HEIGHTS_CM), no_height)
    is_measured = weight.is_not_null() | height.is_not_null()
    missing = _("The day of measuring is missing.")
    yield Rule("measured_on", is_measured & day.is_null(), missing)
    yield Rule("measured_on", day > today, _("%s is in the future; correct the date."))
    early = day < first_day_of(pl.col("birth_date"))
    yield Rule("measured_on", early, _("Measured on %s, before the birth."))


def _lengths() -> Iterator[Rule]:
    for column, longest in LONGEST.items():
        too_long = pl.col(column).str.len_chars() > longest
        sentence = _("This is longer than %(count)s letters; shorten it.")
        yield Rule(column, too_long, sentence % {"count": longest})
