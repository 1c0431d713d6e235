"""Keeps figures since January and figures of a period alone from being mixed up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mangnon.core.refused import Refused
from mangnon.values.grid.items import Item, Way
from mangnon.values.grid.periods import Period
from mangnon.values.grid.reading import Figure, figure_of, written


def converted(
    figure: Figure, item: Item, period: Period, half: Figure | None, written_as: str
) -> Figure:
    """Return the figure in the item's own way, where the person wrote it in another.

    `half` is what the unit had in the first half of the year. Raises Refused where that cannot be.
    """
    if written_as not in (Way.CUMULATIVE, Way.IN_PERIOD) or written_as == item.way:
        return figure
    if figure.value is None or period is Period.HALF:
        return figure  # of the first half both are the same
    if not item.is_count:
        raise Refused(
            _("Shares are not added up; write the figure %(way)s.") % {"way": item.way_words}
        )
    if half is None or half.number is None:
        raise Refused(
            _("There is no figure of the first 6 months to convert by; write it %(way)s.")
            % {"way": item.way_words}
        )
    if item.way is Way.CUMULATIVE:
        return figure_of(figure.value + half.number, item)
    if figure.value < half.number:
        raise Refused(
            _("%(figure)s since January is less than the %(half)s of the first 6 months.")
            % {"figure": written(figure), "half": written(half)}
        )
    return figure_of(figure.value - half.number, item)


def falls(figure: Figure, item: Item, period: Period, half: Figure | None) -> bool:
    """Say whether a figure since January is lower than the one before in the same year."""
    if item.way is not Way.CUMULATIVE or period is not Period.YEAR or half is None:
        return False
    if figure.number is None or half.number is None:
        return False
    return figure.number < half.number


def question(figure: Figure, half: Figure) -> str:
    return _(
        "%(figure)s since January is less than the %(half)s of the first 6 months. Is it the "
        "figure of the last 6 months alone?"
    ) % {"figure": written(figure), "half": written(half)}
