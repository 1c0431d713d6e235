"""What the review's views share: finding plan and item, and answering a page or a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.plans.comparing import dropped
from mangnon.plans.kinds import KINDS, Kind
from mangnon.plans.models import Plan, ReadingWarning
from mangnon.plans.review import (
    FIRST,
    WAITING,
    anchor_of,
    blocks_of,
    lines_of,
    plan_replaced_by,
    progress_of,
    sections_of,
)

UNPROCESSABLE = 422


def row_words() -> dict[str, str]:
    """Return what the buttons of every row say, translated once for a page."""
    return {
        "line": _("line"),
        "confirm": _("Confirm"),
        "reject": _("Reject"),
        "edit": _("Edit"),
        "more": _("Other"),
        "undo": _("Undo the last decision"),
        "merge": _("Merge with the next one"),
        "split": _("Split in two"),
        "history": _("History"),
    }


def plan_of(request: Request, plan_id: int) -> Plan:
    """Return a plan for review: 403 without the right, 404 outside the person's scope."""
    access.require(request.user, "plan.review")
    plan: Plan = get_object_or_404(
        Plan.objects.visible_to(request.user).select_related("compared_with"), pk=plan_id
    )
    return plan


def kind_named(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def item_of(request: Request, plan: Plan, slug: str, item_id: int) -> Any:
    items = kind_named(slug).model.objects.visible_to(request.user).of(plan)
    return get_object_or_404(items, pk=item_id)


def seen_version(request: Request) -> int | None:
    """Return the version that the person decides on, as the page they saw sent it."""
    sent = request.POST.get("version", "")
    return int(sent[:9]) if sent.isascii() and sent.isdigit() else None


def review_address(plan: Plan, show: str = "", anchor: str = "") -> str:
    query = f"?show={show}" if show in (FIRST, WAITING) else ""
    return reverse("plans:review", args=[plan.pk]) + query + (f"#{anchor}" if anchor else "")


def review_page(request: Request, plan: Plan, error: str = "") -> HttpResponse:
    """Answer the whole page, or what of it is asked for: what comes first, or what waits."""
    show = request.POST.get("show", request.GET.get("show", ""))
    warnings = list(plan.warnings.all())
    sections = sections_of(plan, warnings)
    context = {
        "plan": plan,
        "lines": lines_of(plan, sections, warnings),
        "sections": [section.only(show) for section in sections],
        "show": show if show in (FIRST, WAITING) else "",
        "warnings": warnings,
        "progress": progress_of(plan, warnings),
        "in_force": plan_replaced_by(plan),
        "dropped": dropped(plan),
        "error": error,
        "words": row_words(),
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "plans/review.html", context, status=status)


def block_answer(
    request: Request, plan: Plan, items: Sequence[Any], error: str = ""
) -> HttpResponse:
    """Answer an action on items: their blocks and the counts to htmx, else the page at the first.

    A block whose main item was withdrawn is taken off the page.
    """
    anchor = anchor_of(items[0])
    if not request.htmx:
        if error:
            return review_page(request, plan, error=error)
        return redirect(review_address(plan, request.POST.get("show", ""), anchor))
    warnings = list(plan.warnings.all())
    blocks = blocks_of(plan, items, warnings)
    kept = {anchor, *(block.anchor for block in blocks)}
    context = {
        "warnings": warnings,
        "blocks": blocks,
        "anchor": anchor,
        "gone": {anchor_of(item) for item in items} - kept,
        "block_error": error,
    }
    answer = _part_answer(request, plan, items[0], context, error)
    return reswap(retarget(answer, f"#{anchor}"), "outerHTML")


def settled_answer(
    request: Request, plan: Plan, warning: ReadingWarning, error: str = ""
) -> HttpResponse:
    """Answer the settling of a warning: to htmx the warnings, the counts, and what it is about."""
    if not request.htmx:
        if error:
            return review_page(request, plan, error=error)
        return redirect(review_address(plan, request.POST.get("show", ""), f"warning-{warning.pk}"))
    warnings = list(plan.warnings.all())
    context = {
        "warnings": warnings,
        "blocks": [
            block
            for section in sections_of(plan, warnings)
            for block in section.blocks
            if any(warning.item_line in row.item.lines for row in block.all_rows)
        ],
        "error": error,
        "is_beside": True,
    }
    return reswap(_part_answer(request, plan, warning, context, error), "none")


def form_page(
    request: Request, template: str, form: forms.BaseForm, **context: Any
) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    name = f"{template}#form" if request.htmx else template
    answer = render(request, name, {"form": form, **context}, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _part_answer(
    request: Request, plan: Plan, about: Any, context: dict[str, Any], error: str
) -> HttpResponse:
    """Answer htmx: what an action changed, and beside it the counts and words of what it did."""
    progress = progress_of(plan, context["warnings"])
    context |= {
        "plan": plan,
        "progress": progress,
        "said": error or _said(about, progress.waiting),
        "is_answer": True,
        "words": row_words(),
    }
    status = UNPROCESSABLE if error else 200
    answer = render(request, "plans/_answer.html", context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _said(item: Any, waiting: int) -> str:
    """Return what a screen reader is told after a decision."""
    words = {"state": item.get_state_display(), "words": str(item)[:80], "waiting": waiting}
    return _("%(state)s: %(words)s. %(waiting)s items still wait.") % words
