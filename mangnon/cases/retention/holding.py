"""Putting a case, or what stands on a list, on hold, and letting it go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case, OfCaseQuerySet
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.cases.retention.listed import Listed, listed, lock
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

HOLDS = "case.hold"


@transaction.atomic
def hold(number: str, *, reason: str, by: User, now: datetime) -> LegalHold:
    """Let nothing of what bears the number be destroyed from now on; the reason is sealed."""
    access.require(by, HOLDS)
    held = _held_at(number, by)
    if not reason.strip():
        raise Refused(_("Write why the case is kept."))
    if isinstance(held, Case) and held.anonymised_at is not None:
        raise Refused(_("This case is anonymised already; nothing of it is left to keep."))
    if _holds_of(held).exists():
        raise Refused(_("This case is on hold already."))
    about = {"case": held} if isinstance(held, Case) else {"listed": held.number}
    made = LegalHold.objects.create(reason=reason.strip(), since=now, by=by, **about)
    _record(by, "hold", held)
    return made


@transaction.atomic
def let_go(number: str, *, by: User, now: datetime) -> LegalHold:
    """End the hold of what bears the number: its retention counts again."""
    access.require(by, HOLDS)
    held = _held_at(number, by)
    found: LegalHold | None = _holds_of(held).first()
    if found is None:
        raise Refused(_("This case is not on hold."))
    found.until, found.ended_by = now, by
    found.save(update_fields=["until", "ended_by"])
    _record(by, "let_go", held)
    return found


def _holds_of(held: Case | Listed) -> OfCaseQuerySet:
    standing = LegalHold.objects.filter(until=None)
    if isinstance(held, Case):
        return standing.filter(case=held)
    return standing.filter(case=None, listed=held.number)


def _record(by: User, act: str, held: Case | Listed) -> None:
    if isinstance(held, Case):
        record(by, f"case.{act}", held, unit=held.unit)
    else:
        record(by, f"retention.{act}", by, unit=held.unit, number=held.number)


def _held_at(number: str, by: User) -> Case | Listed:
    """Return what bears the number, locked: it is held before it is destroyed, or not at all."""
    cases = Case.objects.placed_within(by).select_for_update(of=("self",)).select_related("unit")
    case: Case | None = cases.filter(number=number.strip()).first()
    if case is not None:
        return case
    for one in listed(by, number.strip()) if number.strip() else ():
        lock(one)
        return one
    raise Refused(_("There is no case with this number in your units."))
