"""The grid out to a workbook and in again; what is wrong stands beside each cell."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui.context import now
from mangnon.values.grid.asked import read_json
from mangnon.values.grid.cell import EntryChange
from mangnon.values.grid.desk import Desk
from mangnon.values.grid.pages import desk_for, refused
from mangnon.values.grid.periods import Period
from mangnon.values.grid.saving import Answer, Outcome, Typed, Writing, save
from mangnon.values.grid.workbook import Filled, read_workbook, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def workbook(request: Request, year: int, period: Period) -> HttpResponse:
    try:
        content = write_workbook(desk_for(request, year), period)
    except Refused as refusal:
        return refused(request, refusal)
    response = HttpResponse(content, content_type=XLSX)
    name = f"so-lieu-{year}-{period.value}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@dataclass(frozen=True)
class Compared:
    """A cell of the workbook and what would become of it."""

    filled: Filled
    answer: Answer


@require_http_methods(["GET", "POST"])
def upload(request: Request, year: int, period: Period) -> HttpResponse:
    """Take a filled workbook, show what would become of its cells, then write them."""
    says, compared, name = "", None, ""
    try:
        desk = desk_for(request, year)
    except Refused as refusal:
        return refused(request, refusal)
    file = request.FILES.get("file")
    try:
        if file is not None:
            name = (file.name or "")[:200]
            compared = _compared(desk, period, file)
        elif "cells" in request.POST:
            count = _write(desk, period, request.POST)
            messages.success(request, _("%(count)s cells are written.") % {"count": count})
            return redirect("values:grid", year, period)
        elif request.method == "POST":
            says = _("Choose the workbook that you filled in.")
    except Refused as refusal:
        says = str(refusal)
    shown = {
        "desk": desk, "year": year, "period": period, "says": says, "name": name,
        "compared": compared, "cells": _to_write(compared or ()),
    }  # fmt: skip
    return render(request, "values/grid/upload.html", shown, status=422 if says else 200)


def _compared(desk: Desk, period: Period, file: UploadedFile[Any]) -> list[Compared]:
    """Say what would become of each cell that differs: tried, and taken back."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        found = read_workbook(desk, period, Path(kept.name), (file.name or "")[:200])
    with transaction.atomic():
        writing = Writing(desk, period, now(), EntryChange.How.WORKBOOK)
        answers = save(writing, [filled.typed for filled in found])
        transaction.set_rollback(True)
    return [Compared(filled, answer) for filled, answer in zip(found, answers, strict=True)]


def _to_write(compared: Sequence[Compared]) -> str:
    fit = (each for each in compared if each.answer.outcome is Outcome.SAVED)
    cells = [_as_json(each.filled.typed) for each in fit]
    return json.dumps({"cells": cells}) if cells else ""


def _as_json(typed: Typed) -> dict[str, object]:
    return {
        "unit": typed.unit_id, "item": typed.item, "text": typed.text, "seen": typed.seen,
        "key": str(typed.key),
    }  # fmt: skip


def _write(desk: Desk, period: Period, form: QueryDict) -> int:
    """Write the cells that were shown as fit, and of the doubtful ones those that were chosen."""
    names = ["cells", *(name for name in form if name.startswith("choice-"))]
    texts = [text.encode() for name in names if (text := str(form.get(name, "")))]
    name = form.get("name", "").replace("\0", "")[:200]
    writing = Writing(desk, period, now(), EntryChange.How.WORKBOOK, source=name)
    answers = save(writing, [typed for text in texts for typed in read_json(text).cells])
    if left := [answer for answer in answers if answer.outcome is not Outcome.SAVED]:
        raise Refused(
            _(
                "%(count)s cells changed while you were choosing; bring the workbook in "
                "again: %(says)s"
            )
            % {"count": len(left), "says": left[0].says}
        )
    return len(answers)
