"""In which layout the consolidated report of a period prints, and of which days its figures are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.indicators.models import Run
from mangnon.reports import yearly
from mangnon.reports.asked import Asked, Span
from mangnon.reports.kinds import KINDS
from mangnon.reports.made import Change, Made
from mangnon.reports.models import Report
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.periods.five_year import making as five_year
from mangnon.reports.periods.half_year import making as half_year
from mangnon.reports.services import newest_within
from mangnon.ui.formats import date_text


@dataclass(frozen=True)
class PeriodKind:
    kind: str
    made: Callable[[Asked, Change], Made]


YEARLY = PeriodKind(Report.Kind.CONSOLIDATED, yearly.made)
OF_PERIOD = {
    ReportPeriod.HALF_YEAR: PeriodKind(Report.Kind.HALF_YEAR, half_year.made),
    ReportPeriod.FIVE_YEARS: PeriodKind(Report.Kind.FIVE_YEAR, five_year.made),
}


def kind_of(obligation: Obligation) -> PeriodKind:
    """Return the layout of the report's period; one asked for at once prints as the yearly one.

    So does a second half-year: the half-year report tells what remains of the year.
    """
    if obligation.period == ReportPeriod.HALF_YEAR and obligation.period_to.month > 6:
        return YEARLY
    return OF_PERIOD.get(ReportPeriod(obligation.period), YEARLY)


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
    span = KINDS[kind_of(obligation).kind].span(year)
    if not span.first <= day <= span.last:
        raise Refused(
            _(
                "These figures are of %(day)s; this report stands on figures of %(first)s to "
                "%(last)s. Choose such a snapshot."
            )
            % {"day": date_text(day), **span.words}
        )
