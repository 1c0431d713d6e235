"""The list of built reports, the button that builds one, and its two files."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mangnon.core import access
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.reports.models import Report
from mangnon.reports.periods.forms import BuildForm
from mangnon.reports.services import build_report, note_download, run_to_report
from mangnon.ui.context import today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def report_list(request: Request) -> HttpResponse:
    access.require(request.user, "report.view")
    seen = Report.objects.visible_to(request.user).with_number()
    reports = seen.select_related("run__snapshot", "built_by")
    context = {
        "reports": reports.order_by("-built_at", "-pk"),
        "can_build": access.allowed(request.user, "report.build"),
        "form": _form(),
    }
    return render(request, "reports/list.html", context)


def _form() -> BuildForm:
    return BuildForm(initial={"kind": Report.Kind.CONSOLIDATED, "year": today().year})


@require_POST
def report_build(request: Request) -> HttpResponse:
    try:
        access.require(request.user, "report.build")
        form = BuildForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Choose a kind of report and a year from 2000 to 2100."))
        kind, year = form.cleaned_data["kind"], form.cleaned_data["year"]
        run = run_to_report(request.user, kind, year)
        built = build_report(year=year, kind=kind, run=run, by=request.user)
        if built.is_new:
            messages.success(request, _("The report was built."))
        else:
            messages.info(request, _("Nothing has changed since this report was built."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reports:list")


@require_GET
def report_docx(request: Request, report_id: int) -> FileResponse:
    return _download(request, report_id, "docx_file", "", DOCX)


@require_GET
def report_xlsx(request: Request, report_id: int) -> FileResponse:
    return _download(request, report_id, "xlsx_file", _("Annex of figures"), XLSX)


def _download(
    request: Request, report_id: int, which: str, part: str, content_type: str
) -> FileResponse:
    """Send a file of a report once the audit has noted who takes it."""
    access.require(request.user, "report.view")
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=report_id)
    file: Path = getattr(report, which)
    try:
        stream = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_download(report, file, by=request.user)
    named = f"{', '.join(filter(None, [part, str(report)]))}{file.suffix}"
    return FileResponse(stream, as_attachment=True, filename=named, content_type=content_type)
