"""Entering an administrative penalty, and withdrawing one that was a mistake."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.cases.catalog import code_list
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.people import Offender
from mangnon.cases.proceedings.penalty import Penalty
from mangnon.cases.proceedings.rights import require_works_on
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

FINE = "fine"
MOST = 1_000_000_000_000


@dataclass(frozen=True)
class NewPenalty:
    """A penalty as a person enters it; `amount` in whole đồng belongs to a fine alone."""

    kind: str
    number: str
    issuer: str
    issued_on: date
    amount: int | None = None
    offender: Offender | None = None
    note: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def enter_penalty(case_id: uuid.UUID, new: NewPenalty, *, by: User, now: datetime) -> Penalty:
    """Write a penalty down; the same one sent again is the one that is there."""
    case = lock_case(case_id, by)
    require_works_on(case, by)
    known: Penalty | None = case.penalties.filter(pk=new.id).first()
    if known is not None:
        return known
    number, issuer = " ".join(new.number.split()), " ".join(new.issuer.split())
    _require_sound(new, number, issuer, local_day(now))
    same = Penalty.objects.in_force().filter(
        number__iexact=number, issuer__iexact=issuer, issued_on=new.issued_on
    )
    if same.exists():
        raise _entered_already()
    if new.offender is not None and new.offender.case_id != case.pk:
        raise Refused(_("Choose an offender of this case."))
    penalty = _stored(
        id=new.id, case=case, offender=new.offender, kind=new.kind, number=number, issuer=issuer,
        issued_on=new.issued_on, amount=new.amount, note=new.note.strip(), entered_at=now,
        entered_by=by,
    )  # fmt: skip
    record(by, "penalty.enter", penalty, unit=case.unit, kind=new.kind)
    return penalty


@transaction.atomic
def withdraw_penalty(
    case_id: uuid.UUID, penalty_id: uuid.UUID, *, reason: str, by: User, now: datetime
) -> Penalty:
    """Let a penalty that was entered by mistake, or was annulled, count no more."""
    case = lock_case(case_id, by)
    require_works_on(case, by)
    penalty: Penalty = case.penalties.select_for_update().get(pk=penalty_id)
    if penalty.withdrawn_at is not None:
        return penalty
    if not reason.strip():
        raise Refused(_("Write why it is withdrawn."))
    penalty.withdrawn_at, penalty.withdrawn_by, penalty.withdrawn_because = now, by, reason.strip()
    penalty.save()
    record(by, "penalty.withdraw", penalty, unit=case.unit)
    return penalty


def _stored(**fields: Any) -> Penalty:
    """Store a penalty; raise Refused when somebody enters the same decision at this moment."""
    try:
        with transaction.atomic():
            return Penalty.objects.create(**fields)
    except IntegrityError:
        raise _entered_already() from None


def _entered_already() -> Refused:
    return Refused(_("This decision is entered already, on this case or on another."))


def _require_sound(new: NewPenalty, number: str, issuer: str, today: date) -> None:
    if new.kind not in code_list("penalty_kind").by_code:
        raise Refused(_("Choose the kind of penalty."))
    if not number or not issuer:
        raise Refused(_("Write the number of the decision and who issued it."))
    if new.issued_on > today:
        raise Refused(_("The day of the decision is still to come."))
    if new.kind == FINE and not (new.amount and 0 < new.amount <= MOST):
        raise Refused(_("Write the amount of the fine in whole đồng, from 1 on."))
    if new.kind != FINE and new.amount is not None:
        raise Refused(_("Only a fine has an amount."))
