"""Taking over a case that nobody runs any more."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mangnon.cases.pages.finding import case_for
from mangnon.cases.record.taking_over import take_over
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui import context


@require_POST
def take(request: Request, case_id: UUID) -> HttpResponse:
    """Let the person run the case; whom another came before sees it no more."""
    case = case_for(request, case_id, "case.edit")
    try:
        take_over(case.pk, by=request.user, now=context.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("cases")
    messages.success(request, _("You run this case now."))
    return redirect("case", case.pk)
