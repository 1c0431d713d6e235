"""In which layout the consolidated report of a period prints, and of which days its figures are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.indicators.models import Run
from mangnon.reports import yearly
from mangnon.reports.asked import EVER, Asked, Span
from mangnon.reports.made import Change, Made
from mangnon.reports.models import Report
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.periods.five_year import making as five_year
from mangnon.reports.periods.half_year import making as half_year
from mangnon.reports.periods.part_of_year import making as part_of_year
from mangnon.reports.periods.part_of_year.layout import Part
from mangnon.reports.services import newest_within
from mangnon.ui.formats import date_text


@dataclass(frozen=True)
class PeriodKind:
    """The kind of report, how its document is made, the days of which its figures may be."""

    kind: str
    made: Callable[[Asked, Change], Made]
    span: Span = EVER


def kind_of(obligation: Obligation) -> PeriodKind:
    """Return the layout in which the report of the obligation's period prints.

    The half-year report tells what remains of the year, so a second half-year has another one.
    """
    year, own = obligation.period_to.year, Span(obligation.period_from, obligation.period_to)
    match obligation.period:
        case ReportPeriod.HALF_YEAR if obligation.period_to.month <= 6:
            return PeriodKind(Report.Kind.HALF_YEAR, half_year.made, half_year.span(year))
        case ReportPeriod.HALF_YEAR:
            return _part_of_year(Part(Report.Kind.SECOND_HALF, own))
        case ReportPeriod.AD_HOC:
            return _part_of_year(Part(Report.Kind.AD_HOC, own, obligation.title))
        case ReportPeriod.FIVE_YEARS:
            return PeriodKind(Report.Kind.FIVE_YEAR, five_year.made, five_year.span(year))
    return PeriodKind(Report.Kind.CONSOLIDATED, yearly.made)


def _part_of_year(part: Part) -> PeriodKind:
    def made(asked: Asked, change: Change) -> Made:
        return part_of_year.made(asked, part, change)

    return PeriodKind(part.kind, made, part.span)


def run_for(obligation: Obligation, by: User) -> Run:
    """Return the newest figures of the report's period; Refused when there are none."""
    return newest_within(by, Span(obligation.period_from, obligation.period_to))


def refuse_other_days(run: Run, obligation: Obligation) -> None:
    """Raise Refused for figures of another year, or of days that are not of the period."""
    year, day = obligation.period_to.year, run.snapshot.as_of
    if day.year != year:
        raise Refused(
            _("These figures are of %(figures)s; take a snapshot of %(year)s for its report.")
            % {"figures": day.year, "year": year}
        )
    span = kind_of(obligation).span
    if not span.first <= day <= span.last:
        raise Refused(
            _(
                "These figures are of %(day)s; this report stands on figures of %(first)s to "
                "%(last)s. Choose such a snapshot."
            )
            % {"day": date_text(day), **span.words}
        )
