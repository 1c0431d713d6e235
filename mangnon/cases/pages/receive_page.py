"""Receiving a report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mangnon.cases.forms.report_form import report_form
from mangnon.cases.receiving.receiving import receive
from mangnon.children.facts.rules import NotAccepted
from mangnon.core.access import require
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def new_report(request: Request) -> HttpResponse:
    require(request.user, "case.receive")
    now = context.now()
    form = report_form(request.user, now, posted(request))
    if form.is_valid():
        try:
            report = receive(form.new_report(), by=request.user, now=now)
        except NotAccepted as refusal:
            for name, sentence in refusal.problems:
                form.add_error(name, sentence)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("The commune has it. Follow-up number for the caller: %(number)s.")
                % {"number": report.follow_up},
            )
            return redirect("case", report.case_id)
    return render(request, "cases/receive.html", {"form": form}, status=422 if form.errors else 200)
