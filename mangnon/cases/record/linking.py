"""A child of a case is the same as one of the register: said here, and nowhere in the register."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.people import CasePerson
from mangnon.children.duplicates.entry import Entry, Likely, likely_seen
from mangnon.children.models import Child
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


def candidates(person: CasePerson, *, by: User, today: date) -> list[Likely]:
    """Return the children of the register who may be the same, of those that the person sees.

    Nothing is asked or noted about children elsewhere: a register that knows of nothing tells
    nothing. Without a name, or without an age, nobody is found.
    """
    born = person.birth_date or _guessed(person, today)
    if not person.name or born is None:
        return []
    precision = Child.BirthPrecision.DAY if person.birth_date else Child.BirthPrecision.ESTIMATED
    entry = Entry(
        full_name=person.name, birth_date=born, birth_precision=precision, sex=person.sex,
        unit=person.case.residence_unit or person.case.unit,
    )  # fmt: skip
    return likely_seen(entry, by=by)


@transaction.atomic
def link_child(
    case_id: UUID, person_id: UUID, child_id: UUID, *, by: User, now: datetime
) -> CasePerson:
    """Say which child of the register it is; said again, it changes nothing."""
    case, person = _held(case_id, person_id, by)
    if person.child_id == child_id:
        return person
    child = Child.objects.visible_to(by).filter(pk=child_id, merged_into=None).first()
    if child is None:
        raise Refused(_("The register shows you no such child."))
    if case.people.filter(child=child).exists():
        raise Refused(_("Another child of this case is linked with that record already."))
    person.child = child
    person.version += 1
    person.save(update_fields=["child", "version"])
    # The child is not named: the audit shall not say who is known to child protection.
    record(by, "case.link_child", person, unit=case.unit)
    return person


@transaction.atomic
def unlink_child(case_id: UUID, person_id: UUID, *, by: User, now: datetime) -> CasePerson:
    """Take back a link that was a mistake."""
    case, person = _held(case_id, person_id, by)
    if person.child_id is not None:
        person.child = None
        person.version += 1
        person.save(update_fields=["child", "version"])
        record(by, "case.unlink_child", person, unit=case.unit)
    return person


def _held(case_id: UUID, person_id: UUID, by: User) -> tuple[Case, CasePerson]:
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    people = case.people.select_for_update().filter(role=CasePerson.Role.CHILD)
    person: CasePerson | None = people.filter(pk=person_id).first()
    if person is None:
        raise Refused(_("This case has no such child."))
    return case, person


def _guessed(person: CasePerson, today: date) -> date | None:
    if person.age is None:
        return None
    received_on = local_day(person.case.received_at)
    return date(min(received_on, today).year - person.age, 7, 1)
