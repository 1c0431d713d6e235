"""The consents for the children of one case."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import code_list
from mangnon.cases.consents.consenting import NewConsent, give_consent
from mangnon.cases.consents.withdrawing import running_on, withdraw
from mangnon.cases.pages.finding import case_for
from mangnon.cases.people import CasePerson
from mangnon.cases.seeing import Section, sections_open
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context
from mangnon.ui.fields import MomentField


class ConsentForm(RegisterForm):
    """`new_consent()` is what was entered, once the form is valid."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    child = forms.ModelChoiceField(CasePerson.objects.none(), label=gettext_lazy("For which child"))
    purpose = forms.ChoiceField(label=gettext_lazy("To what"))
    representative = forms.CharField(
        label=gettext_lazy("Representative who consents"), max_length=200
    )
    relation = forms.ChoiceField(label=gettext_lazy("The representative is"))
    is_by_child = forms.BooleanField(
        label=gettext_lazy("The child consents too (from 7 years on)"), required=False
    )
    given_at = MomentField(label=gettext_lazy("Given at"))
    note = forms.CharField(
        label=gettext_lazy("Note (not needed)"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        children = case.people.filter(role=CasePerson.Role.CHILD)
        fields["child"].queryset = children
        fields["child"].empty_label = None if children.count() == 1 else "–"
        fields["is_by_child"].widget.attrs["class"] = "form-check-input d-block"
        fields["child"].label_from_instance = lambda child: child.name or _("Name not known")
        for name in ("purpose", "relation"):
            codes = code_list(f"consent_{name}").codes
            fields[name].choices = [(code.code, code.vi) for code in codes]

    def new_consent(self) -> NewConsent:
        said = dict(self.cleaned_data)
        return NewConsent(id=said.pop("key"), child=said.pop("child").pk, **said)


class WithdrawalForm(RegisterForm):
    at = MomentField(label=gettext_lazy("Withdrawn at"))


@never_cache
@require_http_methods(["GET", "POST"])
def consents(request: Request, case_id: uuid.UUID) -> HttpResponse:
    case = _case(request, case_id)
    initial = {"key": uuid.uuid4(), "given_at": context.now()}
    form = ConsentForm(posted(request), case=case, initial=initial)

    def save() -> None:
        give_consent(case.pk, form.new_consent(), by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("The consent is entered."))
        return redirect("case_consents", case.pk)
    record_read(request.user, "consent.read", case, unit=case.unit)
    purposes = code_list("consent_purpose").by_code
    relations = code_list("consent_relation").by_code
    shown = {
        "case": case,
        "form": form,
        "consents": [
            (one, purposes[one.purpose].vi, relations[one.relation].vi)
            for one in case.consents.select_related("child").order_by("given_at", "pk")
        ],
    }
    return render(request, "cases/consents.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def withdrawal(request: Request, case_id: uuid.UUID, consent_id: uuid.UUID) -> HttpResponse:
    case = _case(request, case_id)
    consent = get_object_or_404(case.consents, pk=consent_id)
    form = WithdrawalForm(posted(request), initial={"at": context.now()})

    def save() -> None:
        withdraw(
            case.pk, consent.pk, at=form.cleaned_data["at"], by=request.user, now=context.now()
        )

    if is_done(form, save):
        messages.success(request, _("The consent is withdrawn."))
        return redirect("case_consents", case.pk)
    shown = {
        "case": case,
        "form": form,
        "purpose": code_list("consent_purpose").by_code[consent.purpose].vi,
        "referrals": running_on(consent).select_related("place", "organisation"),
    }
    return render(request, "cases/withdrawal.html", shown, status=422 if form.errors else 200)


def _case(request: Request, case_id: uuid.UUID) -> Case:
    case = case_for(request, case_id, "case.edit")
    if Section.PEOPLE not in sections_open(case, request.user):
        raise Http404(case_id)
    return case
