"""From what a person types into a cell to a figure or one of its states, and back to text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.ui.formats import number, value_with_unit
from mangnon.values.reported_value import ReportedValue

if TYPE_CHECKING:
    from mangnon.values.grid.items import Item

State = ReportedValue.State
EMPTY = ""
NO_DATA_SIGNS, NOT_APPLICABLE_SIGNS = ("-", "–", "—"), ("x", "không phát sinh")
LONGEST, DECIMALS = 40, 6
VIETNAMESE = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")


@dataclass(frozen=True)
class Figure:
    """`state` is "" for an empty cell; only a value and zero have a number."""

    state: str = EMPTY
    value: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        """Return what the figure counts for in a sum: what does not occur counts for nothing."""
        return Decimal(0) if self.state == State.NOT_APPLICABLE else self.value


def read(text: str, item: Item) -> Figure:
    """Return the figure that a text means: decimal comma, points between thousands.

    Raises Refused saying what is wrong and how to write it.
    """
    plain = " ".join(text.replace("\u2212", "-").split())
    if not plain:
        return Figure()
    if plain in NO_DATA_SIGNS:
        return Figure(State.NO_DATA)
    if plain.lower() in NOT_APPLICABLE_SIGNS:
        return Figure(State.NOT_APPLICABLE)
    bare = plain.removesuffix("%").strip() if item.unit == "percent" else plain
    if len(bare) > LONGEST or not VIETNAMESE.fullmatch(bare):
        raise Refused(
            _(
                "“%(text)s” is not a number; write 12,5 or 1.250, - for no data, x for not "
                "applicable."
            )
            % {"text": plain[:LONGEST]}
        )
    return figure_of(Decimal(bare.replace(".", "").replace(",", ".")), item)


def figure_of(value: Decimal, item: Item) -> Figure:
    """Return the figure of a number; raise Refused when the item can have no such number."""
    if item.is_count and value != value.to_integral_value():
        says = _("“%(text)s” is not whole; a count has no decimals.")
        raise Refused(says % {"text": number(value)})
    if -int(value.as_tuple().exponent) > DECIMALS or abs(value) >= Decimal(10) ** 11:
        raise Refused(_("“%(text)s” has too many digits.") % {"text": number(value)})
    if item.least is not None and value < item.least:
        raise Refused(_("“%(text)s” is below zero.") % {"text": number(value)})
    if item.most is not None and value > item.most:
        raise Refused(
            _("“%(text)s” is more than %(most)s, the most there can be.")
            % {"text": number(value), "most": value_with_unit(item.most, item.unit)}
        )
    return Figure(State.VALUE, value) if value else Figure(State.ZERO, Decimal(0))


def written(figure: Figure) -> str:
    """Return the text that `read` reads as the figure."""
    if figure.value is not None:
        return number(_short(figure.value)).replace("\u2212", "-")
    return {State.NO_DATA.value: "-", State.NOT_APPLICABLE.value: "x"}.get(figure.state, "")


def _short(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
