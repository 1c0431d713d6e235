"""Files come in as proof, and tasks of the plan are linked, from the page of the activity."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mangnon.activities.evidence.adding import add_proofs, link_tasks, tasks_for
from mangnon.activities.forms.proof_forms import ProofForm, TasksForm
from mangnon.activities.pages.activity_page import activity_page
from mangnon.activities.pages.lookup import kept
from mangnon.core.asking import is_done
from mangnon.core.requests import Request
from mangnon.ui.context import now


@require_POST
def add(request: Request, activity_id: UUID) -> HttpResponse:
    found, form = kept(request, activity_id), ProofForm(request.POST, request.FILES)

    def save() -> object:
        told = form.cleaned_data
        return add_proofs(
            found.pk, told["proofs"], shows_children=not told["no_child"], by=request.user,
            now=now(),
        )  # fmt: skip

    if is_done(form, save):
        return redirect("activity", found.pk)
    return activity_page(request, found, form)


@require_POST
def tasks(request: Request, activity_id: UUID) -> HttpResponse:
    """Say which tasks of the plan it carries out."""
    found = kept(request, activity_id)
    form = TasksForm(request.POST, offered=tasks_for(found, request.user))

    def save() -> object:
        return link_tasks(found.pk, form.cleaned_data["tasks"], by=request.user)

    if is_done(form, save):
        return redirect("activity", found.pk)
    return activity_page(request, found, form)
