"""The access explainer: why a person sees a record or does not, and who sees it.

The record is asked for in the body of a POST, so that no address holds it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mangnon.core import access
from mangnon.core.explaining import explain, who_sees
from mangnon.core.models import Refused, User
from mangnon.core.registries import RECORD_KINDS
from mangnon.core.requests import Request

NOT_FOUND, UNPROCESSABLE = 404, 422
SUGGESTED = 200


class ExplainForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of record"), widget=forms.Select(attrs={"class": "form-select"})
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=60,
        help_text=_(
            "The number in the address of its page; a child's code; a unit's code (code@first day,"
            " such as 688@1997-01-01, when the code was used again); a person's user name."
        ),
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    person = forms.CharField(
        label=_("Person (user name)"),
        max_length=150,
        required=False,
        help_text=_("Leave it empty to list everyone who sees the record."),
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "list": "people"}
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = sorted((str(kind.label), slug) for slug, kind in RECORD_KINDS.items())
        self.fields["kind"].choices = [(slug, label) for label, slug in kinds]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def explainer(request: Request) -> HttpResponse:
    access.require(request.user, "access.explain")
    form = ExplainForm(request.POST if request.method == "POST" else None)
    found: dict[str, Any] = {}
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        try:
            found, status = _answer(form.cleaned_data, request.user), 200
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = NOT_FOUND
    people = User.objects.visible_to(request.user).order_by("username")[:SUGGESTED]
    context = {"form": form, "people": people, **found}
    return render(request, "administration/explainer.html", context, status=status)


def _answer(asked: dict[str, str], by: User) -> dict[str, Any]:
    if asked["person"]:
        record, explanation = explain(asked["kind"], asked["number"], asked["person"], by=by)
        return {"record": record, "explanation": explanation}
    record, seeing = who_sees(asked["kind"], asked["number"], by=by)
    return {"record": record, "seeing": seeing}
