"""What a target asks of each month that is left, in whole children, communes or events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mangnon.engine.attainment import CHANGES, Target
from mangnon.engine.definitions import Definition
from mangnon.engine.periods import elapsed, period_of

Ask = Literal["met", "more", "fewer", "at_most", "exceeded", "unreachable", "no_months"]


@dataclass(frozen=True)
class Monthly:
    """What is asked, on the denominator of today or, where it adds up too, `on` the year's.

    `more` and `fewer`: the total still to change and what that is a month, rounded up. `at_most`:
    how many events the rest of the year may still bring, and a month, rounded down. `exceeded` and
    `no_months`: the total by which the figure misses the target.
    """

    ask: Ask
    months: int
    total: int = 0
    each: int = 0
    on: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether the months that are left can still bring something."""
        return self.ask in ("more", "fewer", "at_most")


def months_left(as_of: date, end: date) -> int:
    """Return how many calendar months still have a day after `as_of`, up to `end`.

    >>> months_left(date(2025, 10, 31), date(2025, 12, 31))
    2
    >>> months_left(date(2025, 10, 30), date(2025, 12, 31))
    3
    """
    if as_of >= end:
        return 0
    next_day = date.fromordinal(as_of.toordinal() + 1)
    return (end.year - next_day.year) * 12 + end.month - next_day.month + 1


def monthly_need(
    definition: Definition,
    target: Target | None,
    numerator: int | None,
    denominator: int | None,
    as_of: date,
) -> Monthly | None:
    """Return what each month must bring; None where no count answers.

    That is: without a target or counts, for a change on last year, and for what is measured once a
    year, which no month adds to.
    """
    if target is None or numerator is None or not denominator:
        return None
    if target.relation in CHANGES or definition.pace == "annual":
        return None
    months = months_left(as_of, period_of(definition.period, as_of).end)
    is_event = definition.kind == "events_per_population"
    on = None
    if is_event and not definition.builds_up:  # births add up through the year as deaths do
        on = denominator = int(denominator / elapsed(definition.pace, as_of))
    needed = target.needed(denominator, definition.per)
    if needed is None:
        return Monthly("unreachable", months)
    if not target.is_lower_better:
        return _change("more", needed - numerator, months)
    if definition.builds_up or is_event:
        return _allowance(needed - numerator, months, on)
    return _change("fewer", numerator - needed, months)


def _change(ask: Literal["more", "fewer"], total: int, months: int) -> Monthly:
    if total <= 0:
        return Monthly("met", months)
    if months == 0:
        return Monthly("no_months", 0, total)
    return Monthly(ask, months, total, -(-total // months))


def _allowance(total: int, months: int, on: int | None) -> Monthly:
    """What has happened cannot be undone, so the rest of the year has only what is left."""
    if total < 0:
        return Monthly("exceeded", months, -total, on=on)
    if months == 0:
        return Monthly("met", 0, on=on)
    return Monthly("at_most", months, total, total // months, on)
