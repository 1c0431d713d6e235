"""Taking a step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.catalog import case_catalog
from mangnon.cases.forms.step_form import step_form
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.step import Step
from mangnon.cases.steps.taking import ChangedMeanwhile, take_step
from mangnon.children.facts.rules import NotAccepted
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: Request, case_id: UUID, step_code: str) -> HttpResponse:
    case = case_for(request, case_id)
    process = case_catalog().process(case.process_from)
    definition = process.by_code.get(step_code.replace("-", "_"))
    if definition is None or Section.STEPS not in sections_open(case, request.user):
        raise Http404(step_code)
    require(request.user, definition.by)
    now = context.now()
    asked = case_catalog().form(definition.form, now.date()) if definition.form else None
    form = step_form(case, definition, asked, now, posted(request))
    shown: dict[str, object] = {"case": case, "step": definition, "asked": asked}
    if form.is_valid():
        try:
            taken = take_step(case.pk, form.new_step(), by=request.user, now=now)
        except NotAccepted as refusal:
            for name, sentence in refusal.problems:
                form.add_error(name if name in form.fields else None, sentence)
        except ChangedMeanwhile as meanwhile:
            data = request.POST.copy()
            data["seen"] = str(meanwhile.now)
            form = step_form(case, definition, asked, now, data)
            shown["meanwhile"] = [
                (theirs, process.by_code[theirs.code].title.vi) for theirs in meanwhile.steps
            ]
            return render(request, "cases/step.html", {**shown, "form": form}, status=409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            waits = taken.state == Step.State.WAITS
            messages.success(
                request, _("It waits for a decision now.") if waits else _("The step is entered.")
            )
            return redirect("case", case.pk)
    return render(
        request, "cases/step.html", {**shown, "form": form}, status=422 if form.errors else 200
    )
