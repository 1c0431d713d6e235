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

from mangnon.cases.catalog import case_catalog
from mangnon.cases.file import open_file
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.cases.steps.deciding import decide, decided_by
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class DecisionForm(RegisterForm):
    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("yes", gettext_lazy("Agree")), ("no", gettext_lazy("Return"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,  # nothing is chosen beforehand
    )
    answer = forms.CharField(
        label=gettext_lazy("Why it is returned"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def decision(request: Request, case_id: UUID, step_id: UUID) -> HttpResponse:
    if request.method == "POST" and decided_by(request.user).filter(pk=step_id).exists():
        return redirect("cases")  # the decision was sent twice
    case = case_for(request, case_id)
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(step_id)
    waiting = get_object_or_404(case.steps, pk=step_id)
    require(request.user, waiting.needs or "case.decide")
    form = DecisionForm(posted(request))

    def save() -> None:
        decide(case.pk, waiting.pk, **form.cleaned_data, by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("Your decision is entered."))
        return redirect("cases")
    file = open_file(case, by=request.user, now=context.now())
    shown = {
        "case": case,
        "form": form,
        "title": case_catalog().process(case.process_from).by_code[waiting.code].title.vi,
        "waiting": next(read for read in file.steps or () if read.step.pk == waiting.pk),
    }
    return render(request, "cases/decision.html", shown, status=422 if form.errors else 200)
