"""The list of feedback that is owed to hotlines."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.proceedings.feedback import owed
from mangnon.core.access import require
from mangnon.core.requests import Request
from mangnon.ui import context


@never_cache
@require_GET
def feedback(request: Request) -> HttpResponse:
    require(request.user, "case.edit")
    shown = {"owed": owed(request.user, context.now())}
    return render(request, "cases/feedback.html", shown)
