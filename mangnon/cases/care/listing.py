"""Entering a child in need of care, and registering who would give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.care.placement import Placement
from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.codes import require_codes
from mangnon.cases.people import CasePerson
from mangnon.cases.steps.answers import as_json, require_sound
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before

NEED, APPLICATION, VERIFICATION = "care_need", "care_application", "care_verification"


@dataclass(frozen=True)
class NewNeed:
    """A child as the list names them; `case_number` where it comes from a case."""

    name: str
    sex: str
    reason: str
    answers: Mapping[str, Any]
    birth_date: date | None = None
    from_facility: bool = False
    for_adoption: bool = False
    case_number: str = ""
    key: UUID = field(default_factory=uuid4)


@transaction.atomic
def enter_need(new: NewNeed, *, by: User, now: datetime) -> CareNeed:
    """Put a child on the commune's list of those in need of care; sent again it is the same."""
    access.require(by, "care.edit")
    seen = CareNeed.objects.visible_to(by)
    known: CareNeed | None = sent_before(seen, new.key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    asked = case_catalog().form(NEED, local_day(now))
    require_codes([new.reason], "care_reason")
    if new.birth_date is not None and new.birth_date > local_day(now):
        raise Refused(_("The date of birth is still to come; look at it again."))
    if new.from_facility and not new.answers.get("facility"):
        raise Refused(_("Name the facility that cares for the child now."))
    case, child = _of_case(new, by) if new.case_number.strip() else (None, None)
    if child is not None and CareNeed.objects.filter(child=child, ended_on=None).exists():
        raise Refused(_("This child is on the list already."))
    need = CareNeed.objects.create(
        id=new.key, unit=_commune(by), case=case, child=child, name=new.name.strip(), sex=new.sex,
        birth_date=new.birth_date, reason=new.reason, from_facility=new.from_facility,
        for_adoption=new.for_adoption, form_from=asked.valid_from,
        answers=as_json(asked, require_sound(asked, new.answers)), entered_at=now, entered_by=by,
    )  # fmt: skip
    record(by, "care.need", need, unit=need.unit)
    return need


@transaction.atomic
def register_carer(
    name: str, kind: str, answers: Mapping[str, Any], *, by: User, now: datetime,
    key: UUID | None = None,
) -> Carer:  # fmt: skip
    """Put a person or family on the commune's list of those who would give care.

    The answers are to their application and to what the commune verified of them. Sent again it is
    the same.
    """
    access.require(by, "care.edit")
    key = key or uuid4()
    seen = Carer.objects.visible_to(by)
    known: Carer | None = sent_before(seen, key, by=by, sent_by="registered_by")
    if known is not None:
        return known
    asked = case_catalog().form(APPLICATION, local_day(now))
    verifying = case_catalog().form(VERIFICATION, local_day(now))
    require_codes([kind], "care_kind")
    if not name.strip():
        raise Refused(_("Write the name of whoever registers."))
    verified = {name: answers[name] for name in answers if name in verifying.by_name}
    sound = require_sound(asked, {k: answers[k] for k in answers.keys() - verified})
    verified = require_sound(verifying, verified)
    carer = Carer.objects.create(
        id=key, unit=_commune(by), kind=kind, name=name.strip(),
        conditions=sorted(verified["conditions"]), form_from=asked.valid_from,
        answers=as_json(asked, sound), registered_on=local_day(now), registered_by=by,
        verified_from=verifying.valid_from, verified=as_json(verifying, verified),
    )  # fmt: skip
    record(by, "care.carer", carer, unit=carer.unit)
    return carer


@transaction.atomic
def strike_carer(carer_id: UUID, *, by: User, now: datetime) -> Carer:
    """Take a carer off the list who has no child in care."""
    access.require(by, "care.edit")
    carer: Carer = Carer.objects.visible_to(by).select_for_update(of=("self",)).get(pk=carer_id)
    if carer.placements.filter(state__in=Placement.OPEN).exists():
        raise Refused(_("A child is in their care or proposed for it; end that first."))
    carer.left_on = local_day(now)
    carer.save()
    record(by, "care.strike", carer, unit=carer.unit)
    return carer


def _of_case(new: NewNeed, by: User) -> tuple[Case, Any]:
    number = new.case_number.strip()
    case: Case | None = Case.objects.visible_to(by).filter(number=number).first()
    if case is None:
        raise Refused(_("You take part in no case of this number."))
    children = CasePerson.objects.filter(case=case, role="child", child__isnull=False)
    known = [one for one in children if one.name == new.name.strip()]
    return case, known[0].child if len(known) == 1 else None


def _commune(by: User) -> Unit:
    if by.unit is None or by.unit.level != Unit.Level.COMMUNE:
        raise Refused(_("Lists of alternative care are kept by communes."))
    return by.unit
