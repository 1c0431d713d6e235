"""Taking a step, and putting an earlier one right."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.file import read_step
from mangnon.cases.forms.step_form import step_form
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.step import Step
from mangnon.cases.steps.meanwhile import ChangedMeanwhile
from mangnon.cases.steps.taking import CORRECTION, take_step
from mangnon.children.facts.rules import NotAccepted
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.engine.cases import process as engine
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: Request, case_id: UUID, step_code: str) -> HttpResponse:
    case = case_for(request, case_id)
    process = case_catalog().process(case.process_from)
    definition = process.by_code.get(step_code.replace("-", "_"))
    if definition is None or not definition.offered:
        raise Http404(step_code)
    return _ask(request, case, definition)


@never_cache
@require_http_methods(["GET", "POST"])
def correction(request: Request, case_id: UUID, step_id: UUID) -> HttpResponse:
    """Say what an earlier step says wrongly; it stays as it was written."""
    case = case_for(request, case_id)
    wrong = get_object_or_404(case.steps.select_related("by", "decided_by"), pk=step_id)
    definition = case_catalog().process(case.process_from).by_code[CORRECTION]
    return _ask(request, case, definition, wrong)


def _ask(
    request: Request, case: Case, definition: engine.Step, wrong: Step | None = None
) -> HttpResponse:
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(definition.code)
    require(request.user, definition.by)
    now = context.now()
    asked = case_catalog().form(definition.form, local_day(now)) if definition.form else None
    form = step_form(case, definition, asked, now, posted(request), wrong)
    shown: dict[str, object] = {"case": case, "step": definition, "asked": asked}
    if wrong is not None:
        shown["wrong"] = read_step(case, wrong)
    if form.is_valid():
        try:
            taken = take_step(case.pk, form.new_step(), by=request.user, now=now)
        except NotAccepted as refusal:
            for name, sentence in refusal.problems:
                form.add_error(name if name in form.fields else None, sentence)
        except ChangedMeanwhile as meanwhile:
            data = request.POST.copy()
            data["seen"] = str(meanwhile.now)
            shown["form"] = step_form(case, definition, asked, now, data, wrong)
            shown["meanwhile"] = [read_step(case, theirs) for theirs in meanwhile.steps]
            return render(request, "cases/step.html", shown, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            waits = taken.state == Step.State.WAITS
            messages.success(
                request, _("It waits for a decision now.") if waits else _("The step is entered.")
            )
            return redirect("case", case.pk)
    status = 422 if form.errors else 200
    return render(request, "cases/step.html", {**shown, "form": form}, status=status)
