"""The pages of a child's dated facts: the timeline, and one fact added, corrected or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.children.facts.answers import as_state, said
from mangnon.children.facts.homes import HOMES
from mangnon.children.facts.kinds import fact_catalog
from mangnon.children.facts.reading import (
    answer_in_words,
    audit_reading,
    facts_of,
    history_of,
    removed_of,
)
from mangnon.children.facts.rules import NotAccepted
from mangnon.children.facts.scoring import flag_sentences
from mangnon.children.facts.services import (
    add_fact,
    correct_fact,
    end_fact,
    fact_of,
    remove_fact,
)
from mangnon.children.forms.fact_form import EndForm, FactForm, RemoveForm, fact_form
from mangnon.children.models import Child
from mangnon.children.record.editing import ChangedMeanwhile
from mangnon.children.timeline import kinds_on_timeline, timeline, topics_to_add
from mangnon.core.access import allowed, require
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.engine.fact_kinds import FactKind
from mangnon.ui.context import today

ON_A_PAGE = 40


@never_cache
@require_GET
def facts(request: Request, child_id: UUID) -> HttpResponse:
    """The whole timeline, narrowed to one kind when one is asked for."""
    require(request.user, "child.view")
    child = _child(request, child_id)
    record_read(request.user, "child.read", child)
    kinds = kinds_on_timeline(request.user)
    chosen = request.GET.get("kind", "")
    entries = timeline(child, request.user, [chosen] if chosen in kinds else None)
    may_edit = allowed(request.user, "child.edit")
    shown = {
        "child": child,
        "kinds": kinds,
        "chosen": chosen,
        "page": Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_edit": may_edit,
        "topics": topics_to_add(request.user) if may_edit else [],
        "removed": removed_of(child, request.user) if may_edit else [],
    }
    return render(request, "children/facts.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: Request, child_id: UUID, kind_slug: str) -> HttpResponse:
    child, kind = _to_write(request, child_id, kind_slug)
    form = _form(request, child, kind)
    if form.is_valid():
        try:
            row = add_fact(child.pk, kind, by=request.user, values=form.values(), today=today())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            return _saved(request, child, row)
    return _ask(request, form, child, kind)


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: Request, child_id: UUID, kind_slug: str, record_id: str) -> HttpResponse:
    child, kind = _to_write(request, child_id, kind_slug)
    row = _row(request, child, kind, record_id)
    form = _form(request, child, kind, HOMES[kind.home].values(kind, row))
    if form.is_valid():
        try:
            row = correct_fact(
                child.pk, kind, row.pk, by=request.user, values=form.values(), today=today(),
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        except ChangedMeanwhile as meanwhile:
            return _ask_which(request, form, child, kind, meanwhile.theirs)
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            return _saved(request, child, row)
    history = history_of(child, request.user, kind, str(row.pk))
    return _ask(request, form, child, kind, record_id=record_id, history=history)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: Request, child_id: UUID, kind_slug: str, record_id: str) -> HttpResponse:
    child, kind = _to_write(request, child_id, kind_slug)
    row = _row(request, child, kind, record_id)
    form = EndForm(posted(request), initial={"ended_on": today()})
    if form.is_valid():
        day = form.cleaned_data["ended_on"]
        try:
            end_fact(child.pk, kind, row.pk, by=request.user, ended_on=day, today=today())
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            return _saved(request, child, row)
    return _ask_about(request, form, child, kind, record_id, _("This is over"))


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: Request, child_id: UUID, kind_slug: str, record_id: str) -> HttpResponse:
    child, kind = _to_write(request, child_id, kind_slug)
    row = _row(request, child, kind, record_id)
    form = RemoveForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            remove_fact(child.pk, kind, row.pk, by=request.user, reason=reason)
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Removed; what was there is kept below the timeline."))
            return redirect("child_facts", child.pk)
    return _ask_about(request, form, child, kind, record_id, _("Remove a mistake"))


def _child(request: Request, child_id: UUID) -> Child:
    children = Child.objects.visible_to(request.user).select_related("unit")
    found: Child = get_object_or_404(children, pk=child_id)
    return found


def _to_write(request: Request, child_id: UUID, kind_slug: str) -> tuple[Child, FactKind]:
    require(request.user, "child.edit")
    kind = fact_catalog().by_slug.get(kind_slug)
    if kind is None:
        raise Http404
    require(request.user, kind.right)
    return _child(request, child_id), kind


def _row(request: Request, child: Child, kind: FactKind, record_id: str) -> Any:
    """Return the fact that the address names; reading what is kept closely is audited."""
    try:
        row = fact_of(child, kind, record_id, request.user)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        raise Http404 from None
    audit_reading(child, request.user, kind)
    return row


def _form(
    request: Request,
    child: Child,
    kind: FactKind,
    values: Mapping[str, Any] | None = None,
    data: QueryDict | None = None,
) -> FactForm:
    return fact_form(
        fact_catalog(), kind, child, by=request.user, today=today(),
        data=data or posted(request), values=values,
    )  # fmt: skip


def _refuse(form: Any, refusal: Refused) -> None:
    if isinstance(refusal, NotAccepted):
        for name, sentence in refusal.problems:
            form.add_error(name if name in form.fields else None, sentence)
    else:
        form.add_error(None, str(refusal))


def _saved(request: Request, child: Child, row: Any) -> HttpResponse:
    messages.success(request, _("Saved."))
    for sentence in flag_sentences(row):
        messages.warning(request, sentence)
    return redirect("child_facts", child.pk)


def _ask(
    request: Request, form: FactForm, child: Child, kind: FactKind, **more: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    shown = {"form": form, "child": child, "kind": kind, "title": said(kind.title), **more}
    return render(request, "children/fact_form.html", shown, status=status)


def _ask_which(
    request: Request, form: FactForm, child: Child, kind: FactKind, theirs: Mapping[str, Any]
) -> HttpResponse:
    """Show the answers that somebody else has changed meanwhile beside the person's own."""
    mine = form.values()
    clashes = [
        (form[name], answer_in_words(kind, name, mine.get(name)), answer_in_words(kind, name, now))
        for name, now in theirs.items()
    ]
    now_seen = form.cleaned_data["seen"] | theirs
    data = request.POST.copy()
    data["seen"] = json.dumps(as_state(kind, now_seen))
    again = _form(request, child, kind, now_seen, data)
    shown = {"form": again, "child": child, "kind": kind, "title": said(kind.title)}
    return render(request, "children/fact_form.html", {**shown, "clashes": clashes}, status=409)


def _ask_about(
    request: Request, form: Any, child: Child, kind: FactKind, record_id: str, title: str
) -> HttpResponse:
    """Ask about one fact, which the page repeats in words."""
    known = facts_of(child, request.user, [kind])
    fact = next((shown for shown in known if shown.record_id == record_id), None)
    if fact is None:  # somebody has removed it while the person answered
        messages.error(request, " ".join(form.non_field_errors()))
        return redirect("child_facts", child.pk)
    status = 422 if form.errors else 200
    shown = {"form": form, "child": child, "kind": kind, "fact": fact, "title": title}
    return render(request, "children/fact_question.html", shown, status=status)
