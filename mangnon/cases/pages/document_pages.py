"""Forms as .docx: of a step, of a report, of alternative care, and blank."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.catalog import case_catalog
from mangnon.cases.documents.blanks import blank
from mangnon.cases.documents.care import LISTS, RECORDS_OF, print_care, print_care_list
from mangnon.cases.documents.printing import print_report, print_step
from mangnon.cases.pages.finding import case_for
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui import context

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_GET
def step_document(request: Request, case_id: UUID, step_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    step = get_object_or_404(case.steps.select_related("by", "decided_by"), pk=step_id)
    by_deputy = "deputy" in request.GET
    try:
        content = print_step(case, step, by_deputy=by_deputy, by=request.user, now=context.now())
    except Refused as refusal:
        raise Http404(step_id) from refusal
    return _file(content, f"vu-viec-{case.number}-{step.code}")


@never_cache
@require_GET
def report_document(request: Request, case_id: UUID, report_id: UUID) -> HttpResponse:
    case = case_for(request, case_id)
    report = get_object_or_404(case.reports.select_related("received_by", "case"), pk=report_id)
    try:
        content = print_report(report, by=request.user, now=context.now())
    except Refused as refusal:
        raise Http404(report_id) from refusal
    return _file(content, f"vu-viec-{case.number}-mau-01")


@never_cache
@require_GET
def care_document(request: Request, form_code: str, record_id: UUID) -> HttpResponse:
    """A form of one child in need, carer, placement or check that the person sees."""
    require(request.user, "care.view")
    code = form_code.replace("-", "_")
    if code not in RECORDS_OF:
        raise Http404(form_code)
    seen = RECORDS_OF[code].objects.visible_to(request.user).distinct()
    record = get_object_or_404(seen, pk=record_id)
    by_deputy = "deputy" in request.GET
    content = print_care(code, record, by_deputy=by_deputy, by=request.user, now=context.now())
    return _file(content, f"cham-soc-thay-the-{form_code}")


@never_cache
@require_GET
def care_list(request: Request, form_code: str) -> HttpResponse:
    require(request.user, "care.edit")
    code = form_code.replace("-", "_")
    if code not in LISTS:
        raise Http404(form_code)
    return _file(print_care_list(code, by=request.user, now=context.now()), form_code)


@require_GET
def blanks(request: Request) -> HttpResponse:
    """The forms that hold today, blank, for who works on cases."""
    require(request.user, "case.view")
    catalog, day = case_catalog(), context.today()
    codes = sorted({form.code for form in catalog.forms})
    forms = [catalog.form(code, day) for code in codes]
    ordered = sorted(forms, key=lambda form: (not form.number, form.number, form.title.vi))
    return render(request, "cases/blanks.html", {"forms": ordered})


@require_GET
def blank_form(request: Request, form_code: str) -> HttpResponse:
    require(request.user, "case.view")
    code = form_code.replace("-", "_")
    if code not in {form.code for form in case_catalog().forms}:
        raise Http404(form_code)
    return _file(blank(case_catalog().form(code, context.today())), f"mau-trong-{code}")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer
