"""What each heading of a sheet stands for, said by hand and remembered for the unit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mangnon.core.requests import Request, posted
from mangnon.intake import services
from mangnon.intake.forms import ColumnsForm
from mangnon.intake.models import Batch
from mangnon.intake.pages.finding import batch_for
from mangnon.intake.registered import importers
from mangnon.intake.tasks import begin


@require_http_methods(["GET", "POST"])
def columns(request: Request, batch_id: UUID) -> HttpResponse:
    found = batch_for(request, batch_id)
    form = ColumnsForm(found.reading, importers()[found.kind].columns(), posted(request))
    if request.method == "POST" and form.is_valid():
        services.remember(found, form.mapping())
        begin(found, Batch.Work.CHECK, by=request.user)
        return redirect("imports:batch", found.pk)
    context = {"batch": found, "form": form}
    return render(request, "imports/columns.html", context, status=422 if form.errors else 200)
