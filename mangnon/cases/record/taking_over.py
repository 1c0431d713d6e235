"""A case passes on when whoever runs it leaves: by the closing of the account, or taken over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case, CaseQuerySet
from mangnon.cases.finding import lock_case
from mangnon.cases.record.team import end_parts, put_in_charge, require_colleague
from mangnon.cases.taking_part import UNTAKEN, WORKS, Part, Participant, cases_left
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.ui import context


@transaction.atomic
def take_over(case_id: UUID, *, by: User, now: datetime) -> Case:
    """Let an officer of the commune run a case whose manager cannot work on it any more.

    Of two who take it over at once one does; who runs it already changes nothing.
    """
    access.require(by, WORKS)
    case = lock_case(case_id, by)
    if case.manager_id == by.pk:
        return case
    if case.stage == UNTAKEN:
        raise Refused(_("Nobody has taken this case yet; enter the step “Take the case”."))
    if not cases_left(by).filter(pk=case.pk).exists():
        raise Refused(_("Somebody runs this case; ask them to hand it to you."))
    was = case.manager_id
    end_parts(case, now, Part.MANAGER)
    end_parts(case, now, Part.MEMBER, of=by)
    put_in_charge(case, by, now, added_by=by)
    record(by, "case.take_over", case, unit=case.unit, was=was)
    return case


def run_by(person: User) -> list[str]:
    """Return how many open cases would be left if the person went: a number, and of no which."""
    count = _run_by(person).count()
    return [_("%(count)s cases that they run") % {"count": count}] if count else []


def pass_cases(person: User, receiver: User, by: User) -> int:
    """Hand the open cases that the person runs to a colleague, and end what else they work on."""
    now, cases = context.now(), _run_by(person).select_related("unit")
    passed = list(cases.select_for_update(of=("self",)).order_by("pk"))
    for case in passed:
        require_colleague(case, receiver)
        end_parts(case, now, Part.MANAGER)
        end_parts(case, now, Part.MEMBER, of=receiver)
        put_in_charge(case, receiver, now, added_by=by)
        record(by, "case.change_manager", case, unit=case.unit, to=receiver.pk)
    member = Participant.objects.filter(user=person, part=Part.MEMBER, until=None)
    for one in member.select_related("case__unit"):
        end_parts(one.case, now, Part.MEMBER, of=person)
        record(by, "case.remove_member", one.case, unit=one.case.unit, member=person.pk)
    return len(passed)


def _run_by(person: User) -> CaseQuerySet:
    """Return the open cases that the person runs and can work on still; others wait already."""
    found: CaseQuerySet = Case.objects.open().filter(manager=person, unit=person.unit_id)
    return found if access.allowed(person, WORKS) else found.none()
