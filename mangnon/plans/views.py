"""Pages of the plan register: the list, the import, the plan in force, and its review."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import retarget

from mangnon.core import access
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.documents import PlanError, read_plan
from mangnon.plans import services
from mangnon.plans.forms import HeadingForm, PlanUploadForm, item_form
from mangnon.plans.kinds import KINDS, Kind
from mangnon.plans.models import Plan, ReadingWarning
from mangnon.plans.review import (
    block_of,
    lines_of,
    plan_replaced_by,
    progress_of,
    register_of,
    sections_of,
)

UNPROCESSABLE = 422


@require_GET
def plan_list(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    plans = Plan.objects.visible_to(request.user).select_related("unit", "created_by")
    context = {"plans": plans, "can_import": access.allowed(request.user, "plan.import")}
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def plan_import(request: Request) -> HttpResponse:
    access.require(request.user, "plan.import")
    form = PlanUploadForm(_typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = _import_upload(form.cleaned_data["document"], request)
            return redirect("plans:review", plan.pk)
        except (PlanError, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _form_page(request, "plans/import.html", form)


@require_GET
def plan_detail(request: Request, plan_id: int) -> HttpResponse:
    access.require(request.user, "plan.view")
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    if plan.state != Plan.State.APPROVED:
        return redirect("plans:review", plan.pk)
    can_review = access.allowed(request.user, "plan.review")
    context = {"plan": plan, "can_review": can_review, **register_of(plan)}
    return render(request, "plans/detail.html", context)


@require_GET
def plan_document(request: Request, plan_id: int) -> HttpResponse:
    access.require(request.user, "plan.view")
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    return render(request, "plans/document.html", {"plan": plan, "lines": lines_of(plan, [])})


@require_GET
def plan_review(request: Request, plan_id: int) -> HttpResponse:
    return _review_page(request, _plan(request, plan_id))


@require_http_methods(["GET", "POST"])
def heading_edit(request: Request, plan_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    form = HeadingForm(_typed(request), instance=plan)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_heading(plan, by=request.user, values=form.cleaned_data)
            return redirect("plans:review", plan_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _form_page(request, "plans/edit.html", form, plan=plan, title=_("Heading of the plan"))


@require_POST
def plan_confirm_all(request: Request, plan_id: int) -> HttpResponse:
    section = request.POST.get("section", "")
    return _act_on_plan(
        request,
        plan_id,
        lambda plan: services.confirm_all(plan, by=request.user, section=section),
        anchor=f"#section-{section}",
    )


@require_POST
def plan_approve(request: Request, plan_id: int) -> HttpResponse:
    is_replacing = "replace" in request.POST
    return _act_on_plan(
        request,
        plan_id,
        lambda plan: services.approve_plan(plan, by=request.user, is_replacing=is_replacing),
        to="plans:detail",
    )


@require_POST
def plan_reject(request: Request, plan_id: int) -> HttpResponse:
    return _act_on_plan(request, plan_id, lambda plan: services.reject_plan(plan, by=request.user))


@require_POST
def warning_settle(request: Request, plan_id: int, warning_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    warnings = ReadingWarning.objects.visible_to(request.user).filter(plan=plan)
    warning = get_object_or_404(warnings, pk=warning_id)
    return _act_on_plan(
        request,
        plan_id,
        lambda _plan: services.settle_warning(warning, by=request.user),
        anchor=f"#warning-{warning_id}",
    )


@require_GET
def item_show(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    return _block_answer(request, plan, _item(request, plan, slug, item_id))


@require_POST
def item_confirm(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    return _decide(request, plan_id, slug, item_id, services.confirm_item)


@require_POST
def item_reject(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    return _decide(request, plan_id, slug, item_id, services.reject_item)


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = _plan(request, plan_id)
    item = _item(request, plan, slug, item_id)
    form = item_form(_kind(slug))(_typed(request), instance=item)
    if request.method == "POST" and form.is_valid():
        try:
            item = services.edit_item(item, by=request.user, values=form.cleaned_data)
            return _block_answer(request, plan, item)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    cancel = reverse("plans:item", args=[plan_id, slug, item_id])
    return _form_page(
        request,
        "plans/edit.html",
        form,
        plan=plan,
        title=_kind(slug).label,
        item=item,
        cancel=cancel,
    )


@require_http_methods(["GET", "POST"])
def item_add(request: Request, plan_id: int, slug: str, parent_id: int) -> HttpResponse:
    """Add an item under the main item `parent_id`, or to the plan itself when that is the plan."""
    plan, kind = _plan(request, plan_id), _kind(slug)
    parent = _item(request, plan, kind.parent, parent_id) if kind.parent else plan
    if parent.pk != parent_id:
        raise Http404
    form = item_form(kind)(_typed(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            item = services.add_item(slug, by=request.user, plan=plan, parent=parent, values=values)
            return _block_answer(request, plan, item)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    cancel = reverse("plans:review", args=[plan_id])
    if kind.parent:
        cancel = reverse("plans:item", args=[plan_id, kind.parent, parent_id])
    return _form_page(request, "plans/edit.html", form, plan=plan, title=kind.label, cancel=cancel)


def _plan(request: Request, plan_id: int) -> Plan:
    """Return a plan for review: 403 without the right, 404 outside the person's scope."""
    access.require(request.user, "plan.review")
    plan: Plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    return plan


