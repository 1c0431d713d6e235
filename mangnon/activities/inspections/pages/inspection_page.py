"""One inspection: its checklist, what was wrong, what followed, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.activities.inspections import carrying_out
from mangnon.activities.inspections.forms.carrying_out_forms import (
    AnswersForm,
    CloseInspectionForm,
)
from mangnon.activities.inspections.forms.following_forms import WithdrawForm
from mangnon.activities.inspections.forms.planning_forms import CancelInspectionForm
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.pages.lookup import keeps, kept, seen
from mangnon.activities.inspections.planning import cancel
from mangnon.activities.inspections.recommendation import Recommendation
from mangnon.activities.inspections.shown import answers_of, findings_of
from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today
from mangnon.ui.forms import SeenForm


@never_cache
@require_GET
def inspection(request: Request, inspection_id: UUID) -> HttpResponse:
    return inspection_page(request, seen(request, inspection_id))


@never_cache
@require_http_methods(["GET", "POST"])
def answers(request: Request, inspection_id: UUID) -> HttpResponse:
    """Fill in the checklist, as much of it as was looked at."""
    found = kept(request, inspection_id)
    form = AnswersForm(posted(request), inspection=found)

    def save() -> object:
        return carrying_out.answer(
            found.pk, form.answers(), seen_at=form.cleaned_data["seen_at"], by=request.user
        )

    if is_done(form, save):
        return redirect("inspection", found.pk)
    status = 422 if form.is_bound else 200
    context = {"inspection": found, "form": form}
    return render(request, "activities/inspections/answers.html", context, status=status)


@require_POST
def close(request: Request, inspection_id: UUID) -> HttpResponse:
    found = kept(request, inspection_id)
    form = CloseInspectionForm(request.POST, inspection=found)
    return _do(
        request, found, form,
        lambda: carrying_out.close(found.pk, **form.cleaned_data, by=request.user),
    )  # fmt: skip


@require_POST
def cancelled(request: Request, inspection_id: UUID) -> HttpResponse:
    found, form = kept(request, inspection_id), CancelInspectionForm(request.POST)
    return _do(request, found, form, lambda: cancel(found.pk, **form.cleaned_data, by=request.user))


@require_POST
def reopen(request: Request, inspection_id: UUID) -> HttpResponse:
    found, form = kept(request, inspection_id), SeenForm(request.POST)
    return _do(
        request, found, form,
        lambda: carrying_out.reopen(found.pk, **form.cleaned_data, by=request.user),
    )  # fmt: skip


def inspection_page(
    request: Request, found: Inspection, wrong: forms.Form | None = None
) -> HttpResponse:
    """Answer the page of an inspection; `wrong` is the form that could not be saved."""
    user, is_keeper = request.user, keeps(request, found)
    recommendations = Recommendation.objects.visible_to(user).filter(inspection=found)
    context: dict[str, Any] = {
        "inspection": found,
        "checklist": found.checklist,
        "answers": answers_of(found, user),
        "findings": findings_of(found, user, today()),
        "penalties": found.penalties.all(),
        "recommendations": recommendations.select_related("organisation", "unit"),
        "day": today(),
        "may_edit": is_keeper,
        "may_recommend": access.allowed(user, "recommendation.make"),
        "wrong": wrong,
    }
    if is_keeper:
        seen_at = {"seen_at": found.changed_at}
        made = {
            "close_form": CloseInspectionForm(inspection=found),
            "cancel_form": CancelInspectionForm(initial=seen_at),
            "seen_form": SeenForm(initial=seen_at),
            "withdraw_form": WithdrawForm(),
        }
        context |= {n: wrong if type(form) is type(wrong) else form for n, form in made.items()}
    template = "activities/inspections/inspection.html"
    return render(request, template, context, status=422 if wrong else 200)


def _do(
    request: Request, found: Inspection, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page asks, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("inspection", found.pk)
    return inspection_page(request, found, form)
