"""Following a report: by whoever received it, and by the number that its caller was given."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.receiving.following import by_follow_up, own_report, own_reports
from mangnon.children.forms.fields import RegisterForm
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context


class FollowUpForm(RegisterForm):
    number = forms.CharField(
        label=gettext_lazy("Follow-up number"), max_length=20,
        help_text=gettext_lazy("Ten digits, as the caller was told them"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autofocus": True}),
    )  # fmt: skip


@never_cache
@require_GET
def report(request: Request, report_id: UUID) -> HttpResponse:
    """Show whoever received a report its follow-up number and where it stands."""
    require(request.user, "case.receive")
    followed = own_report(report_id, request.user, context.now())
    if followed is None:
        raise Http404(report_id)
    cases = Case.objects.visible_to(request.user).filter(pk=followed.report.case_id)
    return render(request, "cases/report.html", {"followed": followed, "case": cases.first()})


@never_cache
@require_GET
def reports(request: Request) -> HttpResponse:
    require(request.user, "case.receive")
    page = own_reports(request.user, context.now(), _after(request.GET.get("after", "")))
    return render(request, "cases/reports.html", {"page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def follow_up(request: Request) -> HttpResponse:
    """Say where the report stands whose number is typed; it stands in no address."""
    require(request.user, "case.receive")
    form, followed = FollowUpForm(posted(request)), None
    if form.is_valid():
        number = form.cleaned_data["number"]
        try:
            followed = by_follow_up(number, by=request.user, now=context.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if followed is None:
                form.add_error("number", _("No report has this number; ask for it once more."))
    shown = {"form": form, "followed": followed}
    return render(request, "cases/follow_up.html", shown, status=422 if form.errors else 200)


def _after(typed: str) -> UUID | None:
    """Return the report that an address names; the first page where it names none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
