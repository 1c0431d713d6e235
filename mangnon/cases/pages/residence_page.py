"""Saying where the child of a case lives."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.pages.finding import case_for
from mangnon.cases.record.changing import Overwrites
from mangnon.cases.record.residence import say_where_child_lives
from mangnon.cases.seeing import Section, sections_open
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.models import Refused, Unit
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class ResidenceForm(RegisterForm):
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Commune where the child lives"), required=False,
        empty_label=_("the commune that has the case"),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, case: Case) -> None:
        initial = {"unit": case.residence_unit_id, "seen": case.version}
        super().__init__(data, initial=initial)
        communes = Unit.objects.on(context.today()).filter(level=Unit.Level.COMMUNE)
        others = communes.exclude(pk=case.unit_id).order_by("name_key", "code")
        self.fields["unit"].queryset = others  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "POST"])
def residence(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "case.edit")
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(case_id)
    form, theirs = ResidenceForm(posted(request), case), None
    if form.is_valid():
        said = form.cleaned_data
        try:
            say_where_child_lives(
                case.pk, said["unit"], seen=said["seen"], by=request.user, now=context.now()
            )
            return redirect("case", case.pk)
        except Overwrites as changed:
            form.add_error(None, str(changed))
            theirs = changed.theirs
            data = request.POST.copy()
            data["seen"] = str(theirs.version)
            form.data = data
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = {"case": case, "form": form, "theirs": theirs}
    return render(request, "cases/residence.html", shown, status=422 if form.errors else 200)
