"""Pages of the plan register: the list, the import, the plan in force, and its review."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.documents import PlanError, read_plan
from mangnon.plans import services
from mangnon.plans.answers import (
    form_page,
    plan_of,
    review_address,
    review_page,
    seen_version,
    settled_answer,
)
from mangnon.plans.bases.shown import bases_of_targets
from mangnon.plans.forms import HeadingForm, PlanUploadForm
from mangnon.plans.models import Plan, ReadingWarning
from mangnon.plans.passing import offered_of
from mangnon.plans.review import FIRST, lines_of, progress_of, register_of
from mangnon.plans.story import story_of
from mangnon.plans.work.giving import tasks_not_given
from mangnon.ui.context import today


@require_GET
def plan_list(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    plans = Plan.objects.visible_to(request.user).select_related("unit", "created_by")
    context = {
        "plans": plans,
        "can_import": access.allowed(request.user, "plan.import"),
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def plan_import(request: Request) -> HttpResponse:
    access.require(request.user, "plan.import")
    form = PlanUploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = _import_upload(form.cleaned_data["document"], request)
            show = FIRST if progress_of(plan).first else ""
            return redirect(review_address(plan, show))
        except (PlanError, Refused) as refusal:
            form.add_error("document", str(refusal))
    return form_page(request, "plans/import.html", form)


@require_GET
def plan_detail(request: Request, plan_id: int) -> HttpResponse:
    access.require(request.user, "plan.view")
    plans = Plan.objects.visible_to(request.user).select_related("superseded_by", "made_by")
    plan = get_object_or_404(plans, pk=plan_id)
    if plan.state != Plan.State.APPROVED:
        return redirect("plans:review", plan.pk)
    can_review = access.allowed(request.user, "plan.review")
    register = register_of(plan)
    bases = bases_of_targets(plan, request.user, today())
    for _indicator, rows in register["indicators"]:
        for row in rows:
            if row.kind.slug == "target":
                row.item.bases = bases.get(row.item.pk, ())
    context = {
        "plan": plan,
        "can_see_bases": access.allowed(request.user, "basis.view"),
        "can_link_targets": plan.is_in_force and can_review,
        "can_review": can_review,
        "unlinked": plan.bodies.unlinked().count(),
        "offered": offered_of(plan),
        "not_given": _not_given(request, plan),
        "can_raise": access.allowed(request.user, "task.do"),
        **register,
    }
    return render(request, "plans/detail.html", context)


def _not_given(request: Request, plan: Plan) -> int:
    """Count the tasks that the person may give; none where the plan is not in force."""
    if not plan.is_in_force or not access.allowed(request.user, "task.assign"):
        return 0
    return tasks_not_given(plan)


@require_GET
def plan_document(request: Request, plan_id: int) -> HttpResponse:
    access.require(request.user, "plan.view")
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    services.read_document(plan, by=request.user)
    return render(request, "plans/document.html", {"plan": plan, "lines": lines_of(plan, [])})


@require_GET
def plan_review(request: Request, plan_id: int) -> HttpResponse:
    return review_page(request, plan_of(request, plan_id))


@require_http_methods(["GET", "POST"])
def heading_edit(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    form, latest = HeadingForm(posted(request), instance=plan), plan.version
    version = request.POST.get("version", latest)
    if request.method == "POST" and form.is_valid():
        try:
            seen, values = seen_version(request), form.cleaned_data
            services.edit_heading(plan, by=request.user, values=values, seen=seen)
            return redirect("plans:review", plan_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            version = latest if isinstance(refusal, services.Outdated) else version
    title, cancel = _("Heading of the plan"), review_address(plan)
    return form_page(
        request, "plans/edit.html", form, plan=plan, title=title, cancel=cancel, version=version
    )


@require_POST
def plan_confirm_all(request: Request, plan_id: int) -> HttpResponse:
    return _confirm_section(request, plan_id, services.confirm_all)


@require_POST
def plan_confirm_sure(request: Request, plan_id: int) -> HttpResponse:
    return _confirm_section(request, plan_id, services.confirm_sure)


@require_POST
def plan_confirm_same(request: Request, plan_id: int) -> HttpResponse:
    return _act_on_plan(request, plan_id, lambda plan: services.confirm_same(plan, by=request.user))


@require_POST
def plan_compare(request: Request, plan_id: int) -> HttpResponse:
    return _act_on_plan(
        request, plan_id, lambda plan: services.compare_with_last_year(plan, by=request.user)
    )


@require_GET
def plan_history(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    return render(request, "plans/history.html", {"plan": plan, "story": story_of(plan)})


@require_POST
def plan_approve(request: Request, plan_id: int) -> HttpResponse:
    plan, is_replacing = plan_of(request, plan_id), "replace" in request.POST
    try:
        services.approve_plan(plan, by=request.user, is_replacing=is_replacing)
    except Refused as refusal:
        return review_page(request, plan, error=str(refusal))
    return redirect("plans:detail", plan_id)


@require_POST
def plan_reject(request: Request, plan_id: int) -> HttpResponse:
    return _act_on_plan(request, plan_id, lambda plan: services.reject_plan(plan, by=request.user))


@require_POST
def warning_settle(request: Request, plan_id: int, warning_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    warnings = ReadingWarning.objects.visible_to(request.user).filter(plan=plan)
    warning = get_object_or_404(warnings, pk=warning_id)
    try:
        warning = services.settle_warning(warning, by=request.user)
    except Refused as refusal:
        return settled_answer(request, plan, warning, error=str(refusal))
    return settled_answer(request, plan, warning)


def _import_upload(upload: UploadedFile[Any], request: Request) -> Plan:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / _short_name(upload.name or "plan")
        source.write_bytes(upload.read())
        document = read_plan(source)
        return services.import_plan(
            document, by=request.user, unit=request.user.unit, source=source
        )


def _short_name(name: str) -> str:
    """Return a file name that every disk takes: the ending kept, the rest cut to 60 letters."""
    file = Path(Path(name).name)
    return file.stem[:60] + file.suffix[:10]


def _confirm_section(request: Request, plan_id: int, service: Callable[..., int]) -> HttpResponse:
    section = request.POST.get("section", "")
    return _act_on_plan(
        request,
        plan_id,
        lambda plan: service(plan, by=request.user, section=section),
        anchor=f"section-{section}",
    )


def _act_on_plan(
    request: Request, plan_id: int, service: Callable[[Plan], Any], anchor: str = ""
) -> HttpResponse:
    plan = plan_of(request, plan_id)
    try:
        service(plan)
    except Refused as refusal:
        return review_page(request, plan, error=str(refusal))
    return redirect(review_address(plan, request.POST.get("show", ""), anchor))
