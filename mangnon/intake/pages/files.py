"""The workbooks that go out: the template of a kind, and the sheet with its errors."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Refused, Unit
from mangnon.core.requests import Request
from mangnon.core.units.lineage import units_known
from mangnon.intake import services
from mangnon.intake.pages.finding import batch_for, require_any
from mangnon.intake.registered import importers
from mangnon.intake.writing.template import template

LONGEST_NUMBER = 19  # digits; a longer one is the key of nothing
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def template_file(request: Request, kind: str) -> HttpResponse:
    """The template, with the records of the unit that is asked for, else of the person's own."""
    require_any(request.user)
    if kind not in importers():
        raise Http404(kind)
    importer = importers()[kind]
    access.require(request.user, importer.needs)
    asked = request.GET.get("unit", "")
    is_number = asked.isdecimal() and len(asked) < LONGEST_NUMBER
    number = int(asked) if is_number else request.user.unit_id
    unit = get_object_or_404(Unit.objects.filter(pk__in=units_known(request.user)), pk=number)
    record_read(request.user, "batch.template", unit, unit=unit, kind=kind)
    return _download(template(importer, unit, request.user), f"{kind}-{unit.code}.xlsx")


@require_GET
def errors_file(request: Request, batch_id: UUID) -> HttpResponse:
    batch = batch_for(request, batch_id)
    if not batch.verdicts or not batch.folder.is_dir():
        raise Http404(_("Nothing is wrong with the file; there is no workbook of errors."))
    record_read(request.user, "batch.errors", batch)
    with tempfile.TemporaryDirectory(prefix="mangnon-sheet-") as folder:
        try:
            made = services.errors_workbook(batch, Path(folder))
        except Refused as refusal:  # what was kept of the file is damaged
            raise Http404(str(refusal)) from None
        if made is None:
            raise Http404(_("Nothing is wrong with the file; there is no workbook of errors."))
        return _download(made.read_bytes(), made.name)


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    plain = name.encode("ascii", "replace").decode().replace('"', "")
    answer["Content-Disposition"] = f'attachment; filename="{plain.replace("?", "_")}"'
    answer["Cache-Control"] = "no-store"
    return answer
