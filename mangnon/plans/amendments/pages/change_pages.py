"""Choosing items of the plan, and saying what an amendment makes of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, number_in, posted
from mangnon.plans.amendments import drafting
from mangnon.plans.amendments.amendment import Amendment, AmendmentChange
from mangnon.plans.amendments.forms import AddingForm
from mangnon.plans.amendments.making import parsed
from mangnon.plans.amendments.pages.amendment_pages import found_amendment
from mangnon.plans.answers import item_of, kind_named
from mangnon.plans.forms import item_form
from mangnon.plans.kinds import KINDS, SECTIONS, Kind
from mangnon.plans.review import sections_of
from mangnon.ui.context import now
from mangnon.ui.forms import SeenForm

FORM = "plans/amendments/item_form.html"


@require_GET
def item_list(request: Request, amendment_id: UUID) -> HttpResponse:
    """Show the plan's items of one part, each with what may be done with it."""
    access.require(request.user, "plan.review")
    found = found_amendment(request, amendment_id)
    asked = request.GET.get("section", "")
    chosen = asked if asked in SECTIONS else next(iter(SECTIONS))
    section = next(one for one in sections_of(found.plan) if one.slug == chosen)
    changes = found.changes.exclude(item_id=None).values_list("kind", "item_id", "action")
    made = {(kind, item): action for kind, item, action in changes}
    blocks = [
        (block, [(row, made.get((row.kind.slug, row.item.pk), "")) for row in block.all_rows
                 if row.is_confirmed])
        for block in section.blocks
        if block.head.is_confirmed
    ]  # fmt: skip
    context = {
        "amendment": found, "sections": list(SECTIONS.items()), "section": section,
        "blocks": blocks, "main": section.main,
        "seen": SeenForm(initial={"seen_at": found.changed_at}),
    }  # fmt: skip
    return render(request, "plans/amendments/items.html", context)


@require_http_methods(["GET", "POST"])
def item_change(request: Request, amendment_id: UUID, slug: str, item_id: int) -> HttpResponse:
    access.require(request.user, "plan.review")
    found, kind = found_amendment(request, amendment_id), kind_named(slug)
    item = item_of(request, found.plan, slug, item_id)
    words = str(item)
    change = found.changes.filter(kind=slug, item_id=item_id).first()
    for name, value in parsed(kind, change.after if change else {}).items():
        setattr(item, name, value)
    form = item_form(kind)(posted(request), instance=item)
    seen = SeenForm(posted(request), initial={"seen_at": found.changed_at})

    def save() -> None:
        drafting.change_item(
            found, kind, item_id, form.cleaned_data, seen_at=seen.cleaned_data["seen_at"],
            by=request.user, now=now(),
        )  # fmt: skip

    return _ask(request, found, form, seen, save, title=words)


@require_POST
def item_remove(request: Request, amendment_id: UUID, slug: str, item_id: int) -> HttpResponse:
    access.require(request.user, "plan.review")
    found, kind = found_amendment(request, amendment_id), kind_named(slug)
    item_of(request, found.plan, slug, item_id)
    form = SeenForm(request.POST)

    def do() -> None:
        drafting.remove_item(
            found, kind, item_id, seen_at=form.cleaned_data["seen_at"], by=request.user, now=now()
        )

    return _done_or_why(request, found, form, do)


@require_http_methods(["GET", "POST"])
def item_add(request: Request, amendment_id: UUID, slug: str) -> HttpResponse:
    """Add an item; `parent` or `under` of the address says on what it hangs."""
    access.require(request.user, "plan.review")
    found, kind = found_amendment(request, amendment_id), kind_named(slug)
    parent_id, under_id = number_in(request.GET, "parent"), number_in(request.GET, "under")
    title = _("Add: %(kind)s") % {"kind": str(kind.label).lower()}
    if kind.parent and (on := _hangs_on(request, found, kind, parent_id, under_id)):
        title = f"{title} ({on})"
    form = item_form(kind)(posted(request))
    seen = AddingForm(posted(request), initial={"seen_at": found.changed_at})

    def save() -> None:
        drafting.add_item(
            found, kind, form.cleaned_data, parent_id=parent_id, under_id=under_id,
            by=request.user, now=now(), **seen.cleaned_data,
        )  # fmt: skip

    return _ask(request, found, form, seen, save, title=title)


@require_POST
def change_drop(request: Request, amendment_id: UUID, change_id: int) -> HttpResponse:
    access.require(request.user, "plan.review")
    found = found_amendment(request, amendment_id)
    get_object_or_404(found.changes, pk=change_id)
    form = SeenForm(request.POST)

    def do() -> None:
        drafting.drop_change(
            found, change_id, seen_at=form.cleaned_data["seen_at"], by=request.user, now=now()
        )

    return _done_or_why(request, found, form, do)


def _hangs_on(
    request: Request, found: Amendment, kind: Kind, parent_id: int | None, under_id: int | None
) -> str:
    """Return in words on what a new item is to hang; 404 where there is no such thing."""
    if under_id is not None:
        added = get_object_or_404(
            found.changes, pk=under_id, kind=kind.parent, action=AmendmentChange.Action.ADD
        )
        parent = KINDS[kind.parent]
        return str(parent.model(**parsed(parent, added.after)))
    if parent_id is None:
        raise Http404
    return str(item_of(request, found.plan, kind.parent, parent_id))


def _ask(
    request: Request, found: Amendment, form: Any, seen: SeenForm, save: Callable[[], None],
    *, title: str,
) -> HttpResponse:  # fmt: skip
    """Show the form of an item until it is saved, then the amendment."""
    if form.is_bound and not seen.is_valid():
        form.add_error(None, _("Open this page again; what it carries is not whole."))
    if is_done(form, save):
        return redirect("plans:amendment", found.pk)
    context = {"amendment": found, "form": form, "seen": seen, "title": title}
    return render(request, FORM, context, status=422 if form.is_bound else 200)


def _done_or_why(
    request: Request, found: Amendment, form: SeenForm, do: Callable[[], None]
) -> HttpResponse:
    if is_done(form, do):
        return redirect("plans:amendment", found.pk)
    return render(
        request, "plans/amendments/refused.html", {"amendment": found, "form": form}, status=422
    )
