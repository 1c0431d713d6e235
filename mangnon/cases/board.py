"""The open cases that a person works on, by stage, what burns first on top.

One statement counts every column and finds its most urgent cases, a second one reads those. A
column goes on from the place of its last case, so a later page costs what the first one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.taking_part import cases_worked_on, is_left_to
from mangnon.core.access import require
from mangnon.core.models import User
from mangnon.core.units.lineage import units_known
from mangnon.engine.cases.clocks import Clock
from mangnon.engine.cases.process import Stage

IN_A_COLUMN = 10
# What a line shows of its case.
SHOWN = ("number", "is_emergency", "risk", "unit__type", "unit__name", "manager__full_name")
# Stands for the end of a case on which no limit runs: after all others.
NO_LIMIT = datetime(9999, 1, 1, tzinfo=UTC)

# Each column is counted, and its first cases found, in one reading of what the person works on.
FIRST = """
WITH seen AS MATERIALIZED ({seen})
SELECT best.case_id, best.stage, best.due_at, best.limit_code, counted.count
FROM (SELECT stage, count(*) FROM seen GROUP BY stage) AS counted
CROSS JOIN LATERAL (
    SELECT * FROM seen WHERE seen.stage = counted.stage ORDER BY due_at, case_id LIMIT %s
) AS best
"""


@dataclass(frozen=True)
class Filters:
    """Which of the cases are asked for; all of these where several are set."""

    mine: bool = False
    commune: bool = False
    late: bool = False
    emergency: bool = False


@dataclass(frozen=True)
class After:
    """The place in a column behind which it goes on."""

    stage: str
    due_at: datetime
    case: UUID


@dataclass(frozen=True)
class Line:
    """A case on the board, and the limit that ends first on it; `is_left` where nobody runs it."""

    case: Case
    limit: Clock | None
    due_at: datetime | None
    is_late: bool
    is_left: bool


@dataclass(frozen=True)
class Column:
    """The most urgent cases of one stage; `count` are all there are, `after` tells the next."""

    stage: Stage
    lines: Sequence[Line]
    count: int
    after: After | None


def board(
    by: User, now: datetime, filters: Filters | None = None, after: After | None = None
) -> list[Column]:
    """Return the stages that have a case; with `after` the one that goes on there, and its rest."""
    try:
        seen, values = _seen(by, now, filters or Filters(), after).query.sql_with_params()
    except EmptyResultSet:  # asked for cases of no unit at all
        return []
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(seen=seen), [*values, IN_A_COLUMN])
        places = cursor.fetchall()
    cases = Case.objects.filter(pk__in=[place[0] for place in places])
    cases = cases.select_related("unit", "manager").only(*SHOWN)
    found = {case.pk: case for case in cases.annotate(is_left=is_left_to(by))}
    columns = [
        _column(stage, [place for place in places if place[1] == stage.code], found, now)
        for stage in case_catalog().process(local_day(now)).stages
    ]
    return [column for column in columns if column.count]


def _seen(by: User, now: datetime, filters: Filters, after: After | None) -> QuerySet[Any]:
    """Return the ids of all cases that are asked for, with their stage and what ends first."""
    require(by, "case.view")
    seen: QuerySet[Any] = Case.objects.open().filter(pk__in=cases_worked_on(by))
    if filters.mine:
        seen = seen.filter(manager=by)
    if filters.commune:
        seen = seen.filter(unit__in=units_known(by))
    if filters.late:
        seen = seen.filter(next_limit__due_at__lt=now)
    if filters.emergency:
        seen = seen.filter(is_emergency=True)
    seen = seen.annotate(
        due_at=Coalesce("next_limit__due_at", Value(NO_LIMIT)), limit_code=F("next_limit__code")
    )
    if after is not None:
        behind = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, pk__gt=after.case)
        seen = seen.filter(behind, stage=after.stage)
    seen = seen.annotate(case_id=F("pk"))
    return seen.values_list("case_id", "stage", "due_at", "limit_code")


def _column(
    stage: Stage,
    places: Sequence[tuple[Any, ...]],
    found: Mapping[UUID, Any],
    now: datetime,
) -> Column:
    places = sorted(places, key=lambda place: (place[2], place[0]))
    clocks = case_catalog().clocks_on(local_day(now))
    lines = [
        Line(
            case=found[pk], limit=clocks.get(code or ""), due_at=due_at if code else None,
            is_late=due_at < now, is_left=found[pk].is_left,
        )
        for pk, _stage, due_at, code, _count in places
    ]  # fmt: skip
    count = places[0][4] if places else 0
    goes_on = After(stage.code, places[-1][2], places[-1][0]) if count > len(lines) else None
    return Column(stage, lines, count, goes_on)
