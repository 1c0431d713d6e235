"""What speaks against a row beside the record that it is about, or beside another row."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext as _

from mangnon.children.importing.communes import Communes
from mangnon.children.importing.matching import BY_FOLDED_NAME
from mangnon.intake.importers import Problem

# Rows that agree in all of this are one row, written twice.
SAME_ROW = ["full_name", "birth_date", "sex", "unit_id", "mother_words", "identity_number"]


def about_matches(
    found: pl.DataFrame, again: pl.DataFrame, communes: Communes
) -> Iterator[Problem]:
    """Say what is wrong with the rows; `again` are rows about a child whom another row has."""
    yield from _lost(found)
    yield from _repeated(found, again)
    yield from _closed(found)
    yield from _elsewhere(found, communes)
    yield from _contradictions(found)
    yield from _denied_by_spells(found)


def _lost(found: pl.DataFrame) -> Iterator[Problem]:
    sentence = _(
        "There is no such record in the area that you serve; for a new child leave it empty."
    )
    lost = found.filter(pl.col("id").is_not_null() & (pl.col("child_id") != pl.col("id")))
    return (Problem(row, "id", sentence) for row in lost["row"])


def _repeated(found: pl.DataFrame, again: pl.DataFrame) -> Iterator[Problem]:
    """Say which rows repeat another one; a name that is only alike is that of another child."""
    first = dict(found.select("child_id", "row").iter_rows())
    surely = again.filter(pl.col("rank") < BY_FOLDED_NAME)
    repeated = [(row, first[child]) for row, child in surely.select("row", "child_id").iter_rows()]
    new = found.filter(pl.col("is_new") & ~pl.col("row").is_in(surely["row"].implode()))
    alike = new.select("row", first=pl.col("row").min().over(SAME_ROW))
    repeated += alike.filter(pl.col("row") != pl.col("first")).iter_rows()
    for row, earlier in repeated:
        yield Problem(row, "", _("Row %s is about this child already.") % earlier)


def _closed(found: pl.DataFrame) -> Iterator[Problem]:
    closed = found.filter(pl.col("closed_on").is_not_null()).select("row", "closed_on")
    for row, day in closed.iter_rows():
        sentence = _("The child's record was closed on %s; open it again first.")
        yield Problem(row, "", sentence % f"{day:%d/%m/%Y}")


def _elsewhere(found: pl.DataFrame, communes: Communes) -> Iterator[Problem]:
    """Warn where the register has the child in another commune: moving is no import."""
    sentence = _(
        "The register has the child in %s and leaves it there; move the child in the record."
    )
    pairs = found.filter(pl.col("unit_id") != pl.col("known_unit"))
    for row, unit, known in pairs.select("row", "unit_id", "known_unit").iter_rows():
        if unit not in {later.pk for later in communes.successors[known]}:
            yield Problem(row, "commune", sentence % communes.by_id[known], is_warning=True)


def _contradictions(found: pl.DataFrame) -> Iterator[Problem]:
    """Say where an answer of the row cannot be true beside what the register keeps."""
    registered = pl.coalesce("birth_registered_on", "known_birth_registered_on")
    known = found.filter(~pl.col("is_new") & registered.is_not_null())
    denied = _("The register has a day of registration; correct it in the record first.")
    for row in known.filter(pl.col("birth_registration") == "no")["row"]:
        yield Problem(row, "birth_registration", denied)
    early = _("The register has the birth registered before this day; compare both.")
    other_day = pl.col("birth_date") != pl.col("known_birth_date")
    for row in known.filter(other_day & (registered < pl.col("birth_date")))["row"]:
        yield Problem(row, "birth_date", early)


def _denied_by_spells(found: pl.DataFrame) -> Iterator[Problem]:
    sentence = _(
        "The child's entries of disability say otherwise; the answer of the sheet is left out."
    )
    denied = found.filter(is_denied_by_spells())
    return (Problem(row, "disability", sentence, is_warning=True) for row in denied["row"])


def is_denied_by_spells() -> pl.Expr:
    """Say where the answer about disability is not that of the register's dated entries."""
    answer, by_spells = pl.col("disability"), pl.col("disability_by_spells")
    return (answer != by_spells) & (answer != "unknown")
