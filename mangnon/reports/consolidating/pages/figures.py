"""The figures that bodies told and the registers do not confirm, and why they differ."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.core.asking import is_done
from mangnon.core.paging import ON_A_PAGE
from mangnon.core.requests import Request, posted
from mangnon.reports.consolidating.disagreements import (
    disagreements_of,
    explain,
    find_disagreement,
)
from mangnon.reports.consolidating.finding import report_of
from mangnon.reports.consolidating.forms import ExplainForm
from mangnon.reports.consolidating.pages.state import found
from mangnon.reports.submissions.submission import WRITTEN
from mangnon.ui.context import now


@never_cache
@require_GET
def disagreements(request: Request, obligation_id: UUID) -> HttpResponse:
    obligation = found(request, obligation_id)
    if (report := report_of(obligation)) is None:
        raise Http404
    all_of_them = disagreements_of(report, request.user)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    start = page * ON_A_PAGE
    context = {
        "obligation": obligation, "report": report, "is_open": report.state in WRITTEN,
        "disagreements": all_of_them[start : start + ON_A_PAGE],
        "next": page + 1 if len(all_of_them) > start + ON_A_PAGE else None,
    }  # fmt: skip
    return render(request, "reports/consolidating/disagreements.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def explained(request: Request, obligation_id: UUID, version_id: int, leaf: str) -> HttpResponse:
    """Say why a figure of a body is another than the registers'."""
    obligation = found(request, obligation_id)
    report = report_of(obligation)
    one = find_disagreement(report, version_id, leaf, request.user) if report else None
    if one is None:
        raise Http404
    words = {"text": one.explanation.text} if one.explanation else {}
    form = ExplainForm(posted(request), initial=words)

    def save() -> object:
        text = form.cleaned_data["text"]
        return explain(obligation.pk, version_id, leaf, text, by=request.user, now=now())

    if is_done(form, save):
        return redirect("reports:consolidation-figures", obligation.pk)
    context = {"form": form, "obligation": obligation, "one": one, "title": _("Explain a figure")}
    template = "reports/consolidating/explain.html"
    return render(request, template, context, status=422 if form.is_bound else 200)
