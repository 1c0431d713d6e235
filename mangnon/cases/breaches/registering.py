"""Entering a breach of personal data, and whom it was told to."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.breaches.breach import BreachNotice, DataBreach
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clocks.limits import end_of, local_day
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

MANAGES = "breach.manage"
AUTHORITY = "a05"  # whom the duty is owed to
DUTY = "breach_notice"


@transaction.atomic
def enter_breach(
    *,
    discovered_at: datetime,
    what: str,
    measures: str,
    people: int | None,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> DataBreach:
    """Enter a breach: the limit of its notice runs from the discovery, not from the entry.

    The same form sent again is the same breach.
    """
    access.require(by, MANAGES)
    if by.unit is None:
        raise Refused(_("Only who serves a unit enters a breach of its data."))
    if not what.strip():
        raise Refused(_("Write what happened."))
    _require_past(discovered_at, now)
    duty = case_catalog().duty(DUTY, local_day(discovered_at))
    made, is_new = DataBreach.objects.get_or_create(
        pk=key,
        defaults={
            "unit": by.unit, "discovered_at": discovered_at, "entered_at": now, "entered_by": by,
            "what": what.strip(), "measures": measures.strip(), "people": people,
            "due_at": end_of(duty.limit, discovered_at), "duty_from": duty.valid_from,
        },
    )  # fmt: skip
    if is_new:
        record(by, "breach.enter", made, unit=by.unit)
    return made


@transaction.atomic
def enter_notice(
    breach_id: uuid.UUID,
    *,
    recipient: str,
    told_at: datetime,
    reference: str,
    by: User,
    now: datetime,
) -> BreachNotice:
    """Enter that somebody was told of a breach; the same entered again is there once."""
    access.require(by, MANAGES)
    breaches = DataBreach.objects.visible_to(by).select_for_update(of=("self",))
    breach: DataBreach | None = breaches.select_related("unit").filter(pk=breach_id).first()
    if breach is None:
        raise Refused(_("There is no such breach in your units."))
    if recipient not in code_list("breach_recipient").by_code:
        raise Refused(_("Choose one of the list."))
    _require_past(told_at, now)
    if told_at < breach.discovered_at:
        raise Refused(_("Nobody is told of a breach before it is discovered; look at the time."))
    made, is_new = BreachNotice.objects.get_or_create(
        breach=breach, recipient=recipient, reference=reference.strip(), told_at=told_at,
        defaults={"entered_at": now, "entered_by": by},
    )  # fmt: skip
    if not is_new:
        return made
    record(by, "breach.tell", breach, unit=breach.unit, recipient=recipient)
    return made


def _require_past(moment: datetime, now: datetime) -> None:
    if moment > now:
        raise Refused(_("This time is still to come; write when it happened."))
