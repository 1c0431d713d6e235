"""The kinds of reports that can be built: one table, each kind made in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mangnon.reports import yearly
from mangnon.reports.asked import EVER, Asked, Span
from mangnon.reports.models import Report
from mangnon.reports.periods.five_year import making as five_year
from mangnon.reports.periods.half_year import making as half_year
from mangnon.reports.submissions import building


@dataclass(frozen=True)
class Kind:
    """How a kind is made: its .docx and its .xlsx, and the days of which its figures may be."""

    make: Callable[[Asked], tuple[bytes, bytes]]
    span: Callable[[int], Span] = lambda _year: EVER


KINDS: Mapping[str, Kind] = {
    Report.Kind.CONSOLIDATED: Kind(yearly.make),
    Report.Kind.HALF_YEAR: Kind(half_year.make, half_year.span),
    Report.Kind.FIVE_YEAR: Kind(five_year.make, five_year.span),
    Report.Kind.AGENCY: Kind(building.make, building.span),
}
