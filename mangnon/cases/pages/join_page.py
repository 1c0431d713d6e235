"""Joining two cases about the same matter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mangnon.cases.case import Case
from mangnon.cases.pages.finding import case_for
from mangnon.cases.receiving.joining import join_cases
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.ui import context


@require_POST
def join(request: Request, case_id: UUID, second_id: UUID) -> HttpResponse:
    """Let the case go on with the matter of the second one."""
    kept = case_for(request, case_id, "case.edit")
    second = get_object_or_404(Case.objects.visible_to(request.user), pk=second_id)
    try:
        join_cases(kept.pk, second.pk, by=request.user, now=context.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Case %(number)s is joined into this one.") % {"number": second.number}
        )
    return redirect("case", kept.pk)
