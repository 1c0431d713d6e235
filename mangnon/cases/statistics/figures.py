"""The figures of a year as one person may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mangnon.cases.catalog import case_catalog, clocks, code_list
from mangnon.cases.matching.comparing import Compared, compared
from mangnon.cases.matching.loading import sources
from mangnon.cases.statistics.events import Event, events_of
from mangnon.cases.statistics.penalties import Issued, Penalties, penalties_of
from mangnon.cases.statistics.released import DIMENSIONS, HAS, WHOLE, Counts, Unit, released
from mangnon.cases.statistics.times import missed_limits, outcomes, times_to_steps
from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.models import Unit as UnitRecord
from mangnon.core.models import User
from mangnon.core.units.lineage import ids_served_from
from mangnon.engine.load import load_catalog
from mangnon.engine.suppression.layers import TOTAL, Place
from mangnon.ui.context import today

LEAF = "9"
LISTS = {
    "setting": "case_setting", "sex": "sex", "age_at_event": "age_at_event",
    "finding": "case_finding",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of a table; `count` is None where it is hidden."""

    label: str
    count: int | float | None
    more: int | None = None


@dataclass(frozen=True)
class Figures:
    """`children`, `cases` and `penalties` are of the whole province, None for who serves a part.

    In `penalty_communes` a line's count is the sum of the fines, in đồng; `more` how many.
    """

    total: int | None
    children: int | None
    cases: int | None
    tables: Sequence[tuple[str, Sequence[Line]]]
    communes: Sequence[Line]
    steps: Sequence[Line]
    limits: Sequence[Line]
    outcomes: Sequence[Line]
    below: int
    lists: Sequence[tuple[str, Compared]]
    penalties: Issued | None
    penalty_communes: Sequence[Line]


def figures(rows: Iterable[Mapping[str, Any]], year: int, *, by: User, now: datetime) -> Figures:
    """Count the events of a year among the rows of the snapshot table `abuse_cases`.

    Raises PermissionDenied for whoever may not know the counts.
    """
    access.require(by, "case.statistics")
    below = load_catalog(CATALOG).indicators[LEAF].hide_below
    harms = list(code_list("harm_kind").by_code)
    events = events_of(rows, year)
    told = released(events, harms, below)
    served = _served(by)
    is_whole = by.unit is not None and by.unit.level == UnitRecord.Level.PROVINCE
    unit = _unit(by)
    issued = penalties_of(year, now.date(), below)
    return Figures(
        total=told.get(Place(unit, TOTAL, TOTAL), 0),
        children=len({event.child_key for event in events}) if is_whole else None,
        cases=len({event.event_key for event in events}) if is_whole else None,
        tables=[_harm_table(told, unit, harms), *_tables(told, unit)],
        communes=_communes(told, events, served),
        steps=_steps(year, below) if is_whole else [],
        limits=_limits(year, now, below) if is_whole else [],
        outcomes=_outcomes(year, below) if is_whole else [],
        below=below,
        lists=_lists(year, below, by) if is_whole else [],
        penalties=issued.whole if is_whole else None,
        penalty_communes=_penalties(issued, served),
    )


def _unit(by: User) -> Unit:
    if by.unit is None or by.unit.level == UnitRecord.Level.PROVINCE:
        return WHOLE
    return by.unit.code, by.unit.valid_from


def _served(by: User) -> dict[Unit, str]:
    units = UnitRecord.objects.filter(pk__in=ids_served_from(by.unit_id))
    return {(unit.code, unit.valid_from): str(unit) for unit in units}


def _harm_table(told: Counts, unit: Unit, harms: Sequence[str]) -> tuple[str, list[Line]]:
    codes = code_list("harm_kind")
    lines = [Line(codes.by_code[harm].vi, told.get(Place(unit, harm, HAS), 0)) for harm in harms]
    return codes.title.vi, lines


def _tables(told: Counts, unit: Unit) -> list[tuple[str, list[Line]]]:
    found = []
    for dimension in DIMENSIONS:
        codes = code_list(LISTS[dimension])
        lines = [
            Line(code.vi, told.get(Place(unit, dimension, code.code), 0)) for code in codes.codes
        ]
        found.append((codes.title.vi, lines))
    return found


def _communes(told: Counts, events: Sequence[Event], served: dict[Unit, str]) -> list[Line]:
    there = {event.unit for event in events}
    lines = [
        Line(served[unit], told[Place(unit, TOTAL, TOTAL)]) for unit in there if unit in served
    ]
    return sorted(lines, key=lambda line: line.label)


def _penalties(issued: Penalties, served: dict[Unit, str]) -> list[Line]:
    lines = [
        Line(served[unit], one.amount, one.count) if one else Line(served[unit], None)
        for unit, one in issued.communes.items()
        if unit in served
    ]
    return sorted(lines, key=lambda line: line.label)


def _steps(year: int, below: int) -> list[Line]:
    titles = {code: step.title.vi for code, step in case_catalog().process(today()).by_code.items()}
    return [Line(titles.get(t.code, t.code), t.hours) for t in times_to_steps(year, below)]


def _limits(year: int, now: datetime, below: int) -> list[Line]:
    titles = {clock.code: clock.title.vi for clock in case_catalog().clocks} | {
        code: clock.title.vi for code, clock in clocks().items()
    }
    return [
        Line(titles.get(m.code, m.code), m.missed, m.ran) for m in missed_limits(year, now, below)
    ]


def _outcomes(year: int, below: int) -> list[Line]:
    codes = code_list("closing_reason").by_code
    return [
        Line(codes[reason].vi if reason in codes else reason, count)
        for reason, count in outcomes(year, below).items()
    ]


def _lists(year: int, below: int, by: User) -> list[tuple[str, Compared]]:
    return [(one.vi, compared(one.code, year, below, by=by)) for one in sources()]
