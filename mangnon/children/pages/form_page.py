"""Entering a child, and correcting what its record says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.children.duplicates.entry import Entry, Likely, likely_same
from mangnon.children.forms.child_form import ChildForm, NewChildForm
from mangnon.children.models import Child
from mangnon.children.record.editing import ChangedMeanwhile, edit_child
from mangnon.children.record.registering import NewChild, register_child
from mangnon.core.access import require
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today


@never_cache
@require_http_methods(["GET", "POST"])
def new_child(request: Request) -> HttpResponse:
    require(request.user, "child.edit")
    form = NewChildForm(posted(request), by=request.user)
    if form.is_valid():
        new = form.new_child()
        if likely := _likely_same(request, new):
            return _ask(request, form, _("Enter a child"), likely=likely)
        try:
            child = register_child(new, by=request.user, today=today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The child is entered."))
            return redirect("child", child.pk)
    return _ask(request, form, _("Enter a child"))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: Request, child_id: UUID) -> HttpResponse:
    require(request.user, "child.edit")
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_id)
    form = ChildForm.of(child, posted(request), by=request.user)
    if not form.is_valid():
        record_read(request.user, "child.read", child)
        return _ask(request, form, _("Correct the record"), child=child)
    try:
        edit_child(child.pk, by=request.user, edits=form.edits())
    except ChangedMeanwhile as meanwhile:
        clashes = [
            (form[name], form.shown(name, form.cleaned_data[name]), form.shown(name, theirs))
            for name, theirs in meanwhile.theirs.items()
        ]
        form = form.rebased(meanwhile.theirs, by=request.user)
        return _ask(request, form, _("Correct the record"), child=child, clashes=clashes)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, form, _("Correct the record"), child=child)
    messages.success(request, _("The record is saved."))
    return redirect("child", child.pk)


def _likely_same(request: Request, new: NewChild) -> list[Likely]:
    """Return the records that may be of the same child, unless the person says it is another."""
    if "is_another" in request.POST:
        return []
    birth: Any = new.answers["birth"]
    entry = Entry(
        full_name=str(new.answers["full_name"]),
        birth_date=birth.day,
        birth_precision=birth.precision,
        sex=str(new.answers["sex"]),
        unit=new.unit,
        identity_number=str(new.answers.get("identity_number", "")),
    )
    return likely_same(entry, by=request.user, but=new.id)


def _ask(request: Request, form: ChildForm, title: str, **more: object) -> HttpResponse:
    status = 409 if more.get("clashes") or more.get("likely") else 422 if form.errors else 200
    shown = {"form": form, "title": title, **more}
    return render(request, "children/child_form.html", shown, status=status)
