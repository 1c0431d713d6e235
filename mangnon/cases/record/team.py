"""Who works on a case: its manager hands it to a colleague, adds members and lets them go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.finding import lock_case
from mangnon.cases.taking_part import WORKS, Part, Participant
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


def colleagues(case: Case) -> QuerySet[User]:
    """Return who may work on the case: officers of the commune that owns it."""
    roles = access.roles_with(WORKS)
    people = User.objects.filter(is_active=True, role__in=roles, unit=case.unit_id)
    return people.order_by("full_name", "pk")


@transaction.atomic
def change_manager(case_id: UUID, to: User, *, by: User, now: datetime) -> Case:
    """Hand the case to a colleague of the commune; who had it works on it no more."""
    case = _managed(case_id, by)
    if case.manager_id == to.pk:
        return case
    require_colleague(case, to)
    end_parts(case, now, Part.MANAGER)
    end_parts(case, now, Part.MEMBER, of=to)
    put_in_charge(case, to, now, added_by=by)
    record(by, "case.change_manager", case, unit=case.unit, to=to.pk)
    return case


@transaction.atomic
def add_member(case_id: UUID, member: User, *, by: User, now: datetime) -> Participant:
    """Let a colleague of the commune work on the case; once is enough."""
    case = _managed(case_id, by)
    require_colleague(case, member)
    known: Participant | None = (
        case.participants.now().filter(user=member, part__in=[Part.MEMBER, Part.MANAGER]).first()
    )
    if known is not None:
        return known
    added: Participant = case.participants.create(
        user=member, part=Part.MEMBER, since=now, added_by=by
    )
    record(by, "case.add_member", case, unit=case.unit, member=member.pk)
    return added


@transaction.atomic
def remove_member(case_id: UUID, member: User, *, by: User, now: datetime) -> None:
    """Let a member see the case no more, from this moment; to remove nobody changes nothing."""
    case = _managed(case_id, by)
    if end_parts(case, now, Part.MEMBER, of=member):
        record(by, "case.remove_member", case, unit=case.unit, member=member.pk)


def put_in_charge(case: Case, manager: User, now: datetime, *, added_by: User) -> None:
    case.manager = manager
    case.save(update_fields=["manager"])
    case.participants.create(user=manager, part=Part.MANAGER, since=now, added_by=added_by)


def end_parts(case: Case, now: datetime, *parts: str, of: User | None = None) -> int:
    """End these parts, of a person or of everybody; return how many that were."""
    running = case.participants.filter(part__in=parts, until=None, since__lt=now)
    # One that began this very moment never was.
    begun = case.participants.filter(part__in=parts, until=None, since__gte=now)
    if of is not None:
        running, begun = running.filter(user=of), begun.filter(user=of)
    ended: int = running.update(until=now)
    return ended + int(begun.delete()[0])


def _managed(case_id: UUID, by: User) -> Case:
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    if case.manager_id != by.pk:
        raise Refused(_("Only whoever runs the case says who works on it."))
    return case


def require_colleague(case: Case, person: User) -> None:
    """Raise Refused unless the person is an officer of the commune that has the case."""
    if not colleagues(case).filter(pk=person.pk).exists():
        raise Refused(_("Only officers of the commune that has the case work on it."))
