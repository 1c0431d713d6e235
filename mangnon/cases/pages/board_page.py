"""The board of open cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.board import board as columns_of
from mangnon.cases.notices.mine import my_work
from mangnon.core.access import allowed, require
from mangnon.core.requests import Request
from mangnon.ui import context


@never_cache
@require_GET
def board(request: Request) -> HttpResponse:
    if not allowed(request.user, "case.view") and allowed(request.user, "case.statistics"):
        return redirect("case_punctuality")  # who sees counts only
    require(request.user, "case.view")
    now = context.now()
    shown = {
        "columns": columns_of(request.user, now),
        "now": now,
        "mine": my_work(request.user, now),
        "may_count": allowed(request.user, "case.statistics"),
        "may_receive": allowed(request.user, "case.receive"),
    }
    return render(request, "cases/board.html", shown)
