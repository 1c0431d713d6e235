"""What stands in one cell of a form: a number, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from mangnon.engine.flags import ESTIMATED, SUPPRESSED
from mangnon.engine.statistics.form import Rate
from mangnon.indicators.models import Result
from mangnon.indicators.series import state_of
from mangnon.ui.formats import ATTAINMENTS, DASH, count_text, number

HIDDEN_SIGN, ESTIMATE_SIGN = "#", "≈"
State = Literal["value", "no_data", "not_applicable", "hidden", "preparing", "not_asked"]
Number = int | float | Fraction


@dataclass(frozen=True)
class Cell:
    """Only a value has a number; zero is one. `decimals` is None of a count.

    An estimate has part of a unit in it that lies in another on the day asked for.
    """

    state: State
    number: Number | None = None
    decimals: int | None = None
    is_estimated: bool = False

    @property
    def is_value(self) -> bool:
        return self.number is not None

    @property
    def words(self) -> str:
        """Return the number as it is written in Vietnamese, or why there is none."""
        if self.number is None:
            return absence_words()[self.state]
        if self.decimals is None:
            text = count_text(self.number)
        else:
            text = number(float(self.number), self.decimals)
        is_marked = text.startswith(ESTIMATE_SIGN)
        return f"{ESTIMATE_SIGN} {text}" if self.is_estimated and not is_marked else text


NO_DATA, NOT_APPLICABLE = Cell("no_data"), Cell("not_applicable")
HIDDEN_CELL, PREPARING, NOT_ASKED = Cell("hidden"), Cell("preparing"), Cell("not_asked")


def absence_words() -> dict[str, str]:
    return {
        "no_data": ATTAINMENTS["no_data"],
        "not_applicable": ATTAINMENTS["not_applicable"],
        "hidden": HIDDEN_SIGN,
        "preparing": _("being prepared"),
        "not_asked": DASH,
    }


def value(number: Number | None, decimals: int | None = None) -> Cell:
    return NO_DATA if number is None else Cell("value", number, decimals)


def counted(number: int | None) -> Cell:
    """Return the cell of a count that is None where it is hidden."""
    return HIDDEN_CELL if number is None else Cell("value", number)


def of_result(result: Result | None, part: str, decimals: int | None = None) -> Cell:
    """Return a part of a figure ("numerator", "denominator" or "value") as a cell."""
    if result is None:
        return NO_DATA
    if SUPPRESSED in result.flags:
        return HIDDEN_CELL
    number: Number | None = getattr(result, part)
    if number is not None:
        return Cell("value", number, decimals, ESTIMATED in result.flags)
    return NOT_APPLICABLE if state_of(result) == "not_applicable" else NO_DATA


def rate_of(rate: Rate, top: Cell, bottom: Cell) -> Cell:
    """Return top ÷ bottom × times; of nothing there is no rate, and of a hidden count none."""
    for state in (NOT_ASKED, HIDDEN_CELL, PREPARING):
        if state in (top, bottom):
            return state
    if top.number is None or bottom.number is None:
        return NOT_APPLICABLE if NOT_APPLICABLE in (top, bottom) else NO_DATA
    if bottom.number == 0:
        return NOT_APPLICABLE if top.number == 0 else NO_DATA
    made = float(top.number) * rate.times / float(bottom.number)
    return Cell("value", made, rate.decimals, top.is_estimated or bottom.is_estimated)
