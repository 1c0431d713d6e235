"""A change of an organisation: entered, shown before anything happens, applied, undone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.administration.organisation_forms import ChangeForm
from mangnon.administration.organisations import edited, organisation_page
from mangnon.core.models import Organisation, Refused
from mangnon.core.organisations.changing import apply_change, undo_change
from mangnon.core.organisations.events import Choices, Event, Preview, preview
from mangnon.core.organisations.files import power_names
from mangnon.core.organisations.handing_over import RecordKey
from mangnon.core.requests import Request, posted

KEEP = "keep"


@require_http_methods(["GET", "POST"])
def organisation_change(request: Request, organisation_id: int) -> HttpResponse:
    """Ask what happens, show what that moves, and apply it once the person says so."""
    body = edited(request, organisation_id)
    form = ChangeForm(posted(request), organisation=body, by=request.user)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, body)
    try:
        shown = preview(form.event())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, body)
    if "edit" in request.POST:
        return _form_page(request, form, body, status=200)
    if "apply" not in request.POST:
        return _preview_page(request, form, body, shown)
    try:
        apply_change(shown.event, by=request.user, choices=_choices(request, form, shown))
    except Refused as refusal:
        return _preview_page(request, form, body, shown, str(refusal))
    return redirect("organisation", body.pk)


@require_POST
def organisation_undo(request: Request, organisation_id: int, change_id: int) -> HttpResponse:
    body = edited(request, organisation_id)
    step = body.succeeded_by.filter(change=change_id).select_related("change").first()
    if step is None:
        raise Http404
    try:
        undo_change(step.change, by=request.user)
    except Refused as refusal:
        return organisation_page(request, body, str(refusal))
    return redirect("organisation", body.pk)


def _form_page(
    request: Request, form: ChangeForm, body: Organisation, status: int | None = None
) -> HttpResponse:
    status = status or (422 if request.method == "POST" else 200)
    context = {"form": form, "organisation": body}
    return render(request, "administration/organisation_change.html", context, status=status)


def _preview_page(
    request: Request, form: ChangeForm, body: Organisation, shown: Preview, error: str = ""
) -> HttpResponse:
    event, labels = shown.event, power_names()
    context: dict[str, Any] = {
        "form": form,
        "organisation": body,
        "event": event,
        "kind": dict(form.fields["kind"].choices)[event.kind],  # type: ignore[attr-defined]
        "is_ending": body in event.ending,
        "goes_on": body not in event.ending,
        "receivers": _receivers(form, event),
        "powers": [
            (power, labels.get(power.power, power.power), receiver, _sent(request, power.power))
            for power, receiver in shown.powers
        ],
        "records": [
            (passing, _sent(request, _field(passing.what.key))) for passing in shown.records
        ],
        "rest": request.POST.get("rest", ""),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "administration/organisation_preview.html", context, status=status)


def _receivers(form: ChangeForm, event: Event) -> list[Organisation]:
    """Return who may take over: the successors; of what ends without one, whoever there is."""
    if event.successors:
        return list(event.successors)
    candidates = form.fields["successors"].queryset  # type: ignore[attr-defined]
    return list(candidates.on(event.on).exclude(pk=form.organisation.pk))


def _choices(request: Request, form: ChangeForm, shown: Preview) -> Choices:
    """Return what the person chose for each record and power; `rest` is for those left open."""
    known = {str(body.pk): body for body in _receivers(form, shown.event)}
    rest = known.get(request.POST.get("rest", ""))
    receivers: dict[RecordKey, Organisation] = {}
    kept = set()
    for passing in shown.records:
        sent = _sent(request, _field(passing.what.key))
        chosen = known.get(sent) or (None if passing.receiver else rest)
        if sent == KEEP:
            kept.add(passing.what.key)
        elif chosen is not None:
            receivers[passing.what.key] = chosen
    powers = {
        power.power: known[sent]
        for power, _receiver in shown.powers
        if (sent := _sent(request, power.power)) in known
    }
    return Choices(receivers, powers, frozenset(kept))


def _field(key: RecordKey) -> str:
    return ":".join(key)


def _sent(request: Request, field: str) -> str:
    return request.POST.get(f"to:{field}", "")