def _typed(request: Request) -> QueryDict | None:
    """Return what was sent with a form, None when the empty form is asked for."""
    return request.POST if request.method == "POST" else None


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _item(request: Request, plan: Plan, slug: str, item_id: int) -> Any:
    items = _kind(slug).model.objects.visible_to(request.user).of(plan)
    return get_object_or_404(items, pk=item_id)


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


def _decide(
    request: Request, plan_id: int, slug: str, item_id: int, service: Callable[..., Any]
) -> HttpResponse:
    plan = _plan(request, plan_id)
    item = _item(request, plan, slug, item_id)
    try:
        item = service(item, by=request.user)
    except Refused as refusal:
        return _block_answer(request, plan, item, error=str(refusal))
    return _block_answer(request, plan, item)


def _act_on_plan(
    request: Request,
    plan_id: int,
    service: Callable[[Plan], Any],
    to: str = "plans:review",
    anchor: str = "",
) -> HttpResponse:
    plan = _plan(request, plan_id)
    try:
        service(plan)
    except Refused as refusal:
        return _review_page(request, plan, error=str(refusal))
    return redirect(reverse(to, args=[plan.pk]) + anchor)


def _review_page(request: Request, plan: Plan, error: str = "") -> HttpResponse:
    sections = sections_of(plan)
    context = {
        "plan": plan,
        "lines": lines_of(plan, sections),
        "sections": sections,
        "warnings": plan.warnings.all(),
        "progress": progress_of(plan),
        "in_force": plan_replaced_by(plan),
        "error": error,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "plans/review.html", context, status=status)


def _block_answer(request: Request, plan: Plan, item: Any, error: str = "") -> HttpResponse:
    """Answer an action on an item: its block and the progress to htmx, else the page at it."""
    block = block_of(item)
    if not request.htmx:
        if error:
            return _review_page(request, plan, error=error)
        return redirect(reverse("plans:review", args=[plan.pk]) + f"#{block.anchor}")
    context = {
        "plan": plan,
        "block": block,
        "block_error": error,
        "progress": progress_of(plan),
        "warnings": plan.warnings.all(),
        "is_answer": True,
    }
    status = UNPROCESSABLE if error else 200
    answer = render(request, "plans/review.html#answer", context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return retarget(answer, f"#{block.anchor}")


def _form_page(
    request: Request, template: str, form: forms.BaseForm, **context: Any
) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    name = f"{template}#form" if request.htmx else template
    answer = render(request, name, {"form": form, **context}, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
