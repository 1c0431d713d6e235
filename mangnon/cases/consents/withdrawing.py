"""Entering that a consent was withdrawn: what is shared on it ends in the same moment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.consents.consent import Consent
from mangnon.cases.consents.consenting import EDITS
from mangnon.cases.finding import lock_case
from mangnon.cases.referrals.answering import become
from mangnon.cases.referrals.referral import ReferralQuerySet, State
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.ui import context
from mangnon.ui.formats import moment_text


def running_on(consent: Consent) -> ReferralQuerySet:
    """Return the referrals that rest on the consent and still share something."""
    found: ReferralQuerySet = consent.referrals.open_on(context.today())
    return found.order_by("sent_at")


@transaction.atomic
def withdraw(
    case_id: UUID, consent_id: UUID, *, at: datetime, by: User, now: datetime
) -> Consent:  # fmt: skip
    """Enter that a consent was withdrawn; it holds no more from that moment.

    The referrals that rest on it are revoked now, whether or not the partner has answered.
    """
    access.require(by, EDITS)
    case = lock_case(case_id, by)
    consent: Consent = case.consents.select_for_update().get(pk=consent_id)
    if consent.withdrawn_at is not None:
        raise Refused(_("This consent was withdrawn already."))
    if at > now:
        raise Refused(_("This time is still to come; write when it happened."))
    if at < consent.given_at:
        raise Refused(_("A consent is not withdrawn before it is given; look at the time."))
    consent.withdrawn_at, consent.withdrawal_entered_at = at, now
    consent.withdrawal_entered_by = by
    consent.save()
    reason = _("The consent that it rests on was withdrawn at %(when)s.") % {
        "when": moment_text(timezone.localtime(at))
    }
    referrals = running_on(consent).select_related("case__unit").select_for_update(of=("self",))
    revoked = [become(one, State.REVOKED, reason, by, now) for one in referrals]
    record(
        by, "consent.withdraw", case, unit=case.unit, purpose=consent.purpose,
        revoked=len(revoked),
    )  # fmt: skip
    return consent
