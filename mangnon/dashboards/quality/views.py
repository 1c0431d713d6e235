"""The list of what quality checks found, and letting a warning stand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.dashboards.quality import listing
from mangnon.dashboards.quality.forms import ExplanationForm
from mangnon.indicators.models import Explanation, Finding
from mangnon.indicators.quality.explaining import EXPLAIN, explain_finding, take_back
from mangnon.indicators.quality.telling import tell


@require_GET
def data(request: Request) -> HttpResponse:
    access.require(request.user, "indicator.view")
    return redirect("dashboards:quality")


@require_GET
def findings(request: Request) -> HttpResponse:
    access.require(request.user, "indicator.view")
    asked = listing.asked(request.GET)
    page = listing.page(request.user, asked)
    return render(request, "dashboards/quality/findings.html", {"page": page, "asked": asked})


@require_http_methods(["GET", "POST"])
def explain(request: Request, finding_id: int) -> HttpResponse:
    access.require(request.user, EXPLAIN)
    seen = Finding.objects.visible_to(request.user).select_related("unit", "run__snapshot")
    finding = get_object_or_404(seen, pk=finding_id)
    finding = tell(finding, finding.run, request.user)
    form = ExplanationForm(posted(request))
    if is_done(form, lambda: _explain(finding, form, request)):
        messages.success(request, _("The explanation is kept; the warning no longer stands."))
        return redirect(_back(request))
    facts = {"finding": finding, "form": form, "back": _back(request)}
    status = 422 if form.is_bound else 200
    return render(request, "dashboards/quality/explain.html", facts, status=status)


@require_POST
def withdraw(request: Request, explanation_id: int) -> HttpResponse:
    access.require(request.user, EXPLAIN)
    get_object_or_404(Explanation.objects.visible_to(request.user), pk=explanation_id)
    try:
        take_back(explanation_id, by=request.user)
        messages.success(request, _("The explanation is taken back; the warning stands again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request))


def _explain(finding: Finding, form: ExplanationForm, request: Request) -> Explanation:
    return explain_finding(finding.pk, by=request.user, reason=form.cleaned_data["reason"])


def _back(request: Request) -> str:
    """Return the list as the reader had narrowed it."""
    query = listing.asked(request.GET).query
    return reverse("dashboards:quality") + (f"?{query}" if query else "")
