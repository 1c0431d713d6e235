"""The consolidated reports that wait for a person: to be made in time, mended or signed."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mangnon.core.access import allowed
from mangnon.core.models import User
from mangnon.core.registries import MOST_WAITING, Waiting
from mangnon.core.working_calendar import working_calendar
from mangnon.reports.consolidating.bodies import ARRIVED, LATE, bodies_of, counts
from mangnon.reports.consolidating.finding import consolidating, report_of
from mangnon.reports.obligations.catalog import catalog_on
from mangnon.reports.obligations.obligation import ANSWERED, Obligation
from mangnon.reports.submissions.step import StepKind
from mangnon.reports.submissions.submission import Submission, SubmissionState


def consolidations_waiting_for(user: User, day: date) -> list[Waiting]:
    """Return those due soon or late, given back, or handed in by others; the oldest first."""
    if not allowed(user, "submission.receive"):
        return []
    owed = consolidating(user).exclude(submission__state__in=ANSWERED)
    until = working_calendar().add_working_days(day, catalog_on(day).ahead)
    return [
        Waiting(
            str(obligation), reverse("reports:consolidation", args=[obligation.pk]),
            obligation.counted_until, why,
        )
        for obligation in owed.order_by("counted_until", "pk")[:MOST_WAITING]
        if (why := _why(obligation, user, day, until))
    ]  # fmt: skip


def _why(obligation: Obligation, user: User, day: date, until: date) -> str:
    report = report_of(obligation)
    if report is not None and report.state == SubmissionState.SUBMITTED:
        return _to_sign(report, user)
    if report is not None and _was_given_back(report):
        return _("It was given back to be mended")
    if obligation.counted_until > until:
        return ""
    stand = counts(bodies_of(obligation, user, day))
    about = {"arrived": stand[ARRIVED], "late": stand[LATE], "all": stand["all"]}
    if obligation.counted_until < day:
        words = _("It is late. Of %(all)s reports, to receive: %(arrived)s, late: %(late)s")
    else:
        words = _("It is due soon. Of %(all)s reports, to receive: %(arrived)s, late: %(late)s")
    return words % about


def _to_sign(report: Submission, user: User) -> str:
    is_others = not report.writers.filter(pk=user.pk).exists()
    return (
        _("It waits for your signature") if is_others and allowed(user, "submission.sign") else ""
    )


def _was_given_back(report: Submission) -> bool:
    last = report.steps.last()
    return last is not None and last.kind == StepKind.GIVEN_BACK
