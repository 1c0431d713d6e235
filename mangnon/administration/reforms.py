"""The reform wizard: the resolution and its changes, the preview, apply, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.administration.reform_forms import ChangeForm, ResolutionForm, UploadForm
from mangnon.core import access
from mangnon.core.models import ReformBatch, Refused, UnitChange
from mangnon.core.reforms import drafts
from mangnon.core.reforms.applying import apply_reform
from mangnon.core.reforms.outcome import outcome_of
from mangnon.core.reforms.passing import passing_of
from mangnon.core.reforms.preview import preview_of
from mangnon.core.reforms.undoing import undo_reform
from mangnon.core.requests import Request

Step = Callable[[ReformBatch, int], object]


@require_GET
def reform_list(request: Request) -> HttpResponse:
    access.require(request.user, "unit.reform")
    batches = ReformBatch.objects.visible_to(request.user).select_related("created_by")[:100]
    return render(request, "administration/reforms.html", {"batches": batches})


@require_http_methods(["GET", "POST"])
def reform_new(request: Request) -> HttpResponse:
    access.require(request.user, "unit.reform")
    form = ResolutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = drafts.create_draft(by=request.user, **form.cleaned_data)
            return redirect("administration-reform", batch.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "administration/reform_new.html", {"form": form}, status=status)


@require_GET
def reform_page(request: Request, reform_id: int) -> HttpResponse:
    """Step 1 of a draft; of what was applied or undone, what it did."""
    batch = _batch(request, reform_id)
    return _draft_page(request, batch) if batch.is_draft else _done_page(request, batch)


@require_POST
def reform_add(request: Request, reform_id: int) -> HttpResponse:
    batch = _batch(request, reform_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, batch, change_form=form)
    units, changes = form.rows()
    return _step(
        request,
        batch,
        lambda batch, seen: drafts.add_rows(
            batch.pk, by=request.user, seen=seen, units=units, changes=changes
        ),
        change_form=form,
    )


@require_POST
def reform_upload(request: Request, reform_id: int) -> HttpResponse:
    batch = _batch(request, reform_id)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draft_page(request, batch, upload_form=form)
    files = {name: _upload(form.cleaned_data[name]) for name in ("units", "changes")}
    return _step(
        request,
        batch,
        lambda batch, seen: drafts.upload_rows(batch.pk, by=request.user, seen=seen, **files),
        upload_form=form,
    )


@require_POST
def reform_remove(request: Request, reform_id: int) -> HttpResponse:
    kind, position = request.POST.get("kind", ""), _number(request, "position")
    return _step(
        request,
        _batch(request, reform_id),
        lambda batch, seen: drafts.remove_row(
            batch.pk, by=request.user, seen=seen, kind=kind, position=position
        ),
    )


@require_http_methods(["GET", "POST"])
def reform_preview(request: Request, reform_id: int) -> HttpResponse:
    """Step 2: what becomes what, what passes to whom, and what a person must decide."""
    batch = _batch(request, reform_id)
    if not batch.is_draft:
        return redirect("administration-reform", batch.pk)
    error = ""
    if request.method == "POST":
        passing = passing_of(batch, outcome_of(batch, request.user))
        chosen = {p.choice: request.POST.get(p.choice, "") for p in passing if p.is_open}
        try:
            batch = drafts.choose(
                batch.pk, by=request.user, seen=_number(request, "version"), choices=chosen
            )
            return redirect("administration-reform-preview", batch.pk)
        except Refused as refusal:
            error = str(refusal)
    return _preview_page(request, batch, error)


@require_POST
def reform_apply(request: Request, reform_id: int) -> HttpResponse:
    batch = _batch(request, reform_id)
    try:
        apply_reform(batch.pk, by=request.user, seen=_number(request, "version"))
    except Refused as refusal:
        batch = _batch(request, reform_id)
        if batch.is_draft:
            return _preview_page(request, batch, str(refusal))
        return _done_page(request, batch, str(refusal))
    return redirect("administration-reform", batch.pk)


@require_POST
def reform_undo(request: Request, reform_id: int) -> HttpResponse:
    batch = _batch(request, reform_id)
    try:
        undo_reform(batch.pk, by=request.user)
    except Refused as refusal:
        return _done_page(request, batch, str(refusal))
    return redirect("administration-reform", batch.pk)


@require_POST
def reform_discard(request: Request, reform_id: int) -> HttpResponse:
    batch = _batch(request, reform_id)
    try:
        drafts.discard(batch.pk, by=request.user, seen=_number(request, "version"))
    except Refused as refusal:
        return _draft_page(request, _batch(request, reform_id), error=str(refusal))
    return redirect("administration-reforms")


def _batch(request: Request, reform_id: int) -> ReformBatch:
    access.require(request.user, "unit.reform")
    batch: ReformBatch = get_object_or_404(
        ReformBatch.objects.visible_to(request.user), pk=reform_id
    )
    return batch


def _step(
    request: Request,
    batch: ReformBatch,
    step: Step,
    change_form: ChangeForm | None = None,
    upload_form: UploadForm | None = None,
) -> HttpResponse:
    """Take one step in a draft, and show the draft again; with the reason when it was refused."""
    try:
        step(batch, _number(request, "version"))
    except Refused as refusal:
        batch = _batch(request, batch.pk)
        return _draft_page(
            request,
            batch,
            error=str(refusal),
            change_form=change_form,
            upload_form=upload_form,
        )
    return redirect("administration-reform", batch.pk)


def _draft_page(
    request: Request,
    batch: ReformBatch,
    *,
    error: str = "",
    change_form: ChangeForm | None = None,
    upload_form: UploadForm | None = None,
) -> HttpResponse:
    is_refused = error or change_form or upload_form
    context = {
        "batch": batch,
        "changes": [(row, _words(row)) for row in batch.changes],
        "error": error,
        "change_form": change_form or ChangeForm(),
        "upload_form": upload_form or UploadForm(),
    }
    return render(request, "administration/reform.html", context, status=422 if is_refused else 200)


def _words(row: dict[str, str]) -> str:
    """Return what a row of the draft says of the change: "Chia tách, 0,6 (Dân số)"."""
    kind = dict(UnitChange.Kind.choices).get(row["kind"], row["kind"])
    if row["share"] == "1":
        return str(kind)
    basis = dict(UnitChange.Basis.choices).get(row.get("share_basis", ""), "")
    return f"{kind}, {row['share'].replace('.', ',')}" + (f" ({basis})" if basis else "")


def _preview_page(request: Request, batch: ReformBatch, error: str = "") -> HttpResponse:
    outcome = outcome_of(batch, request.user)
    context = {"batch": batch, "error": error, "preview": preview_of(batch, outcome)}
    status = 422 if error else 200
    return render(request, "administration/reform_preview.html", context, status=status)


def _done_page(request: Request, batch: ReformBatch, error: str = "") -> HttpResponse:
    handovers = batch.handovers.select_related("from_unit", "to_unit")[:500]
    context = {"batch": batch, "error": error, "handovers": handovers}
    status = 422 if error else 200
    return render(request, "administration/reform_done.html", context, status=status)


def _number(request: Request, name: str) -> int:
    """Return a number of the form; one that is no number is like one that nobody saw."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1


def _upload(file: UploadedFile[Any] | None) -> drafts.Upload | None:
    return drafts.Upload(file.name or "CSV", file.read()) if file else None
