"""A report drafted from the records: its figures with receipts, and first words by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mangnon.core.models import Refused, User
from mangnon.indicators.models import Run
from mangnon.plans.models import Plan
from mangnon.plans.reviews.writing import Part
from mangnon.reports.obligations.obligation import Obligation, ReportPeriod
from mangnon.reports.reviews.drafting import plan_of
from mangnon.reports.submissions.figures import FrozenFigure, freeze, run_for
from mangnon.reports.submissions.layout import SectionLayout, layout_on
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.words import first_words


@dataclass(frozen=True)
class OwedPeriod:
    """The days that a report is about, both ends included."""

    first: date
    last: date

    @property
    def year(self) -> int:
        return self.last.year

    @property
    def span(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def before(self) -> OwedPeriod:
        """The same days a year ago."""
        return OwedPeriod(_a_year_before(self.first), _a_year_before(self.last))


@dataclass(frozen=True)
class Draft:
    """What the records say: the run with its figures, and the words of each section."""

    plan: Plan
    run: Run | None
    figures: tuple[FrozenFigure, ...]
    sections: Sequence[SectionLayout]
    words: Mapping[str, str]


def draft_of(obligation: Obligation, *, by: User, today: date, run: Run | None = None) -> Draft:
    """Return what the records say of a body in the period of its obligation.

    The figures are those of the newest run of the period, unless a `run` is named.

    Raise Refused where no plan was in force, or the period has not begun.
    """
    if obligation.period_from > today:
        raise Refused(_("This period has not begun yet."))
    period = OwedPeriod(obligation.period_from, obligation.period_to)
    part = part_of(obligation)
    plan = plan_for(obligation, by)
    run = run or run_for(part, period.first, min(period.last, today), by=by)
    figures = freeze(part, run, plan, by=by)
    layout = layout_on(period.last)
    words = first_words(layout, part, plan, period, figures, by=by, today=today)
    return Draft(plan, run, figures, layout.sections, words)


def part_of(owed: Obligation | Submission) -> Part:
    """Return who reports: an organisation, or without one the unit."""
    return Part(owed.unit, owed.organisation)


def plan_for(obligation: Obligation, by: User) -> Plan:
    """Return the plan whose carrying out is reported: the obligation's, else the one in force."""
    if obligation.plan is not None and obligation.period != ReportPeriod.FIVE_YEARS:
        return obligation.plan
    period = OwedPeriod(obligation.period_from, obligation.period_to)
    return plan_of(part_of(obligation), period, by)


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
