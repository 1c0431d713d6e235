"""The children of a case and the people near them: entered, and changed when more is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.clocks.limits import local_day
from mangnon.cases.finding import lock_case
from mangnon.cases.people import CasePerson
from mangnon.cases.record.changing import refuse_overwriting
from mangnon.children.names import clean_name
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

Role = CasePerson.Role
DETAILS = ("relation", "address", "school", "phone", "note")
OLDEST_CHILD, OLDEST = 17, 120


@dataclass(frozen=True)
class Person:
    """A person as far as known: the name may be "", the sex "unknown", the age a guess."""

    role: str
    name: str = ""
    sex: str = "unknown"
    birth_date: date | None = None
    age: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add_person(
    case_id: UUID, person: Person, *, key: UUID | None = None, by: User, now: datetime
) -> CasePerson:
    """Enter a person; the same form sent again is the person that is there."""
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    key = key or uuid4()
    known: CasePerson | None = case.people.filter(pk=key).first()
    if known is not None:
        return known
    _require_possible(person, now)
    made = CasePerson(id=key, case=case)
    _write(made, person)
    made.save(force_insert=True)
    record(by, "case.add_person", made, unit=case.unit, role=made.role)
    return made


@transaction.atomic
def change_person(
    case_id: UUID, person_id: UUID, person: Person, *, seen: int, by: User, now: datetime
) -> CasePerson:
    """Write what is known better now, unless somebody else did since the person looked."""
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    held: CasePerson = case.people.select_for_update().get(pk=person_id)
    before = as_person(held)
    if before == person:
        return held
    refuse_overwriting(held, seen)
    _require_possible(person, now)
    if held.role == Role.CHILD != person.role:
        raise Refused(_("A child of the case stays one; enter the other person anew."))
    _write(held, person)
    held.version += 1
    held.save()
    record(by, "case.change_person", held, unit=case.unit, fields=_changed(before, person))
    return held


def as_person(held: CasePerson) -> Person:
    return Person(
        role=held.role, name=held.name, sex=held.sex, birth_date=held.birth_date, age=held.age,
        details=json.loads(held.details or "{}"),
    )  # fmt: skip


def _write(held: CasePerson, person: Person) -> None:
    held.role, held.sex = person.role, person.sex
    held.name = clean_name(person.name)
    held.birth_date, held.age = person.birth_date, person.age
    known = {name: text for name, text in person.details.items() if text}
    held.details = json.dumps(known, ensure_ascii=False) if known else ""


def _changed(before: Person, after: Person) -> list[str]:
    """Return which fields changed, never what they hold."""
    return sorted(
        name
        for name in Person.__dataclass_fields__
        if getattr(before, name) != getattr(after, name)
    )


def _require_possible(person: Person, now: datetime) -> None:
    today = local_day(now)
    is_child = person.role == Role.CHILD
    if not is_child and not person.name.strip() and not person.details.get("relation"):
        raise Refused(_("Write who this is: a name, or what the person is to the child."))
    if person.birth_date is not None:
        oldest = OLDEST_CHILD if is_child else OLDEST
        if person.birth_date > today:
            raise Refused(_("This day is still to come; look at the date of birth again."))
        if person.birth_date.year < today.year - oldest - 1:
            raise Refused(_("This birth is too long ago; look at the year again."))
    if is_child and person.age is not None and person.age > OLDEST_CHILD:
        raise Refused(_("A case is about a child under 18; enter a grown person as somebody else."))
