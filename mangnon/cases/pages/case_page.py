"""One case file, and what comes next on it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.file import CaseFile, ReadStep, open_file
from mangnon.cases.pages.finding import case_for
from mangnon.cases.proceedings.feedback import told
from mangnon.cases.proceedings.reading import beside_steps
from mangnon.cases.receiving.following import standing_of
from mangnon.cases.receiving.likely import cases_alike
from mangnon.cases.record.team import colleagues
from mangnon.cases.referrals.reading import referrals_in
from mangnon.cases.seeing import Section
from mangnon.cases.steps.classifying import STEP as CLASSIFY
from mangnon.cases.steps.rules import SETTLED, hindrances
from mangnon.cases.taking_part import OF_THE_COMMUNE, cases_left
from mangnon.cases.urgent.access import UrgentAccess
from mangnon.core.access import allowed, who_may
from mangnon.core.models import User
from mangnon.core.requests import Request
from mangnon.engine.cases.process import Step
from mangnon.ui import context

MOST_OPENINGS = 10


@dataclass(frozen=True)
class Waiting:
    """A step that waits, for whom, and whether it is for the reader to decide."""

    read: ReadStep
    for_whom: str
    is_mine: bool


@never_cache
@require_GET
def case(request: Request, case_id: UUID) -> HttpResponse:
    found = case_for(request, case_id)
    file = open_file(found, by=request.user, now=context.now())
    process = case_catalog().process(found.process_from)
    possible = _possible(found, file, request.user)
    main = [step for step in possible if step.group is None]
    shown = {
        "file": file,
        "is_worked_on": Section.STEPS in file.open,
        "matter": _matter(found) if Section.STEPS in file.open else None,
        "may_classify": any(step.code == CLASSIFY for step in main),
        "standing": standing_of(_goes_on(found)).label,
        "alike": cases_alike(found, by=request.user),
        "referrals": referrals_in(found, file.open),
        "told": told(found, file.open),
        "proceedings": beside_steps(found, request.user, file.open, context.now()),
        "leading": [step for step in main if _leads_on(step, found)],
        "before_closing": _before_closing(found, file, request.user),
        "is_settled": found.stage in SETTLED,
        "beside": [step for step in main if not _leads_on(step, found)],
        "groups": [
            (group, offered)
            for group in process.groups
            if (offered := [step for step in possible if step.group == group.code])
        ],
        "urgent": _opened_urgently(found) if Section.STEPS in file.open else [],
        "waiting": _waiting(file, request.user),
        "offered": found.hand_overs.open().select_related("to_unit").first(),
        "is_manager": found.manager_id == request.user.pk,
        "may_edit": Section.STEPS in file.open and allowed(request.user, "case.edit"),
        "is_left": cases_left(request.user).filter(pk=found.pk).exists(),
        "members": found.participants.now()
        .filter(part__in=OF_THE_COMMUNE, user__in=colleagues(found))
        .select_related("user"),
    }
    return render(request, "cases/case.html", shown)


def _goes_on(case: Case) -> Case:
    """Return the case in which a joined one goes on."""
    while case.joined_into is not None:
        case = case.joined_into
    return case


def _matter(case: Case) -> tuple[str, str]:
    """Return in words what kind of harm the case is about, and the kind of place."""
    harms, settings = code_list("harm_kind").by_code, code_list("case_setting").by_code
    return "; ".join(harms[one].vi for one in case.harms), settings[case.setting].vi


def _possible(case: Case, file: CaseFile, user: User) -> list[Step]:
    """Return the steps that the person may take now: in turn, and with nothing in their way."""
    if Section.STEPS not in file.open:
        return []
    process = case_catalog().process(case.process_from)
    return [
        step
        for step in process.possible(case.stage)
        if step.offered and allowed(user, step.by) and not hindrances(step.code, case)
    ]


def _before_closing(case: Case, file: CaseFile, user: User) -> list[str]:
    """Return what stands in the way of closing the case, for who may propose that now."""
    close = case_catalog().process(case.process_from).by_code["close"]
    may = Section.STEPS in file.open and case.stage in close.after and allowed(user, close.by)
    return hindrances("close", case) if may else []


def _leads_on(step: Step, case: Case) -> bool:
    """Say whether the step is the way ahead; to close a case early is seldom that."""
    return step.moves and (step.code != "close" or case.stage in SETTLED)


def _waiting(file: CaseFile, user: User) -> list[Waiting]:
    return [
        Waiting(
            read, ", ".join(who_may(read.step.needs)),
            is_mine=allowed(user, read.step.needs) and read.step.by_id != user.pk,
        )
        for read in file.steps or ()
        if read.step.state == "waits"
    ]  # fmt: skip


def _opened_urgently(case: Case) -> list[UrgentAccess]:
    """Return who opened the case in an emergency, newest first, for those who work on it."""
    opened = case.urgent_accesses.select_related("user").order_by("-since")
    return list(opened[:MOST_OPENINGS])
