"""Putting a case on hold, and letting it go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

HOLDS = "case.hold"


@transaction.atomic
def hold(number: str, *, reason: str, by: User, now: datetime) -> LegalHold:
    """Let nothing of a case be destroyed from now on; the reason is sealed."""
    access.require(by, HOLDS)
    case = _held_at(number, by)
    if not reason.strip():
        raise Refused(_("Write why the case is kept."))
    if case.anonymised_at is not None:
        raise Refused(_("This case is anonymised already; nothing of it is left to keep."))
    if case.holds.filter(until=None).exists():
        raise Refused(_("This case is on hold already."))
    made = LegalHold.objects.create(case=case, reason=reason.strip(), since=now, by=by)
    record(by, "case.hold", case, unit=case.unit)
    return made


@transaction.atomic
def let_go(number: str, *, by: User, now: datetime) -> LegalHold:
    """End the hold of a case: its retention counts again."""
    access.require(by, HOLDS)
    case = _held_at(number, by)
    found: LegalHold | None = case.holds.filter(until=None).first()
    if found is None:
        raise Refused(_("This case is not on hold."))
    found.until, found.ended_by = now, by
    found.save(update_fields=["until", "ended_by"])
    record(by, "case.let_go", case, unit=case.unit)
    return found


def _held_at(number: str, by: User) -> Case:
    cases = Case.objects.placed_within(by).select_for_update(of=("self",)).select_related("unit")
    case: Case | None = cases.filter(number=number.strip()).first()
    if case is None:
        raise Refused(_("There is no case with this number in your units."))
    return case
