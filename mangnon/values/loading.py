"""Loading numbers from CSV files, whole or not: what agencies counted, and populations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.csv_rows import Row, day_of, rows_of_file
from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.province import results_province
from mangnon.engine.load import load_catalog
from mangnon.values.models import PopulationFigure, ReportedCount, ReportedValue
from mangnon.values.population import OLDEST

COUNT_COLUMNS = ("unit", "item", "year", "count", "basis", "source")
POPULATION_COLUMNS = ("unit", "year", "age", "sex", "persons", "source", "published_on")
FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST = 2_000_000_000


@dataclass(frozen=True)
class Loaded:
    """How many rows of the file are in the register now, and how many of them are new."""

    rows: int
    new: int


@transaction.atomic
def load_counts(file: Path, *, by: User) -> Loaded:
    """Load numbers that agencies counted; raise Refused naming the row and the reason.

    A number of the same unit, item and year is replaced, so the same file again changes none.
    """
    access.require(by, "value.load")
    items = load_catalog(CATALOG).lists["counted_item"].by_code
    units = _Units()
    found: dict[tuple[object, ...], ReportedCount] = {}
    for row, where in rows_of_file(file, COUNT_COLUMNS):
        year = _number(row, "year", where, FIRST_YEAR, LAST_YEAR)
        count = ReportedCount(
            item=_one_of(row, "item", where, items),
            unit=units.of(row["unit"], year, where),
            year=year,
            count=_number(row, "count", where, 0, MOST),
            basis=_one_of(row, "basis", where, ReportedValue.Basis.values),
            source=_text(row, "source", where),
            entered_by=by,
            entered_at=timezone.now(),
        )
        _once(found, (count.item, count.unit_id, year), count, where)
    _require_one_level([(f.item, f.year, f.unit) for f in found.values()], _known_counts(), units)
    return _store(ReportedCount, list(found.values()), ["item", "unit", "year"], by)


@transaction.atomic
def load_population(file: Path, *, by: User) -> Loaded:
    """Load a vintage of population by single year of age and sex; Refused as for counts."""
    access.require(by, "value.load")
    units = _Units()
    found: dict[tuple[object, ...], PopulationFigure] = {}
    for row, where in rows_of_file(file, POPULATION_COLUMNS):
        year = _number(row, "year", where, FIRST_YEAR, LAST_YEAR)
        figure = PopulationFigure(
            unit=units.of(row["unit"], year, where),
            year=year,
            age=_number(row, "age", where, 0, OLDEST),
            sex=_one_of(row, "sex", where, PopulationFigure.Sex.values),
            persons=_number(row, "persons", where, 0, MOST),
            source=_text(row, "source", where),
            published_on=day_of(row["published_on"], where),
            entered_by=by,
            entered_at=timezone.now(),
        )
        key = (figure.unit_id, year, figure.age, figure.sex, figure.published_on)
        _once(found, key, figure, where)
    _require_one_level([("", f.year, f.unit) for f in found.values()], _known_people(), units)
    fields = ["unit", "year", "age", "sex", "published_on"]
    return _store(PopulationFigure, list(found.values()), fields, by)


class _Units:
    """Units by the code that they carry in the middle of a year."""

    def __init__(self) -> None:
        self.spans: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.all():
            self.spans[unit.code].append(unit)

    def of(self, code: str, year: int, where: str) -> Unit:
        for day in (date(year, 6, 30), date(year, 12, 31)):
            for unit in self.spans.get(code, ()):
                if unit.exists_on(day):
                    return unit
        raise Refused(
            _("%(where)s: there is no unit %(code)s in %(year)s; correct the code or the year.")
            % {"where": where, "code": code, "year": year}
        )

    def above(self, unit: Unit) -> Iterable[Unit]:
        """Yield the units above, on the first day of the unit."""
        code, day = unit.parent_code, unit.valid_from
        while parent := next((u for u in self.spans.get(code, ()) if u.exists_on(day)), None):
            yield parent
            code = parent.parent_code


Found = TypeVar("Found")
Told = Mapping[tuple[str, int], set[int]]  # item and year -> the units that have numbers


def _known_counts() -> Told:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for item, year, unit in ReportedCount.objects.values_list("item", "year", "unit"):
        found[item, year].add(unit)
    return found


def _known_people() -> Told:
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for year, unit in PopulationFigure.objects.values_list("year", "unit").distinct():
        found["", year].add(unit)
    return found


def _require_one_level(rows: list[tuple[str, int, Unit]], known: Told, units: _Units) -> None:
    """Refuse numbers of a unit and of one above it: they would be added twice."""
    told = {key: set(ids) for key, ids in known.items()}
    by_id = {unit.pk: unit for spans in units.spans.values() for unit in spans}
    for item, year, unit in rows:
        told.setdefault((item, year), set()).add(unit.pk)
    for item, year in {(item, year) for item, year, _unit in rows}:
        ids = told[item, year]
        for pk in ids:
            for above in units.above(by_id[pk]):
                if above.pk in ids:
                    raise Refused(
                        _(
                            "%(unit)s and %(above)s above it both have numbers of %(year)s, which "
                            "would be added twice; keep those of one level."
                        )
                        % {"unit": by_id[pk], "above": above, "year": year}
                    )


def _store(model: type[Model], rows: list[Any], key: list[str], by: User) -> Loaded:
    before = model._default_manager.count()
    changed = [f.name for f in model._meta.fields if f.name not in (*key, "id")]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=key, update_fields=changed
    )
    record_batch(by, "value.load", results_province(), rows=[Rows(model)])
    return Loaded(len(rows), model._default_manager.count() - before)


def _once(
    found: dict[tuple[object, ...], Found], key: tuple[object, ...], row: Found, where: str
) -> None:
    if key in found:
        raise Refused(
            _("%(where)s: the same row stands there twice; remove one.") % {"where": where}
        )
    found[key] = row


def _number(row: Row, column: str, where: str, least: int, most: int) -> int:
    text = row[column].strip()
    if text.isascii() and text.isdigit() and least <= int(text[:20]) <= most:
        return int(text)
    raise Refused(
        _(
            "%(where)s, column %(column)s: “%(text)s” is not a whole number from %(least)s to "
            "%(most)s."
        )
        % {"where": where, "column": column, "text": text, "least": least, "most": most}
    )


def _one_of(row: Row, column: str, where: str, known: Iterable[str]) -> str:
    text = row[column].strip()
    if text in set(known):
        return text
    raise Refused(
        _("%(where)s, column %(column)s: “%(text)s” is not one of %(known)s.")
        % {"where": where, "column": column, "text": text, "known": ", ".join(known)}
    )


def _text(row: Row, column: str, where: str, longest: int = 200) -> str:
    text = row[column].strip()
    if 0 < len(text) <= longest:
        return text
    raise Refused(
        _("%(where)s, column %(column)s: write from 1 to %(longest)s letters.")
        % {"where": where, "column": column, "longest": longest}
    )
