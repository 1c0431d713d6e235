"""One obligation: who owes what to whom, where the report stands, and what may be done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.reports.models import Obligation, ObligationReminder, Submission
from mangnon.reports.obligations.asking import withdraw
from mangnon.reports.obligations.ended import why_ended
from mangnon.reports.obligations.forms import WithdrawForm
from mangnon.reports.obligations.letter import letter_to_late
from mangnon.reports.obligations.rights import own_of
from mangnon.reports.obligations.states import Line
from mangnon.ui.context import now, today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@never_cache
@require_GET
def obligation(request: Request, obligation_id: UUID) -> HttpResponse:
    return _page(request, _seen(request, obligation_id, "obligation.view"))


@require_POST
def taken_back(request: Request, obligation_id: UUID) -> HttpResponse:
    found = _seen(request, obligation_id, "obligation.ask")
    form = WithdrawForm(request.POST)
    if is_done(form, lambda: withdraw(found, **form.cleaned_data, by=request.user, now=now())):
        return redirect("reports:obligation", found.pk)
    return _page(request, found, form)


@require_GET
def letter(request: Request, obligation_id: UUID) -> HttpResponse:
    """Send the letter to all who are late with the same report."""
    found = _seen(request, obligation_id, "obligation.ask")
    try:
        content = letter_to_late(found, by=request.user, now=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:obligation", found.pk)
    headers = {"Content-Disposition": 'attachment; filename="cong-van-don-doc.docx"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _seen(request: Request, obligation_id: UUID, right: str) -> Obligation:
    access.require(request.user, right)
    seen = Obligation.objects.visible_to(request.user).with_first_sent()
    found: Obligation = get_object_or_404(
        seen.select_related(
            "unit", "organisation", "plan", "deadline", "receiver", "asked_by", "withdrawn_by",
            "joined_into", "submission",
        ),
        pk=obligation_id,
    )  # fmt: skip
    return found


def _page(request: Request, found: Obligation, wrong: WithdrawForm | None = None) -> HttpResponse:
    user, line = request.user, Line(found, today())
    report = Submission.objects.visible_to(user).filter(obligation=found).first()
    is_own = own_of(user).filter(pk=found.pk).exists()
    gathers = found.consolidates and access.allowed(user, "submission.receive")
    is_new = line.state == "not_begun" and not found.consolidates
    may_begin = is_new and is_own and access.allowed(user, "submission.write")
    may_ask = access.allowed(user, "obligation.ask")
    context = {
        "line": line,
        "obligation": found,
        "ended": why_ended(found.unit, found.organisation, today()) if line.is_unanswered else "",
        "report_url": _report_address(found, report, gathers=gathers),
        "begin_url": _address("reports:submission-begin", found.pk) if may_begin else "",
        "joined": Obligation.objects.visible_to(user).filter(joined_into=found).order_by("pk"),
        "reminders": ObligationReminder.objects.visible_to(user).filter(obligation=found),
        "may_remind": may_ask and line.is_late,
        "form": wrong or (WithdrawForm() if may_ask and line.is_unanswered else None),
    }
    status = 422 if wrong else 200
    return render(request, "reports/obligations/obligation.html", context, status=status)


def _report_address(found: Obligation, report: Submission | None, *, gathers: bool) -> str:
    """Return where the report is read; one made of others is begun on its own page."""
    if gathers:
        return _address("reports:consolidation", found.pk)
    return _address("reports:submission", report.pk) if report else ""


def _address(name: str, key: object) -> str:
    """Return the address of a page that the reports of bodies have, "" where there is none."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
