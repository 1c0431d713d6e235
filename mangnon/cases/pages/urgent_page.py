"""Opening a case in an emergency, and the list of those that wait for their review."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.urgent.access import UrgentAccess
from mangnon.cases.urgent.opening import open_urgently, review
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.requests import Request, posted
from mangnon.ui import context

LATELY = 50


class OpenForm(RegisterForm):
    number = forms.CharField(label=gettext_lazy("Number of the case"), max_length=20)
    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ReviewForm(RegisterForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Review"), choices=UrgentAccess.Verdict,
        widget=forms.RadioSelect,
    )  # fmt: skip
    remark = forms.CharField(
        label=gettext_lazy("Remark"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def open_one(request: Request) -> HttpResponse:
    require(request.user, "case.open_urgently")
    form = OpenForm(posted(request))
    opened: list[UrgentAccess] = []

    def save() -> None:
        opened.append(open_urgently(**form.cleaned_data, by=request.user, now=context.now()))

    if is_done(form, save):
        messages.warning(
            request,
            _("The case is open to you for 24 hours. Its commune reviews why you opened it."),
        )
        return redirect("case", opened[0].case_id)
    return render(
        request, "cases/urgent_open.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@require_GET
def to_review(request: Request) -> HttpResponse:
    require(request.user, "case.review_urgent")
    seen = UrgentAccess.objects.visible_to(request.user).select_related("case", "user")
    shown = {
        "waiting": seen.to_review().order_by("review_due_at"),
        "reviewed": seen.exclude(reviewed_at=None).order_by("-reviewed_at")[:LATELY],
        "now": context.now(),
    }
    return render(request, "cases/urgent_list.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def review_one(request: Request, access_id: UUID) -> HttpResponse:
    require(request.user, "case.review_urgent")
    seen = UrgentAccess.objects.visible_to(request.user).select_related("case__unit", "user")
    opened = get_object_or_404(seen, pk=access_id)
    form = ReviewForm(posted(request))

    def save() -> None:
        review(opened.pk, **form.cleaned_data, by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("The review is entered."))
        return redirect("case_urgent_list")
    record_read(request.user, "case.read_urgent", opened, unit=opened.case.unit)
    return render(
        request,
        "cases/urgent_review.html",
        {"form": form, "opened": opened},
        status=422 if form.errors else 200,
    )
