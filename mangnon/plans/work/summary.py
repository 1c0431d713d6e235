"""How many tasks stand where: by agency, or by field; one statement whatever the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, When
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.work.assignment import OPEN, Assignment, last_late_day
from mangnon.plans.work.fields import fields

State = Assignment.State


@dataclass(frozen=True)
class Line:
    """One agency, commune or field; `late` are among those that are open."""

    name: str
    organisation: int | None
    unit: int | None
    field: str
    not_started: int
    doing: int
    late: int
    done: int
    not_done: int

    @property
    def all(self) -> int:
        return self.not_started + self.doing + self.done + self.not_done

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.all) if self.all else 0


def by_agency(user: User, day: date) -> list[Line]:
    """Return a line for each organisation, and for each unit that does its tasks itself."""
    rows = _counted(user, day, "organisation", own_unit=Case(When(organisation=None, then="unit")))
    names = Organisation.objects.in_bulk([row["organisation"] for row in rows])
    units = Unit.objects.in_bulk([row["own_unit"] for row in rows])
    lines = []
    for row in rows:
        key, unit = row["organisation"], row["own_unit"]
        name = str(names[key]) if key else _own(units[unit])
        lines.append(_line(name, row, organisation=key, unit=unit))
    return sorted(lines, key=lambda line: (-line.late, line.name))


def _own(unit: Unit) -> str:
    return _("Not given yet") if unit.level == Unit.Level.PROVINCE else str(unit)


def by_field(user: User, day: date) -> list[Line]:
    known = {row["field"]: row for row in _counted(user, day, "field")}
    return [
        _line(name, known[code], field=code)
        for code, name in {**fields(), "": _("No field")}.items()
        if code in known
    ]


def _counted(user: User, day: date, *by: str, **more: Any) -> Sequence[dict[str, Any]]:
    late = Q(state__in=OPEN, due_on__lte=last_late_day(day))
    counts = {name: Count("pk", filter=Q(state=name)) for name in State.values}
    seen = Assignment.objects.visible_to(user).order_by().values(*by, **more)
    return list(seen.annotate(late=Count("pk", filter=late), **counts))


def _line(
    name: str,
    row: dict[str, Any],
    *,
    organisation: int | None = None,
    unit: int | None = None,
    field: str = "",
) -> Line:
    counts = {key: row[key] for key in ("late", *State.values)}
    return Line(name, organisation, unit, field, **counts)
