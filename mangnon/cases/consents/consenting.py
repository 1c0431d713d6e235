"""Entering a consent, and whether one holds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.clocks.limits import local_day, months_later
from mangnon.cases.consents.consent import Consent
from mangnon.cases.finding import lock_case
from mangnon.cases.people import CasePerson
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

EDITS = "case.edit"
ASKED_FROM = 7  # years: from then on the child consents too (Law 91/2025, article 24)
YEAR = 12  # months


@dataclass(frozen=True)
class NewConsent:
    """A consent as somebody enters it; the identifier is made by the form."""

    child: uuid.UUID
    purpose: str
    is_by_child: bool
    relation: str
    representative: str
    given_at: datetime
    note: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def give_consent(case_id: uuid.UUID, new: NewConsent, *, by: User, now: datetime) -> Consent:
    """Enter a consent of the representative and, of a child of 7 or older, of the child.

    A child whose age is not known is asked. The same form sent again is the same consent.
    """
    access.require(by, EDITS)
    case = lock_case(case_id, by)
    known: Consent | None = case.consents.filter(pk=new.id).first()
    if known is not None:
        return known
    child = case.people.filter(pk=new.child, role=CasePerson.Role.CHILD).first()
    if child is None:
        raise Refused(_("Choose a child of this case."))
    _require_sound(case, child, new, now)
    made = Consent.objects.create(
        id=new.id, case=case, child=child, purpose=new.purpose, is_by_child=new.is_by_child,
        relation=new.relation, representative=new.representative.strip(), note=new.note.strip(),
        given_at=new.given_at, entered_at=now, entered_by=by,
    )  # fmt: skip
    record(by, "consent.give", case, unit=case.unit, purpose=new.purpose)
    return made


def holds(case: Case, child: CasePerson, purpose: str, moment: datetime) -> bool:
    """Say whether a consent to the purpose holds for the child at a moment."""
    return bool(case.consents.filter(child=child).holding(purpose, moment).exists())


def must_ask_child(child: CasePerson, received: date, day: date) -> bool:
    """Say whether the child is 7 or older on a day, or may be."""
    if child.birth_date is not None:
        return months_later(child.birth_date, YEAR * ASKED_FROM) <= day
    if child.age is None:
        return True
    # Of a guessed age the child may be a year older than told.
    return months_later(received, YEAR * max(0, ASKED_FROM - child.age - 1)) <= day


def _require_sound(case: Case, child: CasePerson, new: NewConsent, now: datetime) -> None:
    for code, name in ((new.purpose, "consent_purpose"), (new.relation, "consent_relation")):
        if code not in code_list(name).by_code:
            raise Refused(_("Choose one of the list."))
    if new.given_at > now:
        raise Refused(_("This time is still to come; write when it happened."))
    if not new.representative.strip():
        raise Refused(_("Write the name of the representative who consents."))
    asked = must_ask_child(child, local_day(case.received_at), local_day(new.given_at))
    if asked and not new.is_by_child:
        raise Refused(
            _("From 7 years on the child must consent too; without that the consent does not hold.")
        )
