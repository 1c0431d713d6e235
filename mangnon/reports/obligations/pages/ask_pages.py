"""Asking for reports: the deadlines of plans, confirming one, and asking what no plan asks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.core import access
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.plans.models import Deadline
from mangnon.reports.obligations.asking import ask
from mangnon.reports.obligations.forms import AskForm, ConfirmForm
from mangnon.reports.obligations.making import deadlines_to_ask, make
from mangnon.reports.obligations.proposing import propose
from mangnon.ui.context import now, today


@require_GET
def deadlines(request: Request) -> HttpResponse:
    """The deadlines of plans in force: of how many bodies each was asked, and who is missing."""
    access.require(request.user, "obligation.ask")
    found = deadlines_to_ask(request.user, today())
    return render(request, "reports/obligations/deadlines.html", {"proposals": found})


@never_cache
@require_http_methods(["GET", "POST"])
def deadline(request: Request, deadline_id: int) -> HttpResponse:
    """Who would owe the report of a deadline; the focal office confirms it."""
    access.require(request.user, "obligation.ask")
    seen = Deadline.objects.visible_to(request.user).in_register()
    found = get_object_or_404(seen.select_related("plan__unit"), pk=deadline_id)
    proposal = propose(found, by=request.user, today=today())
    if proposal is None:
        raise Http404("a deadline without a day")
    form = ConfirmForm(posted(request), proposal=proposal, by=request.user)
    made: list[object] = []

    def save() -> None:
        made.extend(make(found, form.confirmed(), by=request.user, now=now()))

    if is_done(form, save):
        _say_how_many(request, len(made))
        return redirect("reports:deadline", found.pk)
    context = {"proposal": proposal, "deadline": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "reports/obligations/deadline.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "obligation.ask")
    form = AskForm(posted(request), by=request.user)
    made: list[object] = []

    def save() -> None:
        key = form.cleaned_data["key"]
        made.extend(ask(key, form.asked(), by=request.user, now=now()))

    if is_done(form, save):
        _say_how_many(request, len(made))
        return redirect("reports:obligations")
    context = {"form": form, "title": _("Ask for a report")}
    status = 422 if form.is_bound else 200
    return render(request, "reports/obligations/ask.html", context, status=status)


def _say_how_many(request: Request, count: int) -> None:
    words = ngettext("%(count)s body was asked.", "%(count)s bodies were asked.", count)
    messages.success(request, words % {"count": count})
