"""Where the report of an obligation stands: nothing of it is stored with the obligation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.reports.obligations.bodies import committee
from mangnon.reports.obligations.obligation import ANSWERED, Obligation, ReportPeriod
from mangnon.reports.submissions.submission import SubmissionState
from mangnon.ui.formats import date_text

OWN_STATES: dict[str, str | Promise] = {
    "not_begun": _("Not begun"),
    "withdrawn": _("Not asked for any more"),
    "joined": _("Answered together with another"),
}


@dataclass(frozen=True)
class Line:
    """An obligation and where it stands on a day; it was asked with `with_first_sent`."""

    obligation: Obligation
    day: date

    @property
    def state(self) -> str:
        one = self.obligation
        if one.withdrawn_at is not None:
            return "withdrawn"
        if one.joined_into_id is not None:
            return "joined"
        return one.submission.state if hasattr(one, "submission") else "not_begun"

    @property
    def state_words(self) -> str:
        state = self.state
        return str(OWN_STATES[state] if state in OWN_STATES else SubmissionState(state).label)

    @property
    def is_standing(self) -> bool:
        return self.state not in ("withdrawn", "joined")

    @property
    def is_unanswered(self) -> bool:
        return self.is_standing and self.state not in ANSWERED

    @property
    def is_late(self) -> bool:
        return self.is_unanswered and self.obligation.counted_until < self.day

    @property
    def was_in_time(self) -> bool | None:
        """Whether the first version was sent in time; None before it was sent."""
        first = self.obligation.first_sent
        return None if first is None else first <= self.obligation.counted_until

    @property
    def holder(self) -> str:
        return body_name(self.obligation)

    @property
    def period(self) -> str:
        one = self.obligation
        return period_words(one.period, one.period_from, one.period_to)


def body_name(one: Obligation) -> str:
    return str(one.organisation) if one.organisation else committee(one.unit)


def period_words(period: str, first: date, last: date) -> str:
    """Return a period in words: "6 tháng đầu năm 2025"."""
    if period == ReportPeriod.YEAR:
        return str(_("Year %(year)s") % {"year": last.year})
    if period == ReportPeriod.HALF_YEAR:
        half = _("First half of %(year)s") if last.month <= 6 else _("Second half of %(year)s")
        return str(half % {"year": last.year})
    return f"{date_text(first)} – {date_text(last)}"
