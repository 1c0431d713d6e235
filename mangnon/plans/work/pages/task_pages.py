"""One task: what is asked and what became of it; giving, changing and reporting."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.registries import BESIDE_TASKS
from mangnon.core.requests import Request, posted
from mangnon.plans.bases.shown import bases_of_task
from mangnon.plans.models import Assignment, Plan
from mangnon.plans.work import giving, reporting
from mangnon.plans.work.fields import fields
from mangnon.plans.work.forms import AskedForm, ReportForm
from mangnon.plans.work.rights import may_give, may_report, require
from mangnon.ui import context


@require_GET
def task(request: Request, task_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.view")
    return _task_page(request, _found(request, task_id))


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "task.do")
    form = AskedForm(posted(request), by=request.user)

    def save() -> Assignment:
        return giving.give(form.asked(), by=request.user, now=context.now())

    return ask_until_saved(
        request, form, save, page="plans:task", template="plans/work/form.html",
        title=_("New task"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: Request, task_id: UUID) -> HttpResponse:
    access.require(request.user, "task.do")
    found = _found(request, task_id)
    require(may_give(found, request.user), "task.assign")
    form = AskedForm(posted(request), by=request.user, task=found)

    def save() -> Assignment:
        seen = form.cleaned_data["version"] or 0
        giving.change(found, form.asked(), seen=seen, by=request.user, now=context.now())
        return found

    return ask_until_saved(
        request, form, save, page="plans:task", template="plans/work/form.html",
        title=_("Change the task"), task=found,
    )  # fmt: skip


@require_POST
def report(request: Request, task_id: UUID) -> HttpResponse:
    access.require(request.user, "task.do")
    found = _found(request, task_id)
    require(may_report(found, request.user), "task.do")
    form = ReportForm(request.POST, request.FILES, task=found)
    if is_done(
        form,
        lambda: reporting.report(found, form.report(), by=request.user, now=context.now()),
    ):
        return redirect("plans:task", found.pk)
    return _task_page(request, found, form)


@require_POST
def give_plan(request: Request, plan_id: int) -> HttpResponse:
    """Give all tasks of a plan, and show what was given."""
    access.require(request.user, "task.assign")
    plan = get_object_or_404(Plan.objects.visible_to(request.user).approved(), pk=plan_id)
    giving.give_tasks_of(plan, by=request.user, now=context.now())
    return redirect("plans:tasks")


def _found(request: Request, task_id: UUID) -> Assignment:
    seen = Assignment.objects.visible_to(request.user).select_related(
        "organisation", "unit", "plan", "task", "point", "follows", "created_by"
    )
    found: Assignment = get_object_or_404(seen, pk=task_id)
    return found


def _task_page(
    request: Request, found: Assignment, wrong: ReportForm | None = None
) -> HttpResponse:
    user = request.user
    notes = found.notes.select_related("by").prefetch_related("evidence").order_by("-at", "-id")
    shown = {
        "task": found,
        "is_late": found.is_late(context.today()),
        "field": fields().get(found.field, ""),
        "partners": found.partners.order_by("name"),
        "notes": notes,
        "next": Assignment.objects.visible_to(user).filter(follows=found).first(),
        "beside": [part for show in BESIDE_TASKS.values() if (part := show(user, found.pk))],
        "bases": bases_of_task(found, user, context.today()),
        "link_to": reverse("plans:basis-link", args=["task", found.pk])
        if access.allowed(user, "basis.edit")
        else "",
        "can_give": may_give(found, user) and found.is_open,
        "form": wrong or (ReportForm(task=found) if may_report(found, user) else None),
    }
    return render(request, "plans/work/task.html", shown, status=422 if wrong else 200)
