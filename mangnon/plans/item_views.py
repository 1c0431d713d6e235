"""Pages and actions of the review for one item: decide, correct, add, merge, split, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.plans import services
from mangnon.plans.answers import (
    block_answer,
    form_page,
    item_of,
    kind_named,
    plan_of,
    seen_version,
)
from mangnon.plans.forms import SplitForm, item_form
from mangnon.plans.kinds import kind_of
from mangnon.plans.models import Plan
from mangnon.plans.story import story_of


@require_GET
def item_show(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    return block_answer(request, plan, [item_of(request, plan, slug, item_id)])


@require_GET
def item_history(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    item = item_of(request, plan, slug, item_id)
    story = story_of(plan, item)
    context = {"plan": plan, "item": item, "kind": kind_named(slug), "story": story}
    return render(request, "plans/history.html", context)


@require_POST
def item_confirm(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    return _decide(request, plan_id, slug, item_id, services.confirm_item)


@require_POST
def item_reject(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    return _decide(request, plan_id, slug, item_id, services.reject_item)


@require_POST
def item_undo(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    return _decide(request, plan_id, slug, item_id, services.undo_item)


@require_POST
def item_merge(
    request: Request, plan_id: int, slug: str, item_id: int, next_id: int
) -> HttpResponse:
    following = item_of(request, plan_of(request, plan_id), slug, next_id)

    def merge(item: Any, **options: Any) -> list[Any]:
        return services.merge_items(item, following, **options)

    return _decide(request, plan_id, slug, item_id, merge)


@require_http_methods(["GET", "POST"])
def item_split(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    item, kind = item_of(request, plan, slug, item_id), kind_named(slug)
    if not kind.words:
        raise Http404

    def split(item: Any, *, values: dict[str, Any], **options: Any) -> list[Any]:
        return services.split_item(item, **values, **options)

    form = SplitForm(posted(request), item=item, kind=kind)
    return _change_by_form(request, plan, item, form, split)


@require_http_methods(["GET", "POST"])
def item_edit(request: Request, plan_id: int, slug: str, item_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    item = item_of(request, plan, slug, item_id)
    form = item_form(kind_named(slug))(posted(request), instance=item)
    return _change_by_form(request, plan, item, form, services.edit_item)


@require_http_methods(["GET", "POST"])
def item_add(request: Request, plan_id: int, slug: str, parent_id: int) -> HttpResponse:
    """Add an item under the main item `parent_id`, or to the plan itself when that is the plan."""
    plan, kind = plan_of(request, plan_id), kind_named(slug)
    parent = item_of(request, plan, kind.parent, parent_id) if kind.parent else plan
    if parent.pk != parent_id:
        raise Http404
    form = item_form(kind)(posted(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            item = services.add_item(slug, by=request.user, plan=plan, parent=parent, values=values)
            return block_answer(request, plan, [item])
        except Refused as refusal:
            form.add_error(None, str(refusal))
    cancel = reverse("plans:review", args=[plan_id])
    if kind.parent:
        cancel = reverse("plans:item", args=[plan_id, kind.parent, parent_id])
    return form_page(request, "plans/edit.html", form, plan=plan, title=kind.label, cancel=cancel)


def _decide(
    request: Request, plan_id: int, slug: str, item_id: int, service: Callable[..., Any]
) -> HttpResponse:
    plan = plan_of(request, plan_id)
    item = item_of(request, plan, slug, item_id)
    try:
        changed = service(item, by=request.user, seen=seen_version(request))
    except Refused as refusal:
        return block_answer(request, plan, [item], error=str(refusal))
    return block_answer(request, plan, _rows(changed))


def _change_by_form(
    request: Request, plan: Plan, item: Any, form: BaseForm, service: Callable[..., Any]
) -> HttpResponse:
    """Show the form of an item, or give what was sent to the service."""
    kind = kind_of(item)
    version = request.POST.get("version", item.version)
    if request.method == "POST" and form.is_valid():
        seen, values = seen_version(request), form.cleaned_data
        try:
            changed = service(item, by=request.user, values=values, seen=seen)
            return block_answer(request, plan, _rows(changed))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            version = item.version if isinstance(refusal, services.Outdated) else version
    return form_page(
        request,
        "plans/edit.html",
        form,
        plan=plan,
        title=kind.label,
        item=item,
        version=version,
        cancel=reverse("plans:item", args=[plan.pk, kind.slug, item.pk]),
    )


def _rows(changed: Any) -> list[Any]:
    return changed if isinstance(changed, list) else [changed]
