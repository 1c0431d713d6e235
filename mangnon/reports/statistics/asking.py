"""What a form is asked for: which year, of which unit, on the units of which day."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from mangnon.core.models import Refused, Unit, User
from mangnon.core.units.territories import days_of_change
from mangnon.engine.definitions import Catalog, Definition
from mangnon.engine.issues import EngineError
from mangnon.indicators.frozen import catalog_of, units_day
from mangnon.indicators.models import Result, Run
from mangnon.indicators.shelves import OnUnits, Shelf, shelf_of

LATEST_DAYS = 6
YEAR = re.compile(r"[1-9][0-9]{3}")
LEVELS: list[str] = [Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE]


@dataclass(frozen=True)
class Question:
    """What the address asks: a year (None: the newest), a unit's code ("": one's own), a day."""

    year: int | None = None
    unit: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Asked:
    """One run of a year as one person may take it out of the office, for one unit."""

    run: Run
    shelf: Shelf
    unit: Unit
    by: User

    @property
    def year(self) -> int:
        return self.run.snapshot.as_of.year

    @cached_property
    def catalog(self) -> Catalog:
        """Return the catalogue as the snapshot froze it."""
        return catalog_of(self.run.snapshot)

    @cached_property
    def definitions(self) -> Mapping[str, Definition]:
        """Return the definitions that the run's figures were made by."""
        return self.catalog.in_force(self.run.snapshot.as_of)

    @cached_property
    def offered(self) -> list[Unit]:
        """Return the units that may be asked for: from the highest level down, each by name."""
        return offered(self.run, self.shelf, self.by)

    @cached_property
    def below(self) -> list[Unit]:
        """Return the units right below, as far as the person sees their figures."""
        top = self.unit
        return [unit for unit in self.offered if unit.parent_code == top.code and unit != top]


def question(query: Mapping[str, str]) -> Question:
    """Read the address; what is no year or no day counts as not asked."""
    year = query.get("year", "")
    is_year = YEAR.fullmatch(year) is not None
    unit = query.get("unit", "").replace("\0", "")  # PostgreSQL holds no such letter
    return Question(int(year) if is_year else None, unit, _day(query.get("units_on", "")))


def years_of(by: User) -> list[int]:
    """Return the years of which there are figures for the person, newest first."""
    days = _runs(by).order_by().values_list("snapshot__as_of", flat=True).distinct()
    return sorted({day.year for day in days}, reverse=True)


def ask(question: Question, *, by: User) -> Asked | None:
    """Return what the question finds; None where there are no figures of that year.

    Raises Http404 for a unit that the person sees no figures of, Refused for a day of which no
    units are known.
    """
    run = run_of(question.year, by)
    if run is None:
        return None
    try:
        shelf = shelf_of(run, question.day or _first_day(by, run), by, is_public=True)
    except EngineError as error:
        raise Refused(str(error)) from error
    return Asked(run, shelf, _unit(question.unit, run, shelf, by), by)


def run_of(year: int | None, by: User) -> Run | None:
    """Return the run of the year's latest day (of the latest year for None), the newest of it."""
    runs = _runs(by) if year is None else _runs(by).filter(snapshot__as_of__year=year)
    found = runs.select_related("snapshot", "computed_by")
    return found.order_by("-snapshot__as_of", "-computed_at", "-pk").first()


def offered(run: Run, shelf: Shelf, by: User) -> list[Unit]:
    """Return the units whose figures the person sees: from the highest level down, by name."""
    if isinstance(shelf, OnUnits):
        found = [unit for unit in shelf.made.after.values() if shelf.may_show(unit)]
    else:
        theirs = Result.objects.visible_to(by).totals().filter(run=run)
        found = list(Unit.objects.filter(pk__in=theirs.order_by().values("unit").distinct()))
    return sorted(found, key=lambda unit: (LEVELS.index(unit.level), unit.name_key, unit.code))


def days_offered() -> Sequence[date]:
    return days_of_change()[:LATEST_DAYS]


def _runs(by: User) -> QuerySet[Run]:
    theirs = Result.objects.visible_to(by).totals().filter(run=OuterRef("pk"))
    return Run.objects.filter(Exists(theirs))


def _first_day(by: User, run: Run) -> date | None:
    """Return the first day of a unit that was not there yet when its figures were reported."""
    unit = by.unit
    return unit.valid_from if unit and unit.valid_from > units_day(run.snapshot) else None


def _unit(code: str, run: Run, shelf: Shelf, by: User) -> Unit:
    own = shelf.home(by.unit) if by.unit is not None else None
    if own is not None and code in {"", own.code} and shelf.may_show(own):
        return own
    for unit in offered(run, shelf, by):
        if code in {"", unit.code}:
            return unit
    raise Http404(code)


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    return None
