"""The board of open cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.board import board as columns_of
from mangnon.core.access import allowed, require
from mangnon.core.requests import Request
from mangnon.ui import context


@never_cache
@require_GET
def board(request: Request) -> HttpResponse:
    require(request.user, "case.view")
    now = context.now()
    shown = {
        "columns": columns_of(request.user, now),
        "now": now,
        "may_receive": allowed(request.user, "case.receive"),
        "may_open": allowed(request.user, "case.open_urgently"),
        "may_edit": allowed(request.user, "case.edit"),
        "may_see_care": allowed(request.user, "care.view"),
        "may_count": allowed(request.user, "case.count"),
        "may_review": allowed(request.user, "case.review_urgent"),
    }
    return render(request, "cases/board.html", shown)
