"""A further report joins an open case; a case that was opened twice goes on as one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import RISK_ORDER, Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.clocks.running import stop
from mangnon.cases.finding import lock_case
from mangnon.cases.notices.notice import Notice
from mangnon.cases.notices.telling import tell_manager
from mangnon.cases.people import CasePerson
from mangnon.cases.receiving.likely import matter_of
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.receiving.receiving import (
    add_children,
    require_possible,
    sent_before,
    write_report,
)
from mangnon.cases.report import Report
from mangnon.cases.step import Step
from mangnon.cases.steps.effects import take_effect
from mangnon.cases.steps.rules import out_with_others
from mangnon.cases.taking_part import Part, Participant, parts_of
from mangnon.children.names import search_text
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

JOINED = "joined"
PASSES_ON = "emergency"  # the clock that a joined case leaves to the one that goes on


@transaction.atomic
def join_report(case_id: UUID, new: NewReport, *, by: User, now: datetime) -> Report:
    """Add a report to an open case that the person takes part in, and the children it names anew.

    One that says the child is in danger makes the case an emergency, whose hours begin.
    """
    access.require(by, "case.receive")
    if known := sent_before(new, by=by, now=now):
        return known
    case = lock_case(case_id, by)
    if case.closed_at is not None:
        raise Refused(_("This case is closed; open a new one, or open it again."))
    if new.received_at < case.received_at:
        raise Refused(_("This report is older than the case; look at the time again."))
    require_possible(new, by=by, now=now)
    report = write_report(case, new, by=by, now=now)
    _add_new_children(case, new.children)
    Participant.objects.get_or_create(
        case=case, user=by, part=Part.INTAKE, until=None, defaults={"since": now, "added_by": by}
    )
    case.is_emergency = case.is_emergency or new.is_danger
    _step(case, "report_danger" if new.is_danger else "report_again", report.pk,
          new.received_at, by, now)  # fmt: skip
    tell_manager(case, Notice.Kind.REPORTED, by=by, now=now)
    record(by, "case.report_again", case, unit=case.unit, channel=new.channel)
    return report


@transaction.atomic
def join_cases(kept_id: UUID, second_id: UUID, *, by: User, now: datetime) -> Case:
    """Let one case go on with the matter of another, which ends; return the one that goes on.

    Only who runs both, or runs one and may take the other, joins them. Nothing is moved or
    deleted: the reports of the second are read with those of the first, its children are added to
    it, its higher risk and its running emergency pass on. The same joining again changes nothing.
    """
    access.require(by, "case.edit")
    cases = {pk: lock_case(pk, by) for pk in sorted((kept_id, second_id))}
    kept, second = cases[kept_id], cases[second_id]
    if second.joined_into_id == kept.pk:
        return kept
    _require_joinable(kept, second, by)
    if second.manager_id is None:  # who takes it by joining it goes on reading it
        second.manager = by
        Participant.objects.create(case=second, user=by, part=Part.MANAGER, since=now, added_by=by)
    _step(second, "join", uuid.uuid4(), now, by, now)
    _pass_on_emergency(kept, second)
    for clock in second.clocks.running().exclude(case=kept):
        stop(clock, second.steps.get(code="join"), now)
    second.joined_into, second.closing_reason = kept, JOINED
    second.save(update_fields=["joined_into", "closing_reason"])
    _add_new_children(kept, matter_of(second).children)
    kept.is_emergency = kept.is_emergency or second.is_emergency
    kept.risk = max(kept.risk, second.risk, key=RISK_ORDER.__getitem__)
    kept.version += 1
    kept.save()
    record(by, "case.join", second, unit=second.unit, into=kept.number)
    return kept


def _require_joinable(kept: Case, second: Case, by: User) -> None:
    if kept.pk == second.pk:
        raise Refused(_("A case is not joined into itself; choose another one."))
    if kept.manager_id != by.pk or not {Part.MANAGER, Part.MEMBER} & parts_of(second, by):
        raise Refused(_("Only who runs both cases may join them."))
    if second.manager_id not in (None, by.pk):
        raise Refused(_("Only who runs both cases may join them."))
    if kept.closed_at or second.closed_at:
        raise Refused(_("One of the two cases is closed; only open ones are joined."))
    if Step.objects.filter(case__in=(kept, second), state=Step.State.WAITS).exists():
        raise Refused(_("A step of one of the cases waits for a decision; it comes first."))
    if second.clocks.running().filter(code="separation").exists():
        raise Refused(_("The child is separated in that case; join the other one into it instead."))
    if faults := list(out_with_others(second)):
        raise Refused(" ".join(faults))


def _step(
    case: Case, code: str, step_id: UUID, happened_at: datetime, by: User, now: datetime
) -> None:
    definition = case_catalog().process(case.process_from).by_code[code]
    step = Step.objects.create(
        id=step_id, case=case, code=code, state=Step.State.DONE, from_stage=case.stage,
        to_stage=definition.to or "", happened_at=happened_at, entered_at=now, by=by,
    )  # fmt: skip
    take_effect(case, step, definition, {})


def _pass_on_emergency(kept: Case, second: Case) -> None:
    """Let the emergency hours of the second case run on in the first, from when they began."""
    theirs: CaseClock | None = second.clocks.running().filter(code=PASSES_ON).first()
    ours: CaseClock | None = kept.clocks.running().filter(code=PASSES_ON).first()
    if theirs is None or (ours is not None and ours.due_at <= theirs.due_at):
        return
    if ours is not None:
        stop(ours, second.steps.get(code="join"), max(ours.started_at, theirs.started_at))
    theirs.case = kept
    theirs.save(update_fields=["case"])


def _add_new_children(case: Case, children: Iterable[ReportedChild]) -> None:
    """Add those who are neither linked to the same child of the register nor named alike yet.

    A child without a name adds nothing to a case that has one.
    """
    there = case.people.filter(role=CasePerson.Role.CHILD)
    linked = {one.child_id for one in there} - {None}
    named = {search_text(one.name) for one in there}
    add_children(case, [
        child for child in children
        if child.name and search_text(child.name) not in named and child.child not in linked
    ])  # fmt: skip
