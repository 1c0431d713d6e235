"""Sending a file in pieces, and fetching one: `tus` in its core, without its list of extensions."""

from __future__ import annotations

from typing import BinaryIO, cast
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.core.refused import Refused
from mangnon.core.requests import Request
from mangnon.core.uploads.in_pieces import OutOfStep, append, begin, own_upload
from mangnon.core.uploads.opening import open_upload
from mangnon.core.uploads.upload import Upload
from mangnon.ui import context

PIECE = "application/offset+octet-stream"
CREATED, NO_CONTENT, CONFLICT, UNPROCESSABLE, WRONG_TYPE = 201, 204, 409, 422, 415


@never_cache
@require_POST
def start(request: Request) -> HttpResponse:
    """Make ready for a file of `size` bytes under the sender's own `id`."""
    asked = request.POST
    try:
        key, size = UUID(asked.get("id", "")), int(asked.get("size", "")[:12])
    except ValueError:
        return _refused(_("Say which file comes: its number, name and size."), UNPROCESSABLE)
    try:
        upload = begin(key, asked.get("name", ""), size, by=request.user, now=context.now())
    except OutOfStep as refusal:
        return _refused(str(refusal), CONFLICT)
    except Refused as refusal:
        return _refused(str(refusal), UNPROCESSABLE)
    answer = _how_much(upload, CREATED)
    answer["Location"] = reverse("upload", args=[upload.pk])
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "PATCH"])
def upload(request: Request, upload_id: UUID) -> HttpResponseBase:
    """Say how much has come (HEAD), take a piece (PATCH), or give the file (GET)."""
    if request.method == "GET":
        return _file(request, upload_id)
    own = own_upload(upload_id, request.user)
    if own is None:
        raise Http404(upload_id)
    if request.method == "HEAD":
        return _how_much(own, 200)
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != PIECE or not (offset.isascii() and offset.isdigit()):
        return _refused(_("A piece of a file says its type and where it begins."), WRONG_TYPE)
    try:
        own = append(upload_id, int(offset[:12]), cast(BinaryIO, request), by=request.user)
    except OutOfStep as refusal:
        return _refused(str(refusal), CONFLICT)
    except Refused as refusal:
        return _refused(str(refusal), UNPROCESSABLE)
    return _how_much(own, NO_CONTENT)


def _file(request: Request, upload_id: UUID) -> HttpResponseBase:
    """Send the file, to be saved and never shown by the browser in this site's name."""
    found = get_object_or_404(Upload.objects.visible_to(request.user), pk=upload_id)
    try:
        pieces = open_upload(found, by=request.user)
    except Refused as refusal:
        raise Http404(upload_id) from refusal
    answer = StreamingHttpResponse(pieces, content_type=found.media_type)
    answer["Content-Length"] = str(found.size)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _how_much(upload: Upload, status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Upload-Offset"], answer["Upload-Length"] = str(upload.received), str(upload.size)
    answer["Tus-Resumable"] = "1.0.0"
    return answer


def _refused(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
