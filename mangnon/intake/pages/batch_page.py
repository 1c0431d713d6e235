"""One file: what was read, what would change, and the decision to write it or to take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.intake.comparison import comparison_of
from mangnon.intake.models import Batch
from mangnon.intake.pages.finding import batch_for
from mangnon.intake.registered import importers
from mangnon.intake.tasks import begin


@require_GET
def batch(request: Request, batch_id: UUID) -> HttpResponse:
    found = batch_for(request, batch_id)
    context = {
        "batch": found,
        "kind": importers()[found.kind].label,
        "register": importers()[found.kind].page(found),
        "same": Batch.objects.visible_to(request.user)
        .same_file_as(found)
        .filter(state=Batch.State.APPLIED)
        .first(),
    }
    is_compared = bool(found.verdicts) and not found.work and found.folder.is_dir()
    if request.htmx and found.work:
        return render(request, "imports/_work.html", context)
    if is_compared:
        verdict, page = request.GET.get("show", ""), request.GET.get("page", "")
        try:
            context["comparison"] = comparison_of(found, verdict, page)
        except Refused as refusal:  # what was kept of the file is damaged
            context["unreadable"] = str(refusal)
        record_read(request.user, "batch.read", found, fields=["rows"])
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/batch.html", context)


@require_POST
def apply_batch(request: Request, batch_id: UUID) -> HttpResponse:
    return _begun(request, batch_id, Batch.Work.APPLY)


@require_POST
def undo_batch(request: Request, batch_id: UUID) -> HttpResponse:
    return _begun(request, batch_id, Batch.Work.UNDO)


def _begun(request: Request, batch_id: UUID, work: str) -> HttpResponse:
    found = batch_for(request, batch_id)
    access.require(request.user, importers()[found.kind].needs)
    begin(found, work, by=request.user)
    return redirect("imports:batch", found.pk)
