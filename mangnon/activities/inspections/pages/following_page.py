"""Findings, remedies and penalties: each is a form of its own that leads back to the inspection."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.activities.inspections.carrying_out import add_finding, remove_finding
from mangnon.activities.inspections.following import add_penalty, demand_remedy, withdraw_penalty
from mangnon.activities.inspections.forms.carrying_out_forms import FindingForm
from mangnon.activities.inspections.forms.following_forms import (
    InspectionPenaltyForm,
    RemedyForm,
    WithdrawForm,
)
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.pages.inspection_page import inspection_page
from mangnon.activities.inspections.pages.lookup import kept, kept_finding
from mangnon.activities.inspections.penalty import InspectionPenalty
from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.ui.context import now


@require_http_methods(["GET", "POST"])
def finding(request: Request, inspection_id: UUID) -> HttpResponse:
    """Add what is wrong; the address may name the item."""
    found = kept(request, inspection_id)
    form = FindingForm(
        posted(request), request.FILES or None, inspection=found,
        initial={"item": request.GET.get("item", "")},
    )  # fmt: skip

    def save() -> object:
        return add_finding(
            found.pk, form.cleaned_data["key"], form.wrong(), by=request.user, now=now()
        )

    return _ask(request, found, form, save, _("Add a finding"))


@require_POST
def remove(request: Request, finding_id: UUID) -> HttpResponse:
    found, inspection = kept_finding(request, finding_id)
    form = forms.Form(request.POST)
    if is_done(form, lambda: remove_finding(found.pk, by=request.user)):
        return redirect("inspection", inspection.pk)
    return inspection_page(request, inspection, form)


@require_http_methods(["GET", "POST"])
def remedy(request: Request, finding_id: UUID) -> HttpResponse:
    """Demand that a finding is put right: it becomes a task."""
    found, inspection = kept_finding(request, finding_id)
    form = RemedyForm(posted(request), by=request.user)

    def save() -> object:
        return demand_remedy(
            found.pk, form.cleaned_data["key"], form.demanded(), by=request.user, now=now()
        )

    return _ask(request, inspection, form, save, _("Demand a remedy"), finding=found)


@require_http_methods(["GET", "POST"])
def penalty(request: Request, inspection_id: UUID) -> HttpResponse:
    found = kept(request, inspection_id)
    form = InspectionPenaltyForm(posted(request))

    def save() -> object:
        return add_penalty(
            found.pk, form.cleaned_data["key"], form.values(), by=request.user, now=now()
        )

    return _ask(request, found, form, save, _("Enter a penalty"))


@require_POST
def withdraw(request: Request, inspection_penalty_id: UUID) -> HttpResponse:
    """Say why a penalty does not stand."""
    access.require(request.user, "inspection.edit")
    penalties = InspectionPenalty.objects.visible_to(request.user)
    found = get_object_or_404(penalties, pk=inspection_penalty_id)
    inspection, form = kept(request, found.inspection_id), WithdrawForm(request.POST)
    if is_done(form, lambda: withdraw_penalty(found.pk, **form.cleaned_data, by=request.user)):
        return redirect("inspection", inspection.pk)
    return inspection_page(request, inspection, form)


def _ask(
    request: Request,
    inspection: Inspection,
    form: forms.Form,
    save: Callable[[], object],
    title: str,
    **shown: object,
) -> HttpResponse:
    """Show the form until what it says can be saved, then the inspection."""
    if is_done(form, save):
        return redirect("inspection", inspection.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": title, "inspection": inspection, **shown}
    return render(request, "activities/inspections/form.html", context, status=status)
