"""How many reports came in time, came late, or have not come: by level, by report, by body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from mangnon.core.models import Organisation, Unit, User
from mangnon.reports.obligations.bodies import committee
from mangnon.reports.obligations.finding import AGENCY, of_period
from mangnon.reports.obligations.obligation import Obligation

LEVELS = (AGENCY, Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
LEVEL = Case(
    When(organisation__isnull=False, then=Value(AGENCY)), default=F("unit__level"),
    output_field=CharField(),
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """How reports stand; `overdue` of the `missing` ones are late by now."""

    name: str
    in_time: int
    late: int
    missing: int
    overdue: int
    accepted: int
    about: dict[str, Any]

    @property
    def owed(self) -> int:
        return self.in_time + self.late + self.missing

    @property
    def sent(self) -> int:
        return self.in_time + self.late

    @property
    def share_sent(self) -> float | None:
        return 100 * self.sent / self.owed if self.owed else None

    @property
    def share_in_time(self) -> float | None:
        return 100 * self.in_time / self.owed if self.owed else None


def by_level(user: User, period: str, today: date) -> list[Counted]:
    rows = {row["level"]: row for row in _counted(user, period, today, level=LEVEL)}
    names: dict[str, str] = {AGENCY: _("Agencies")}
    names |= {value: str(label) for value, label in Unit.Level.choices}
    return [_line(names[level], rows[level]) for level in LEVELS if level in rows]


def by_report(user: User, period: str, today: date) -> list[Counted]:
    """Return a line for each report that several bodies owe, due last first."""
    rows = _counted(
        user, period, today, "deadline", "title", "period_from", "period_to", "due_on",
        "counted_until",
    )  # fmt: skip
    lines = [_line(row["title"], row) for row in rows]
    return sorted(lines, key=lambda line: (line.about["counted_until"], line.name), reverse=True)


def by_body(user: User, period: str, today: date) -> list[Counted]:
    """Return a line for each body, those with the most late reports first."""
    rows = _counted(
        user, period, today, "organisation", own_unit=Case(When(organisation=None, then="unit"))
    )
    organisations = Organisation.objects.in_bulk([row["organisation"] for row in rows])
    units = Unit.objects.in_bulk([row["own_unit"] for row in rows])
    lines = []
    for row in rows:
        key = row["organisation"]
        name = str(organisations[key]) if key else committee(units[row["own_unit"]])
        lines.append(_line(name, row))
    return sorted(lines, key=lambda line: (-line.overdue, -line.late, line.name))


def _counted(
    user: User, period: str, today: date, *by: str, **more: Any
) -> Sequence[dict[str, Any]]:
    """Count what the person sees; one statement whatever the rows."""
    seen = of_period(Obligation.objects.visible_to(user).standing(), period).with_first_sent()
    late = Q(first_sent=None, counted_until__lt=today)
    counts = {
        "in_time": Q(first_sent__lte=F("counted_until")),
        "late": Q(first_sent__gt=F("counted_until")),
        "missing": Q(first_sent=None),
        "overdue": late,
        "accepted": Q(submission__state__in=("accepted", "locked")),
    }
    told = {name: Count("pk", filter=which) for name, which in counts.items()}
    one = Min(Cast("pk", CharField()), filter=late)  # PostgreSQL knows no least of identifiers
    return list(seen.order_by().values(*by, **more).annotate(one_late=one, **told))


def _line(name: str, row: dict[str, Any]) -> Counted:
    counts = ("in_time", "late", "missing", "overdue", "accepted")
    return Counted(name=name, about=row, **{count: row[count] for count in counts})
