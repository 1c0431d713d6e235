"""The register of breaches of personal data."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.breaches.breach import DataBreach, first_told
from mangnon.cases.breaches.registering import AUTHORITY, DUTY, enter_breach, enter_notice
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.clocks.limits import local_day
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import allowed, require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context
from mangnon.ui.fields import MomentField


class BreachForm(RegisterForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    discovered_at = MomentField(label=gettext_lazy("Discovered at"))
    people = forms.IntegerField(
        label=gettext_lazy("About how many people are concerned (not needed)"), required=False,
        min_value=0, max_value=10_000_000,
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("What happened, and to which data"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    measures = forms.CharField(
        label=gettext_lazy("What was done about it (not needed)"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class NoticeForm(RegisterForm):
    recipient = forms.ChoiceField(label=gettext_lazy("Who was told"))
    told_at = MomentField(label=gettext_lazy("Told at"))
    reference = forms.CharField(
        label=gettext_lazy("Number of the document (not needed)"), required=False, max_length=60
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recipient: Any = self.fields["recipient"]
        recipient.choices = [(code.code, code.vi) for code in code_list("breach_recipient").codes]


@never_cache
@require_http_methods(["GET", "POST"])
def breaches(request: Request) -> HttpResponse:
    require(request.user, "breach.view" if request.method == "GET" else "breach.manage")
    may_manage = allowed(request.user, "breach.manage")
    now = context.now()
    initial = {"key": uuid.uuid4(), "discovered_at": now}
    form = BreachForm(posted(request), initial=initial) if may_manage else None

    def save() -> None:
        if form is not None:
            enter_breach(**form.cleaned_data, by=request.user, now=now)

    if form is not None and is_done(form, save):
        messages.success(request, _("The breach is entered; the limit of its notice runs."))
        return redirect("case_breaches")
    seen = DataBreach.objects.visible_to(request.user).select_related("unit", "entered_by")
    found = seen.prefetch_related("told").order_by("-discovered_at")
    shown = {
        "breaches": [_read(one, now) for one in found],
        "duty": case_catalog().duty(DUTY, local_day(now)),
        "form": form,
    }  # fmt: skip
    bad = form is not None and bool(form.errors)
    return render(request, "cases/breaches.html", shown, status=422 if bad else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def breach(request: Request, breach_id: uuid.UUID) -> HttpResponse:
    require(request.user, "breach.view" if request.method == "GET" else "breach.manage")
    seen = DataBreach.objects.visible_to(request.user).select_related("unit", "entered_by")
    found = get_object_or_404(seen.prefetch_related("told__entered_by"), pk=breach_id)
    now = context.now()
    form = NoticeForm(posted(request), initial={"told_at": now})

    def save() -> None:
        enter_notice(found.pk, **form.cleaned_data, by=request.user, now=now)

    if request.method == "POST" and is_done(form, save):
        messages.success(request, _("It is entered who was told."))
        return redirect("case_breach", found.pk)
    record_read(request.user, "breach.read", found, unit=found.unit)
    recipients = code_list("breach_recipient").by_code
    shown = {
        "read": _read(found, now),
        "told": [(one, recipients[one.recipient].vi) for one in found.told.order_by("told_at")],
        "form": form if allowed(request.user, "breach.manage") else None,
    }
    return render(request, "cases/breach.html", shown, status=422 if form.errors else 200)


def _read(breach: DataBreach, now: Any) -> dict[str, Any]:
    told = first_told(breach, AUTHORITY)
    return {
        "breach": breach,
        "told_at": told,
        "is_late": (told or now) > breach.due_at,
        "entered_after": int((breach.entered_at - breach.discovered_at).total_seconds() // 3600),
    }
