"""One case file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.file import open_file
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section
from mangnon.cases.urgent.access import UrgentAccess
from mangnon.core.access import allowed
from mangnon.core.requests import Request
from mangnon.ui import context

MOST_OPENINGS = 10


@never_cache
@require_GET
def case(request: Request, case_id: UUID) -> HttpResponse:
    found = case_for(request, case_id)
    file = open_file(found, by=request.user, now=context.now())
    process = case_catalog().process(found.process_from)
    steps = process.possible(found.stage) if Section.STEPS in file.open else []
    waiting = found.steps.filter(state="waits") if Section.STEPS in file.open else []
    shown = {
        "file": file,
        "urgent": _opened_urgently(found) if Section.STEPS in file.open else [],
        "possible": [step for step in steps if allowed(request.user, step.by)],
        "to_decide": [
            step for step in waiting
            if allowed(request.user, step.needs) and step.by_id != request.user.pk
        ],
    }  # fmt: skip
    return render(request, "cases/case.html", shown)


def _opened_urgently(case: Case) -> list[UrgentAccess]:
    """Return who opened the case in an emergency, newest first, for those who work on it."""
    opened = case.urgent_accesses.select_related("user").order_by("-since")
    return list(opened[:MOST_OPENINGS])
