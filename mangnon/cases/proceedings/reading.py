"""The penalties and interviews of a case, for its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.proceedings.booking import InterviewBooking
from mangnon.cases.proceedings.penalty import Penalty
from mangnon.cases.seeing import Section
from mangnon.core.access import allowed
from mangnon.core.models import User


@dataclass(frozen=True)
class BesideSteps:
    """Each penalty with its kind in words, each booking with whether it may still be cancelled."""

    penalties: Sequence[tuple[Penalty, str]]
    interviews: Sequence[tuple[InterviewBooking, bool]]
    may_write: bool


def beside_steps(
    case: Case, by: User, sections: frozenset[Section], now: datetime
) -> BesideSteps | None:
    """Return what a reader of the steps may see beside them; None for whoever reads no steps."""
    if Section.STEPS not in sections:
        return None
    kinds = code_list("penalty_kind").by_code
    interviews = case.interviews.select_related("place").order_by("begins_at")
    return BesideSteps(
        [(one, kinds[one.kind].vi) for one in case.penalties.order_by("issued_on", "number")],
        [(one, one.cancelled_at is None and one.begins_at > now) for one in interviews],
        allowed(by, "case.edit"),
    )
