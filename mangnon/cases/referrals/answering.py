"""What becomes of a referral: the partner answers it, whoever sent it may revoke it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.finding import lock_case
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell_manager
from mangnon.cases.referrals.referral import Referral, ReferralEvent, State
from mangnon.cases.referrals.sending import require_refers
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

# What a partner may make of it, by what it is.
ANSWERS: Mapping[str, tuple[State, ...]] = {
    State.SENT: (State.ACCEPTED, State.REFUSED),
    State.ACCEPTED: (State.DONE, State.REFUSED),
}
NEEDS_WORDS = (State.REFUSED, State.DONE)


@transaction.atomic
def answer(referral_id: UUID, *, state: str, text: str = "", by: User, now: datetime) -> Referral:
    """Let the partner accept, refuse with a reason, or say with a result that it is done.

    The same answer sent again changes nothing.
    """
    access.require(by, "referral.answer")
    theirs = Referral.to_partner.visible_to(by).select_for_update(of=("self",))
    referral: Referral | None = theirs.select_related("case").filter(pk=referral_id).first()
    if referral is None:
        raise Refused(_("This referral is not yours to answer any more."))
    if referral.state == state:
        return referral
    if state not in ANSWERS.get(referral.state, ()) or not referral.is_running:
        raise Refused(_("This was answered already; look at it again."))
    if state in NEEDS_WORDS and not text.strip():
        raise Refused(
            _("Write why it is refused.") if state == State.REFUSED else _("Write the result.")
        )
    tell_manager(referral.case, Notice.Kind.ANSWERED, by=by, now=now)
    return become(referral, state, text, by, now)


@transaction.atomic
def revoke(referral_id: UUID, *, reason: str, by: User, now: datetime) -> Referral:
    """Take a referral back, whatever the partner made of it: from now on they see nothing of it."""
    access.require(by, "case.edit")
    seen = Referral.objects.visible_to(by).select_related("case")
    found: Referral | None = seen.filter(pk=referral_id).first()
    if found is None:
        raise Refused(_("You do not take part in this case, or do so no more."))
    require_refers(lock_case(found.case_id, by), by)
    referral: Referral = Referral.objects.select_for_update().get(pk=referral_id)
    if referral.state == State.REVOKED:
        return referral
    if not reason.strip():
        raise Refused(_("Write why it is revoked."))
    return become(referral, State.REVOKED, reason, by, now)


def become(referral: Referral, state: str, text: str, by: User, now: datetime) -> Referral:
    """Write down what became of a referral, whose row is locked."""
    was, referral.state = referral.state, state
    referral.save(update_fields=["state"])
    ReferralEvent.objects.create(referral=referral, state=state, at=now, by=by, text=text.strip())
    unit = referral.case.unit
    record(by, "referral.answer", referral, unit=unit, was=was, state=state)
    return referral
