"""The files that were brought in, and the form that brings in another."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.intake import services
from mangnon.intake.forms import UploadForm
from mangnon.intake.models import Batch
from mangnon.intake.pages.finding import importers_for, require_any
from mangnon.intake.registered import importers
from mangnon.intake.tasks import begin

ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    require_any(request.user)
    mine = importers_for(request.user)
    form = UploadForm(
        request.user, mine, request.POST or None, request.FILES or None,
        initial={"kind": request.GET.get("kind")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("imports:batch", _receive(request, form).pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    batches = Batch.objects.visible_to(request.user).select_related("unit", "received_by")
    shown = [
        (batch, importers()[batch.kind].label)
        for batch in batches.order_by("-received_at")[:ON_A_PAGE]
    ]
    context = {"form": form, "importers": mine, "batches": shown}
    status = 422 if form.errors else 200
    return render(request, "imports/list.html", context, status=status)


def _receive(request: Request, form: UploadForm) -> Batch:
    upload: UploadedFile[bytes] = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory(prefix="mangnon-sheet-") as folder:
        file = Path(folder) / "upload"
        with file.open("wb") as target:
            target.writelines(upload.chunks())
        batch = services.receive(
            file,
            form.cleaned_data["kind"],
            by=request.user,
            unit=form.cleaned_data["unit"],
            file_name=upload.name,
        )
    begin(batch, Batch.Work.CHECK, by=request.user)
    return batch
