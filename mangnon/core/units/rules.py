"""What units and their changes must hold together, said in sentences before the database refuses.

Pure functions over rows that need not be stored: the files of `units load` and a reform that is
only a draft are checked by the same rules. `core/sql/units.sql` holds the database to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from mangnon.core.models import Unit, UnitChange

ROUNDED = Decimal("0.000001")  # three shares of 0.33333333 are meant to be a whole


@dataclass(frozen=True)
class Problem:
    """One rule that a row breaks, in a sentence that says what to do."""

    row: Unit | UnitChange
    sentence: str


def problems(units: Iterable[Unit], changes: Iterable[UnitChange]) -> Iterator[Problem]:
    """Yield every rule that is broken, by the order of the rows."""
    spans: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: (unit.code, unit.valid_from)):
        spans[unit.code].append(unit)
    leaving: dict[tuple[str, date], list[UnitChange]] = defaultdict(list)
    for change in changes:
        leaving[change.from_code, change.on].append(change)
    for of_code in spans.values():
        yield from _overlaps(of_code)
        for unit in of_code:
            yield from _parent(unit, spans.get(unit.parent_code, []))
    for (code, day), rows in leaving.items():
        yield from _ends_of_change(rows, spans)
        yield from _shares(rows, spans.get(code, []), day)
    yield from _lost(spans, leaving)


def written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def lasts_until(unit: Unit, day: date) -> bool:
    """Say whether the unit stood on the day before: it may end on the day, not earlier."""
    return unit.valid_from < day and (unit.valid_to is None or unit.valid_to >= day)


def _overlaps(units: Sequence[Unit]) -> Iterator[Problem]:
    for earlier, later in pairwise(units):
        if earlier.valid_to is None or later.valid_from < earlier.valid_to:
            yield Problem(
                later,
                _(
                    "unit %(code)s is valid twice on %(day)s; end the earlier one on that day, or "
                    "correct the dates."
                )
                % {"code": later.code, "day": written(later.valid_from)},
            )


def _parent(unit: Unit, parents: Sequence[Unit]) -> Iterator[Problem]:
    named = {"code": unit.code, "parent": unit.parent_code, "level": unit.get_level_display()}
    if unit.level == Unit.Level.PROVINCE:
        if unit.parent_code:
            yield Problem(unit, _("unit %(code)s is a province; leave its parent empty.") % named)
    elif not unit.parent_code:
        yield Problem(unit, _("unit %(code)s has no parent; write the parent’s code.") % named)
    elif unit.parent_code == unit.code:
        yield Problem(unit, _("unit %(code)s is its own parent; write the code above it.") % named)
    elif not parents:
        yield Problem(
            unit,
            _("unit %(code)s has the parent %(parent)s, which is not known; add it or correct it.")
            % named,
        )
    elif not (above := [parent for parent in parents if _rank(parent) < _rank(unit)]):
        yield Problem(
            unit,
            _("unit %(code)s has the parent %(parent)s, which is not of a level above %(level)s.")
            % named,
        )
    elif (gap := _first_gap(unit, above)) is not None:
        yield Problem(
            unit,
            _(
                "unit %(code)s has no parent on %(day)s: %(parent)s is not valid then; give it "
                "another parent from that day, or correct the dates."
            )
            % (named | {"day": written(gap)}),
        )


def _rank(unit: Unit) -> int:
    return Unit.Level.values.index(unit.level)


def _first_gap(unit: Unit, parents: Sequence[Unit]) -> date | None:
    """Return the first day of the unit on which no parent is valid."""
    day = unit.valid_from
    for parent in parents:  # by their first day
        if parent.valid_from <= day and (parent.valid_to is None or day < parent.valid_to):
            if parent.valid_to is None:
                return None
            day = parent.valid_to
    return day if unit.valid_to is None or day < unit.valid_to else None


def _ends_of_change(
    changes: Sequence[UnitChange], spans: dict[str, list[Unit]]
) -> Iterator[Problem]:
    for change in changes:
        sources = spans.get(change.from_code, [])
        named = {"code": change.from_code, "to": change.to_code, "day": written(change.on)}
        if not sources:
            yield Problem(
                change, _("unit %(code)s is not known; correct the code or add the unit.") % named
            )
        elif change.on <= sources[0].valid_from:
            named["since"] = written(sources[0].valid_from)
            yield Problem(
                change,
                _(
                    "the change of %(day)s is dated before its unit %(code)s, which exists only "
                    "since %(since)s; correct the date."
                )
                % named,
            )
        elif not any(lasts_until(unit, change.on) for unit in sources):
            yield Problem(
                change,
                _("unit %(code)s no longer exists on %(day)s; correct the date or the code.")
                % named,
            )
        if not any(unit.exists_on(change.on) for unit in spans.get(change.to_code, [])):
            yield Problem(
                change,
                _("there is no unit %(to)s on %(day)s; add the new unit or correct the code.")
                % named,
            )


def _shares(changes: Sequence[UnitChange], sources: Sequence[Unit], day: date) -> Iterator[Problem]:
    total = sum((change.share for change in changes), Decimal(0))
    is_lasting = any(unit.valid_from < day and unit.exists_on(day) for unit in sources)
    if abs(1 - total) <= ROUNDED or (total < 1 and is_lasting):
        return
    yield Problem(
        changes[0],
        _(
            "the shares of unit %(code)s on %(day)s sum to %(total)s and must sum to 1; correct "
            "them."
        )
        % {
            "code": changes[0].from_code,
            "day": written(day),
            "total": f"{total.normalize():f}".replace(".", ","),
        },
    )


def _lost(
    spans: dict[str, list[Unit]], leaving: dict[tuple[str, date], list[UnitChange]]
) -> Iterator[Problem]:
    """Yield units that end while the register goes on, with no change that says into what."""
    newest = max((unit.valid_from for units in spans.values() for unit in units), default=None)
    for units in spans.values():
        for unit in units:
            end = unit.valid_to
            if end is None or newest is None or end > newest or leaving.get((unit.code, end)):
                continue
            yield Problem(
                unit,
                _(
                    "unit %(code)s ends on %(day)s and no change says what became of it; add the "
                    "change."
                )
                % {"code": unit.code, "day": written(end)},
            )
