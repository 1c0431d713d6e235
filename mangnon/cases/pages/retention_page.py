"""What is closed and kept until when: numbers, categories and days, never what is told."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.catalog import case_catalog
from mangnon.cases.retention.holding import hold, let_go
from mangnon.cases.retention.schedule import all_kept
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import allowed, require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context

MOST = 200  # so many stand on the page; the command lists all


class HoldForm(RegisterForm):
    number = forms.CharField(label=gettext_lazy("Number in the list above"), max_length=40)
    what = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[("hold", gettext_lazy("Put on hold")), ("let_go", gettext_lazy("End the hold"))],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is kept (for a new hold)"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def retention(request: Request) -> HttpResponse:
    require(request.user, "retention.view" if request.method == "GET" else "case.hold")
    form = HoldForm(posted(request)) if allowed(request.user, "case.hold") else None
    now, today = context.now(), context.today()

    def save() -> None:
        if form is None:
            return
        said = form.cleaned_data
        if said["what"] == "hold":
            hold(said["number"], reason=said["reason"], by=request.user, now=now)
        else:
            let_go(said["number"], by=request.user, now=now)

    if form is not None and is_done(form, save):
        messages.success(request, _("It is entered."))
        return redirect("case_retention")
    record_read(request.user, "retention.read", request.user, unit=request.user.unit)
    kept = all_kept(request.user, today)
    shown = {
        "schedule": case_catalog().retention_on(today),
        "kept": kept[:MOST],
        "count": len(kept),
        "form": form,
    }
    bad = form is not None and bool(form.errors)
    return render(request, "cases/retention.html", shown, status=422 if bad else 200)
