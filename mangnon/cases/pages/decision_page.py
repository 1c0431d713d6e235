"""Deciding on a step that waits."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.file import open_file, read_step
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.steps.deciding import decide, is_decided_by
from mangnon.cases.steps.meanwhile import ChangedMeanwhile
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class DecisionForm(RegisterForm):
    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Agree")), ("no", gettext_lazy("Return"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,  # nothing is chosen beforehand
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the written decision, if there is one"),
        required=False, max_length=40,
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("Why it is returned"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


@never_cache
@require_http_methods(["GET", "POST"])
def decision(request: Request, case_id: UUID, step_id: UUID) -> HttpResponse:
    require(request.user, "case.view")
    if request.method == "POST" and is_decided_by(step_id, request.user):
        return redirect("cases")  # sent twice: it is entered, and the dossier open no more
    case = case_for(request, case_id)
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(step_id)
    waiting = get_object_or_404(case.steps.select_related("by", "decided_by"), pk=step_id)
    require(request.user, waiting.needs or "case.decide")
    form = DecisionForm(posted(request), initial={"seen": case.version})
    shown: dict[str, object] = {"case": case, "form": form, "waiting": read_step(case, waiting)}
    if form.is_valid():
        try:
            decide(case.pk, waiting.pk, **form.cleaned_data, by=request.user, now=context.now())
        except ChangedMeanwhile as meanwhile:
            data = request.POST.copy()
            data["seen"] = str(meanwhile.now)
            shown["form"] = DecisionForm(data)
            shown["meanwhile"] = [read_step(case, theirs) for theirs in meanwhile.steps]
            return _dossier(request, case, shown, 409)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your decision is entered."))
            return redirect("cases")
    return _dossier(request, case, shown, 422 if form.errors else 200)


def _dossier(request: Request, case: Case, shown: dict[str, object], status: int) -> HttpResponse:
    """Show what is put before the person with the rest of the file; the audit notes its reading."""
    shown["file"] = open_file(case, by=request.user, now=context.now())
    return render(request, "cases/decision.html", shown, status=status)
