"""The pages of the audit: its search, and the digest of a day for signing."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mangnon.administration.audit_lines import lines_of
from mangnon.core import access
from mangnon.core.audit.actions import ACTIONS, RECORDS
from mangnon.core.audit.digest import digest_of
from mangnon.core.audit.search import Search, search
from mangnon.core.requests import Request

UNPROCESSABLE = 422
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]


def _text(label: Any, **attributes: Any) -> forms.CharField:
    look = {"class": "form-control", "autocomplete": "off"} | attributes
    return forms.CharField(
        label=label, required=False, max_length=150, widget=forms.TextInput(attrs=look)
    )


def _choice(label: Any) -> forms.ChoiceField:
    look = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, required=False, widget=look)


def _day(label: Any) -> forms.DateField:
    attributes = {"class": "form-control", "placeholder": "31/10/2025", "autocomplete": "off"}
    look = forms.DateInput(format=DAYS[0], attrs=attributes)
    return forms.DateField(label=label, required=False, input_formats=DAYS, widget=look)


class SearchForm(forms.Form):
    person = _text(_("Person"), placeholder=_("name or user name"))
    action = _choice(_("Action"))
    table = _choice(_("Kind of record"))
    record_id = _text(_("Number of the record"))
    start = _day(_("From day"))
    end = _day(_("To day"))
    address = _text(_("From address"), placeholder="10.0.0.5")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {
            "action": {name: str(action.label) for name, action in ACTIONS.items()},
            "table": {name: str(label) for name, label in RECORDS.items()},
        }
        for name, choices in labels.items():
            in_order = sorted(choices.items(), key=lambda choice: choice[1])
            self.fields[name].choices = [("", _("All")), *in_order]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("start"), values.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first one."))
        return values

    def query(self) -> str:
        """Return the filters as a query string, for the links to other pages of the same search."""
        return urlencode({name: value for name, value in self.data.items() if name in self.fields})


class DayForm(forms.Form):
    on = _day(_("Day"))


@require_GET
def audit(request: Request) -> HttpResponse:
    access.require(request.user, "audit.view")
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "administration/audit.html", {"form": form}, status=UNPROCESSABLE)
    page = search(
        Search(**form.cleaned_data),
        by=request.user,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(page.entries),
        "query": form.query(),
    }
    return render(request, "administration/audit.html", context)


@require_GET
def audit_digest(request: Request) -> HttpResponse:
    access.require(request.user, "audit.view")
    form = DayForm(request.GET)
    if not form.is_valid():
        return render(request, "administration/digest.html", {"form": form}, status=UNPROCESSABLE)
    # The real day, also in a demonstration: people work and sign on real days.
    today = timezone.localdate()
    on: date = form.cleaned_data["on"] or today
    digest = digest_of(on, by=request.user)
    context = {"form": DayForm(initial={"on": on}), "digest": digest, "printed_on": today}
    return render(request, "administration/digest.html", context)
