"""Noting harm online, asking to take it down, and the answer; each sent twice is done once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.codes import require_codes
from mangnon.cases.finding import lock_case
from mangnon.cases.online.harm import OnlineHarm, Takedown
from mangnon.cases.seeing import Section, sections_open
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

PLATFORMS, BODIES, ANSWERS = "online_platform", "takedown_body", "takedown_answer"


@transaction.atomic
def note_harm(
    case_id: UUID, *, key: UUID, platform: str, address: str, note: str, seen_at: datetime,
    by: User, now: datetime,
) -> OnlineHarm:  # fmt: skip
    """Write down where harm stands online. The address is needed: without it nobody finds it."""
    case = work_on(case_id, by)
    known: OnlineHarm | None = OnlineHarm.objects.filter(case=case, pk=key).first()
    if known is not None:
        return known
    require_codes([platform], PLATFORMS)
    if not address.strip():
        raise Refused(_("Write the address, or the name of the account or group."))
    _require_past(seen_at, now)
    harm = OnlineHarm.objects.create(
        id=key, case=case, platform=platform, address=address.strip(), note=note.strip(),
        seen_at=seen_at, entered_at=now, by=by,
    )  # fmt: skip
    record(by, "case.online_note", harm, unit=case.unit, platform=platform)
    return harm


@transaction.atomic
def ask_takedown(
    case_id: UUID, harm_id: UUID, *, key: UUID, to: str, reference: str, asked_at: datetime,
    by: User, now: datetime,
) -> Takedown:  # fmt: skip
    """Write down that somebody was asked to take it down; they are asked outside this system."""
    case = work_on(case_id, by)
    harm: OnlineHarm = OnlineHarm.objects.get(case=case, pk=harm_id)
    known: Takedown | None = harm.takedowns.filter(pk=key).first()
    if known is not None:
        return known
    require_codes([to], BODIES)
    _require_past(asked_at, now)
    asked = Takedown.objects.create(
        id=key, harm=harm, to=to, reference=reference.strip(), asked_at=asked_at, entered_at=now,
        by=by,
    )  # fmt: skip
    record(by, "case.takedown_ask", asked, unit=case.unit, to=to)
    return asked


@transaction.atomic
def answer_takedown(
    case_id: UUID, takedown_id: UUID, *, answer: str, note: str, answered_at: datetime,
    by: User, now: datetime,
) -> Takedown:  # fmt: skip
    """Write down what was answered; an answer is given once."""
    case = work_on(case_id, by)
    asked: Takedown = Takedown.objects.select_for_update(of=("self",)).get(
        pk=takedown_id, harm__case=case
    )
    require_codes([answer], ANSWERS)
    if asked.answer == answer and asked.answered_at == answered_at:
        return asked
    if asked.answer:
        raise Refused(_("This request is answered already; ask anew if it stands online again."))
    _require_past(answered_at, now)
    if answered_at < asked.asked_at:
        raise Refused(_("The answer came before the request; look at the time again."))
    asked.answer, asked.answered_at, asked.answer_entered_at = answer, answered_at, now
    asked.answer_note = note.strip()
    asked.save()
    record(by, "case.takedown_answer", asked, unit=case.unit, answer=answer)
    return asked


def work_on(case_id: UUID, by: User) -> Case:
    """Return the case, locked, for somebody who works on it."""
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    if Section.STEPS not in sections_open(case, by):
        raise Refused(_("You do not take part in this case, or do so no more."))
    return case


def _require_past(moment: datetime, now: datetime) -> None:
    if moment > now:
        raise Refused(_("This time is still to come; write when it happened."))
