"""Who was to report, and where each body stands on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.core.vietnamese import sort_key
from mangnon.reports.consolidating.passage import TAKEN_FROM
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.submissions.submission import Submission, SubmissionState

ACCEPTED, ARRIVED, LATE, NOT_DUE = "accepted", "arrived", "late", "not_due"
STANDS: dict[str, Promise] = {
    ACCEPTED: _("Accepted"),
    ARRIVED: _("Sent, not accepted yet"),
    LATE: _("Late"),
    NOT_DUE: _("Not due yet"),
}


@dataclass(frozen=True)
class Body:
    """One body that reports: what it owes, what it sent, how many days it is late."""

    obligation: Obligation
    stands: str
    days_late: int = 0

    @property
    def name(self) -> str:
        return str(self.obligation.holder)

    @property
    def submission(self) -> Submission | None:
        return getattr(self.obligation, "submission", None)

    @property
    def words(self) -> Promise:
        return STANDS[self.stands]

    @property
    def was_returned(self) -> bool:
        found = self.submission
        return found is not None and found.state == SubmissionState.RETURNED


def owed_to(obligation: Obligation, by: User) -> QuerySet[Obligation]:
    """Return what the bodies owe of whose reports this one is made: one plan, one period."""
    seen = Obligation.objects.visible_to(by).standing().filter(consolidates=False)
    same = seen.filter(
        plan=obligation.plan, period=obligation.period, period_from=obligation.period_from,
        period_to=obligation.period_to,
    )  # fmt: skip
    if obligation.plan is None:  # asked for at once: only the same question belongs together
        same = same.filter(title=obligation.title)
    return same.select_related("unit", "organisation", "submission")


def bodies_of(obligation: Obligation, by: User, today: date) -> list[Body]:
    """Return every body with where it stands: those of the office first, by name."""
    owed = owed_to(obligation, by)
    found = [_body(one, today) for one in owed]
    return sorted(
        found, key=lambda body: (body.obligation.organisation is None, sort_key(body.name))
    )


def counts(bodies: list[Body]) -> dict[str, int]:
    """Return how many bodies stand where, and `all`."""
    found = Counter(body.stands for body in bodies)
    return {name: found[name] for name in STANDS} | {"all": len(bodies)}


def _body(obligation: Obligation, today: date) -> Body:
    submission: Submission | None = getattr(obligation, "submission", None)
    state = submission.state if submission else None
    if state in TAKEN_FROM:
        return Body(obligation, ACCEPTED)
    if state == SubmissionState.SENT:
        return Body(obligation, ARRIVED)
    if (days := (today - obligation.counted_until).days) > 0:
        return Body(obligation, LATE, days)
    return Body(obligation, NOT_DUE)
