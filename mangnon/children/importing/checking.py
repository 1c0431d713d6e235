"""What would become of each row of a sheet: nothing of the register changes here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from django.db import connection

from mangnon.children.importing import known as register
from mangnon.children.importing.cells import problems_of
from mangnon.children.importing.changes import Changes, new_ids
from mangnon.children.importing.communes import Communes, place, unit_of_sheet
from mangnon.children.importing.comparing import about_matches, is_denied_by_spells
from mangnon.children.importing.copying import fetch
from mangnon.children.importing.facts import (
    circumstance_changes,
    measurement_changes,
    read_circumstances,
    schooling_changes,
    with_schools,
)
from mangnon.children.importing.families import family_changes
from mangnon.children.importing.homes import home_changes
from mangnon.children.importing.matching import candidates, looking_alike, match
from mangnon.children.importing.numbers import marks_of, place_of
from mangnon.children.importing.poverty import poverty_changes
from mangnon.children.importing.prepared import looked_up, prepare, words_by_row
from mangnon.children.importing.records import child_changes
from mangnon.core.models import Unit, User
from mangnon.intake.importers import Checked, Problem, Verdict

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('children.import'))"
ID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


@dataclass(frozen=True)
class CheckedChildren(Checked):
    """With what the rows do to each table, in the order in which it is written.

    `alike` names the new children who look like one that is there: `child_id`, `like_id`.
    """

    parts: Sequence[Changes] = ()
    alike: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True)
class Found:
    """Rows, joined with the records that they are about, and what is wrong with them."""

    rows: pl.DataFrame
    problems: list[Problem]
    alike: pl.DataFrame = field(default_factory=pl.DataFrame)

    def without_wrong(self) -> pl.DataFrame:
        wrong = {problem.row for problem in self.problems if not problem.is_warning}
        return self.rows.filter(~pl.col("row").is_in(list(wrong)))


def check(
    rows: pl.DataFrame,
    *,
    titles: Sequence[str],
    unread: Iterable[int],
    unit: Unit,
    by: User,
    today: date,
) -> CheckedChildren:
    """Compare the rows with the register; `unread` are rows that are rejected already.

    Imports wait for one another until the transaction ends: two may bring the same children.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    communes = Communes(by, today)
    read = _read(rows, communes, unit_of_sheet(titles, communes) or unit, today)
    good = read.without_wrong().filter(~pl.col("row").is_in(list(unread)))
    compared = _compared(good, communes)
    kept = compared.without_wrong()
    parts = _parts(kept, today)
    problems = [*read.problems, *compared.problems]
    changes = pl.concat([part.told for part in parts]).sort("row", maintain_order=True)
    verdicts = _verdicts(rows["row"], kept, parts)
    return CheckedChildren(verdicts, problems, changes, parts, compared.alike)


def _read(rows: pl.DataFrame, communes: Communes, unit: Unit, today: date) -> Found:
    placed, lost = place(prepare(rows), communes, unit)
    with_groups, unknown = read_circumstances(placed)
    taught, no_school = with_schools(with_groups)
    return Found(taught, [*lost, *unknown, *no_school, *problems_of(taught, today)])


def _compared(rows: pl.DataFrame, communes: Communes) -> Found:
    """Say which child each row is about, and what speaks against it."""
    marks = marks_of(rows["identity_number"], place_of("Child", "identity_number"))
    ids = pl.col("id").str.to_lowercase()
    rows = rows.with_columns(
        marks.alias("identity_marks"), id=pl.when(ids.str.contains(ID)).then(ids).otherwise("id")
    )
    known = _known(rows, communes)
    open_ = known.filter(pl.col("merged_into").is_null())
    mothers = _mothers(candidates(rows, open_))
    matches = match(rows, open_, mothers, communes)
    again = rows.join(matches.filter(~pl.col("is_first")), on="row").select(
        "row", "child_id", "rank"
    )
    children = looked_up(rows["row"], matches.filter("is_first").select("row", "child_id"))
    about = children.to_frame().join(known, on="child_id", how="left", maintain_order="left")
    found = rows.hstack(about).with_columns(is_new=pl.col("child_id").is_null())
    found = found.with_columns(child_id=pl.coalesce("child_id", new_ids(len(found))))
    alike = looking_alike(found.filter("is_new"), open_)
    found = found.with_columns(
        is_possible_duplicate=pl.col("child_id").is_in(alike["child_id"].implode())
    )
    problems = list(about_matches(found, again, communes))
    answer = pl.when(~is_denied_by_spells().fill_null(value=False)).then("disability")
    return Found(found.with_columns(answer.alias("disability")), problems, alike)


def _known(rows: pl.DataFrame, communes: Communes) -> pl.DataFrame:
    units = set(rows["unit_id"].unique().to_list())
    were = [pk for pk, now in communes.successors.items() if units & {unit.pk for unit in now}]
    ids = rows["id"].filter(rows["id"].str.contains(ID))
    marks = rows["identity_marks"].explode().drop_nulls()
    return register.children(communes.reached, {*units, *were}, ids, marks)


def _mothers(children: pl.Series) -> pl.DataFrame:
    family = fetch(register.FAMILIES, [children.to_list()], register.FAMILY)
    mothers = family.filter(pl.col("relation") == "mother")
    words = words_by_row(mothers["known_name"]).alias("known_mother")
    return mothers.select("child_id", words).unique("child_id")


def _parts(kept: pl.DataFrame, today: date) -> list[Changes]:
    """Return what the rows do to each table; a known child stays in the commune it is kept in."""
    home = kept.with_columns(
        unit_id=pl.when("is_new").then(pl.col("unit_id")).otherwise(pl.col("known_unit"))
    )
    family = fetch(
        register.FAMILIES, [home.filter(~pl.col("is_new"))["child_id"].to_list()], register.FAMILY
    )
    return [
        child_changes(home),
        *home_changes(home, today),
        *family_changes(home, family, today),
        poverty_changes(home, today),
        circumstance_changes(home, today),
        schooling_changes(home, today),
        measurement_changes(home),
    ]


def _verdicts(all_rows: pl.Series, kept: pl.DataFrame, parts: Sequence[Changes]) -> pl.DataFrame:
    """Return each row of the sheet with its verdict, its child and the child's commune."""
    touched = pl.concat(
        [pl.Series("row", [], dtype=all_rows.dtype), *(r for part in parts for r in part.rows)]
    )
    verdict = (
        pl.when(pl.col("is_new")).then(pl.lit(Verdict.NEW.value))
        .when(pl.col("row").is_in(touched.implode())).then(pl.lit(Verdict.CHANGED.value))
        .when(pl.col("child_id").is_not_null()).then(pl.lit(Verdict.SAME.value))
        .otherwise(pl.lit(Verdict.REJECTED.value))
    )  # fmt: skip
    home = pl.when("is_new").then(pl.col("unit_id")).otherwise(pl.col("known_unit"))
    of_rows = kept.select(
        "row", "child_id", "is_new", "is_possible_duplicate", "changed_at", unit_id=home
    )
    joined = all_rows.to_frame().join(of_rows, on="row", how="left", maintain_order="left")
    return joined.with_columns(
        verdict=verdict,
        is_possible_duplicate=pl.col("is_possible_duplicate").fill_null(value=False),
    )
