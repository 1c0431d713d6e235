"""Entering an administrative penalty, and withdrawing one."""

from __future__ import annotations

import json
import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.pages.finding import case_for
from mangnon.cases.people import Offender
from mangnon.cases.proceedings.penalties import NewPenalty, enter_penalty, withdraw_penalty
from mangnon.cases.proceedings.rights import require_opens_steps
from mangnon.cases.seeing import Section, sections_open
from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.core.asking import is_done
from mangnon.core.models import User
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class DongField(forms.CharField):
    """A whole amount, as "3000000" or "3.000.000"; nothing is None."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).replace(" ", "")
        digits = text.replace(".", "")
        if not text:
            return None
        groups = text.split(".")
        is_grouped = all(len(group) == 3 for group in groups[1:])
        if not (digits.isascii() and digits.isdigit() and is_grouped and len(digits) < 16):
            raise forms.ValidationError(_("Write whole đồng, for example 3.000.000."))
        return int(digits)


class PenaltyForm(RegisterForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of penalty"))
    number = forms.CharField(label=gettext_lazy("Number of the decision"), max_length=60)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=200)
    issued_on = day_field(gettext_lazy("Day of the decision"))
    amount = DongField(
        label=gettext_lazy("Amount in đồng (of a fine)"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    offender = forms.ModelChoiceField(
        Offender.objects.none(),
        label=gettext_lazy("Of whom (not needed)"),
        required=False,
        empty_label="–",
    )
    note = forms.CharField(
        label=gettext_lazy("Note (not needed)"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(code.code, code.vi) for code in code_list("penalty_kind").codes]
        if Section.OFFENDER in sections_open(case, by):
            offender: Any = self.fields["offender"]
            offender.queryset = case.offenders.all()
            offender.label_from_instance = _name_of

    def new_penalty(self) -> NewPenalty:
        said = dict(self.cleaned_data)
        return NewPenalty(id=said.pop("key"), **said)


def _name_of(offender: Offender) -> str:
    name: str = json.loads(offender.content or "{}").get("name", "")
    return name or _("Name not known")


class WithdrawForm(RegisterForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def new_penalty(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    require_opens_steps(case, request.user)
    initial = {"key": uuid.uuid4()}
    form = PenaltyForm(posted(request), initial=initial, case=case, by=request.user)
    now = context.now()
    if is_done(form, lambda: enter_penalty(case.pk, form.new_penalty(), by=request.user, now=now)):
        messages.success(request, _("The penalty is entered."))
        return redirect("case", case.pk)
    shown = {
        "case": case, "form": form, "title": _("Administrative penalty"), "send": _("Enter"),
    }  # fmt: skip
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, case_id: UUID, penalty_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    require_opens_steps(case, request.user)
    penalty = get_object_or_404(case.penalties, pk=penalty_id)
    form = WithdrawForm(posted(request))

    def save() -> None:
        withdraw_penalty(
            case.pk, penalty.pk, **form.cleaned_data, by=request.user, now=context.now()
        )

    if is_done(form, save):
        messages.success(request, _("The penalty is withdrawn."))
        return redirect("case", case.pk)
    title = _("Withdraw decision %(number)s") % {"number": penalty.number}
    shown = {"case": case, "form": form, "title": title, "send": _("Withdraw")}
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)
