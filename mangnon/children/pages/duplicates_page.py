"""Possible second records: the list, two records side by side, the judgement, the way back."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mangnon.children.duplicates.answers import QUESTIONS
from mangnon.children.duplicates.comparing import compared, rows_to_move, rows_told
from mangnon.children.duplicates.judging import judge_anew, judge_different
from mangnon.children.duplicates.merging import Decision, merge_children, moments, undo_merge
from mangnon.children.duplicates.records import linkage_of_children
from mangnon.children.models import Child, DuplicatePair, Merge
from mangnon.core.access import allowed, require
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request

ON_A_PAGE = 30


@never_cache
@require_GET
def duplicates(request: Request) -> HttpResponse:
    require(request.user, "child.merge")
    seen = DuplicatePair.objects.visible_to(request.user)
    is_judged = "judged" in request.GET
    waiting = seen.judged_different() if is_judged else seen.waiting().order_by("-score", "pk")
    start = request.GET.get("from", "0")
    begin = int(start) if start.isdecimal() and len(start) < 7 else 0
    units = ("first__unit", "second__unit")
    found = list(waiting.select_related("first", "second", *units)[begin : begin + ON_A_PAGE + 1])
    linkage = linkage_of_children()
    known = _seen_of(request, found)
    pairs = [
        (
            pair,
            [(child, child.pk in known) for child in (pair.first, pair.second)],
            linkage.reasons(pair.levels),
        )
        for pair in found[:ON_A_PAGE]
    ]
    following = begin + ON_A_PAGE if len(found) > ON_A_PAGE else None
    shown = {"pairs": pairs, "following": following, "is_judged": is_judged}
    return render(request, "children/duplicates.html", shown)


@never_cache
@require_GET
def pair(request: Request, pair_id: int) -> HttpResponse:
    require(request.user, "child.merge")
    found = _pair(request, pair_id)
    return _show(request, found)


@require_POST
def different(request: Request, pair_id: int) -> HttpResponse:
    require(request.user, "child.merge")
    found = _pair(request, pair_id)
    try:
        judge_different(found.pk, by=request.user)
    except Refused as refusal:
        return _show(request, found, str(refusal))
    messages.success(request, _("Two children: this pair will not be proposed again."))
    return redirect("duplicates")


@require_POST
def anew(request: Request, pair_id: int) -> HttpResponse:
    require(request.user, "child.merge")
    found = _pair(request, pair_id)
    try:
        judge_anew(found.pk, by=request.user)
    except Refused as refusal:
        return _show(request, found, str(refusal))
    messages.success(request, _("The judgement is taken back: this pair waits again."))
    return redirect("duplicate", found.pk)


@require_POST
def merge(request: Request, pair_id: int) -> HttpResponse:
    require(request.user, "child.merge")
    found = _pair(request, pair_id)
    kept, second = _in_order(found, request.POST.get("keep", ""))
    decision = Decision(
        kept.pk,
        second.pk,
        frozenset(name for name in QUESTIONS if request.POST.get(name) == "second"),
        frozenset(request.POST.getlist("seen")),
    )
    try:
        made = merge_children(decision, by=request.user)
    except Refused as refusal:
        return _show(request, found, str(refusal))
    messages.success(request, _("The two records are one now. The merge can be taken back here."))
    return redirect("merge", made.pk)


@never_cache
@require_GET
def merged(request: Request, merge_id: UUID) -> HttpResponse:
    require(request.user, "child.merge")
    return _show_merge(request, _merge(request, merge_id))


@require_POST
def undo(request: Request, merge_id: UUID) -> HttpResponse:
    require(request.user, "child.merge")
    found = _merge(request, merge_id)
    try:
        undo_merge(found.pk, by=request.user)
    except Refused as refusal:
        return _show_merge(request, found, str(refusal))
    messages.success(request, _("The merge is taken back: both records are as they were."))
    return redirect("merge", found.pk)


def _pair(request: Request, pair_id: int) -> DuplicatePair:
    pairs = DuplicatePair.objects.visible_to(request.user)
    related = pairs.select_related("first__unit", "second__unit", "decided_by")
    found: DuplicatePair = get_object_or_404(related, pk=pair_id)
    return found


def _seen_of(request: Request, pairs: list[DuplicatePair]) -> set[UUID]:
    """Return which records of the pairs the person sees."""
    both = {key for pair in pairs for key in (pair.first_id, pair.second_id)}
    seen = Child.objects.visible_to(request.user).filter(pk__in=both)
    return set(seen.values_list("pk", flat=True))


def _merge(request: Request, merge_id: UUID) -> Merge:
    merges = Merge.objects.visible_to(request.user)
    related = merges.select_related("kept__unit", "second__unit", "made_by", "undone_by")
    found: Merge = get_object_or_404(related, pk=merge_id)
    return found


def _in_order(found: DuplicatePair, keep: str) -> tuple[Child, Child]:
    """Return the record that is kept, and the other one."""
    if keep == "second":
        return found.second, found.first
    return found.first, found.second


def _show(request: Request, found: DuplicatePair, refusal: str = "") -> HttpResponse:
    halves = found.halves_for(request.user)
    if len(halves) < 2:
        return _show_half(request, found, halves[0], refusal)
    keep = request.GET.get("keep", request.POST.get("keep", "first"))
    kept, second = _in_order(found, keep)
    for child in (kept, second):
        record_read(request.user, "child.read", child)
    shown = {
        "pair": found,
        "keep": "second" if kept == found.second else "first",
        "other": "first" if kept == found.second else "second",
        "kept": kept,
        "second": second,
        "reasons": linkage_of_children().reasons(found.levels),
        "questions": compared(kept, second, partial(allowed, request.user)),
        "rows": rows_to_move(kept, second),
        "seen": sorted(moments(kept, second)),
        "is_waiting": found.is_waiting,
        "refusal": refusal,
    }
    return render(request, "children/duplicate.html", shown, status=422 if refusal else 200)


def _show_half(request: Request, found: DuplicatePair, child: Child, refusal: str) -> HttpResponse:
    """Show the person's own record, and of the other one where it is kept."""
    record_read(request.user, "child.read", child)
    other = found.second if child == found.first else found.first
    shown = {
        "child": child,
        "unit": other.unit,
        "reasons": linkage_of_children().reasons(found.levels),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "children/duplicate_elsewhere.html", shown, status=status)


def _show_merge(request: Request, found: Merge, refusal: str = "") -> HttpResponse:
    for child in (found.kept, found.second):
        record_read(request.user, "child.read", child)
    shown = {
        "merge": found,
        "questions": compared(found.kept, found.second, partial(allowed, request.user)),
        "rows": rows_told(found),
        "refusal": refusal,
    }
    return render(request, "children/merge.html", shown, status=422 if refusal else 200)
