"""Files of children: asked for, followed while they are made, downloaded by who asked."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.children.exporting.columns import columns
from mangnon.children.exporting.export import KEPT_FOR, Export
from mangnon.children.exporting.forms import ExportForm
from mangnon.children.exporting.keeping import file_of
from mangnon.children.exporting.ranges import NotInFile, Range, asked_range
from mangnon.children.exporting.reasons import bases, purposes
from mangnon.children.exporting.services import ask_for_export, may_still_have, take
from mangnon.children.tasks import make_export
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.core.sealed_files import opened
from mangnon.ui.context import today

CONTENT = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
SHOWN = 50


@require_http_methods(["GET", "POST"])
def exports(request: Request) -> HttpResponse:
    """The person's own files, and the form that asks for another."""
    require(request.user, "child.export")
    sent = request.POST if request.method == "POST" else None
    form = ExportForm(sent, initial={"list": request.GET.get("list", "")}, by=request.user)
    if form.is_valid():
        try:
            with transaction.atomic():
                export = ask_for_export(form.asked(), on=today(), by=request.user)
                make_export.defer(export_id=str(export.pk))
            return redirect("child-export", export.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    mine = Export.objects.visible_to(request.user).of(request.user).order_by("-asked_at")[:SHOWN]
    context = {"form": form, "exports": [_told(export) for export in mine]}
    status = 422 if form.is_bound else 200
    return render(request, "children/exports.html", context, status=status)


@require_GET
def export(request: Request, export_id: UUID) -> HttpResponse:
    """How far a file is made; with htmx, that part of the page alone."""
    found = _own(request, export_id)
    template = "children/_export_state.html" if request.htmx else "children/export.html"
    shown = {"export": found, "told": _told(found)}
    answer = render(request, template, shown)
    answer["Vary"] = "HX-Request"
    return answer


@require_GET
def export_file(request: Request, export_id: UUID) -> HttpResponseBase:
    """Send the file, or the part of it that is still missing, once the audit has noted it."""
    found = _own(request, export_id)
    if found.state != Export.State.READY or found.size is None or not file_of(found).exists():
        raise Http404
    size, tag = found.size, f'"{found.pk.hex}"'
    goes_on = request.headers.get("If-Range", tag) == tag
    try:
        part = asked_range(request.headers.get("Range", "") if goes_on else "", size)
    except NotInFile:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    sent = part or Range(0, size - 1)
    try:
        take(found, first=sent.first, by=request.user)
    except Refused as refusal:
        raise Http404 from refusal
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": tag,
        "Content-Length": str(sent.length),
        "Content-Disposition": f'attachment; filename="tre-em-{found.number}.{found.form}"',
        "Cache-Control": "no-store",
    }
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    stream = opened(file_of(found), found.file_key, sent.first, sent.last)
    return StreamingHttpResponse(
        stream, status=206 if part else 200, content_type=CONTENT[found.form], headers=headers
    )


def _own(request: Request, export_id: UUID) -> Export:
    """Return a file that the person asked for and may still have; to anybody else there is none."""
    require(request.user, "child.export")
    mine = (
        Export.objects.visible_to(request.user).of(request.user).select_related("asked_by", "unit")
    )
    found: Export = get_object_or_404(mine, pk=export_id)
    if not may_still_have(found):
        raise Http404
    return found


def _told(export: Export) -> dict[str, object]:
    """Return what a page says of a file."""
    is_ready = export.state == Export.State.READY and not export.is_over(timezone.now())
    return {
        "export": export,
        "purpose": purposes().get(export.purpose, export.purpose),
        "basis": bases().get(export.basis, export.basis),
        "columns": [columns()[name].heading for name in export.columns],
        "is_ready": is_ready,
        "is_going_on": export.state in {Export.State.WAITING, Export.State.MAKING},
        "until": export.made_at + KEPT_FOR if export.made_at else None,
    }
