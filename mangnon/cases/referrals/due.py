"""The referrals that are not settled yet, for who runs their cases, and what each waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.cases.referrals.partners import nobody_answers
from mangnon.cases.referrals.referral import Referral, State
from mangnon.core.models import User

RAN_OUT = _("ran out without an answer")
RAN_OUT_UNDONE = _("ran out before it was done")
NOBODY_ANSWERS = _("the organisation is no more, or nobody of it can answer")
ENDS_SOON = _("ends soon")


@dataclass(frozen=True)
class Unsettled:
    """`why` says what the manager must see to; None where the partner is at work."""

    referral: Referral
    why: str | Promise | None
    is_late: bool


def unsettled_of(by: User, day: date) -> Sequence[Unsettled]:
    """Return the referrals of the cases that the person runs, the earliest end first."""
    own = Referral.objects.visible_to(by).unsettled().filter(case__manager=by)
    lacks = ExpressionWrapper(nobody_answers(day), BooleanField())
    found = own.annotate(lacks_partner=lacks).select_related("case", "organisation", "place")
    return [_unsettled(one, day) for one in found.order_by("expires_on", "sent_at")]


def _unsettled(referral: Referral, day: date) -> Unsettled:
    why: str | Promise | None = None
    is_late = referral.expires_on < day
    if is_late:
        why = RAN_OUT if referral.state == State.SENT else RAN_OUT_UNDONE
    elif referral.lacks_partner:  # type: ignore[attr-defined] # annotated above
        why = NOBODY_ANSWERS
    elif referral.remind_on <= day:
        why = ENDS_SOON
    return Unsettled(referral, why, is_late)
