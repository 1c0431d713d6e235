"""Files of evidence: added to a step, and opened by who works on the case."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.evidence.keeping import add_evidence, open_evidence
from mangnon.cases.forms.evidence_form import EvidenceForm
from mangnon.cases.pages.finding import case_for
from mangnon.cases.seeing import Section, sections_open
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: Request, case_id: UUID, step_id: UUID) -> HttpResponse:
    case = _case_with_steps(request, case_id, "case.edit")
    step = get_object_or_404(case.steps, pk=step_id)
    form = EvidenceForm(request.POST or None, request.FILES or None)

    def save() -> None:
        file = form.cleaned_data["file"]
        add_evidence(case.pk, step, file.name, file, by=request.user, now=context.now())

    if is_done(form, save):
        return redirect("case", case.pk)
    shown = {"case": case, "form": form, "title": _("Evidence of a step")}
    return render(request, "cases/asked.html", shown, status=422 if form.errors else 200)


@never_cache
@require_GET
def evidence(request: Request, case_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Send the file, to be saved and never shown by the browser in this site's name."""
    case = _case_with_steps(request, case_id, "case.view")
    found = get_object_or_404(case.evidence.select_related("case__unit"), pk=evidence_id)
    try:
        pieces = open_evidence(found, by=request.user)
    except Refused as refusal:
        raise Http404(evidence_id) from refusal
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Length"] = str(found.size)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return answer


def _case_with_steps(request: Request, case_id: UUID, action: str) -> Case:
    case = case_for(request, case_id, action)
    if Section.STEPS not in sections_open(case, request.user):
        raise Http404(case_id)
    return case
