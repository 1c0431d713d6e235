"""The referrals that are not settled yet, for who runs their cases, and what each waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mangnon.cases.referrals.partners import nobody_answers
from mangnon.cases.referrals.referral import Referral, State
from mangnon.cases.taking_part import cases_run_by
from mangnon.core.models import User

RAN_OUT = _("ran out without an answer")
RAN_OUT_UNDONE = _("ran out before it was done")
NOBODY_ANSWERS = _("the organisation is no more, or nobody of it can answer")
ENDS_SOON = _("ends soon")
# What a list of them shows of each.
SHOWN = (
    "state", "service", "urgency", "expires_on", "remind_on", "case__number", "organisation__name",
    "place__name",
)  # fmt: skip


@dataclass(frozen=True)
class Unsettled:
    """`why` says what the manager must see to; None where the partner is at work."""

    referral: Referral
    why: str | Promise | None
    is_late: bool


def unsettled_of(by: User, day: date) -> Sequence[Unsettled]:
    """Return the referrals of the cases that the person runs, the earliest end first."""
    own = Referral.objects.unsettled().filter(case__in=cases_run_by(by))
    shown = own.select_related("case", "organisation", "place").only(*SHOWN)
    found = list(shown.order_by("expires_on", "sent_at"))
    if not found:
        return []
    lacks_partner = set(own.filter(nobody_answers(day)).values_list("pk", flat=True))
    return [_unsettled(one, day, one.pk in lacks_partner) for one in found]


def _unsettled(referral: Referral, day: date, lacks_partner: bool) -> Unsettled:
    why: str | Promise | None = None
    is_late = referral.expires_on < day
    if is_late:
        why = RAN_OUT if referral.state == State.SENT else RAN_OUT_UNDONE
    elif lacks_partner:
        why = NOBODY_ANSWERS
    elif referral.remind_on <= day:
        why = ENDS_SOON
    return Unsettled(referral, why, is_late)
