"""Loading administrative units, their changes and area classes from CSV files, whole or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.access import Role
from mangnon.core.audit.batch import Rows, record_batch
from mangnon.core.csv_rows import rows_of_file
from mangnon.core.models import AreaClass, Refused, Unit, UnitChange, User
from mangnon.core.units.area_loading import load_areas
from mangnon.core.units.province import results_province
from mangnon.core.units.rows import (
    CHANGE_COLUMNS,
    UNIT_COLUMNS,
    change_of_row,
    unit_of_row,
)
from mangnon.core.units.rules import problems

UNIT_KEY = ("code", "valid_from")
CHANGE_KEY = ("on", "from_code", "to_code", "kind")


@dataclass(frozen=True)
class Loaded:
    """How many rows are in the register after a load, and how many of them are new."""

    units: int
    changes: int
    new_units: int
    new_changes: int
    area_classes: int = 0


@transaction.atomic
def load_units(
    units_file: Path, changes_file: Path, areas_file: Path | None = None, *, by: User | None
) -> Loaded:
    """Load the files, or nothing at all; raise Refused naming the file, the row and the reason.

    `by` is None when an empty home is prepared.
    Loading the same files again changes nothing. A row that is known by its key is updated.
    """
    if by is not None:
        access.require(by, "units.load")
    units = [(unit_of_row(*row), row[1]) for row in rows_of_file(units_file, UNIT_COLUMNS)]
    changes = [(change_of_row(*row), row[1]) for row in rows_of_file(changes_file, CHANGE_COLUMNS)]
    _require_each_once(units, UNIT_KEY)
    _require_each_once(changes, CHANGE_KEY)
    _require_rules(units, changes)
    before = Unit.objects.count(), UnitChange.objects.count()
    store_units([unit for unit, _where in units])
    _upsert([change for change, _where in changes], CHANGE_KEY)
    areas = load_areas(areas_file) if areas_file else 0
    after = Unit.objects.count(), UnitChange.objects.count()
    record_batch(
        by,
        "units.load",
        results_province(),
        rows=[Rows(Unit), Rows(UnitChange), Rows(AreaClass)],
        units=len(units),
        changes=len(changes),
        areas=areas,
    )
    return Loaded(*after, after[0] - before[0], after[1] - before[1], areas)


def load_catalog_units(folder: Path) -> None:
    """Give an empty home the catalogue's units and the account of the local administrator."""
    if not Unit.objects.exists():
        load_units(folder / "units.csv", folder / "unit_changes.csv", by=None)
    local_administrator()


def local_administrator() -> User:
    """Return the person at the server's console: cannot sign in, serves the whole province."""
    user, _created = User.objects.get_or_create(
        username="quan-tri-tai-may",
        defaults={
            "full_name": "Quản trị tại máy chủ",
            "role": Role.CONSOLE,
            "unit": results_province(),
            "password": make_password(None),
        },
    )
    return user


def store_units(units: Sequence[Unit]) -> None:
    """Insert or update the units. Ends are set first: a code that is used again must be free."""
    _upsert(sorted(units, key=lambda unit: unit.valid_from), UNIT_KEY)


def _upsert(rows: Sequence[Any], key: Sequence[str]) -> None:
    if not rows:
        return
    table: type[Model] = type(rows[0])
    columns = [field.name for field in table._meta.concrete_fields if not field.primary_key]
    table._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=[column for column in columns if column not in key],
    )


def _require_each_once(rows: Iterable[tuple[Unit | UnitChange, str]], key: Sequence[str]) -> None:
    seen: dict[tuple[object, ...], str] = {}
    for row, where in rows:
        values = tuple(getattr(row, name) for name in key)
        if values in seen:
            raise Refused(
                _("%(where)s: “%(row)s” stands there twice, first in %(first)s; remove one.")
                % {"where": where, "row": row, "first": seen[values]}
            )
        seen[values] = where


def _require_rules(
    units: Sequence[tuple[Unit, str]], changes: Sequence[tuple[UnitChange, str]]
) -> None:
    """Refuse the files when a rule is broken by what they hold and what is loaded already."""
    places = {id(row): where for row, where in (*units, *changes)}
    rows = _with_stored(Unit, units, UNIT_KEY), _with_stored(UnitChange, changes, CHANGE_KEY)
    found = list(problems(*rows))
    # What stands in the files comes first: that is what the person can mend.
    for problem in sorted(found, key=lambda problem: id(problem.row) not in places):
        where = places.get(id(problem.row), _("register"))
        raise Refused(f"{where}: {problem.sentence}")


def _with_stored(
    table: type[Model], rows: Sequence[tuple[Any, str]], key: Sequence[str]
) -> list[Any]:
    """Return the rows of a file, and those in the register that the file does not update."""
    known = {tuple(getattr(row, name) for name in key) for row, _where in rows}
    stored = table._default_manager.all()
    beside = [row for row in stored if tuple(getattr(row, name) for name in key) not in known]
    return [row for row, _where in rows] + beside
