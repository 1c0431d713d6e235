"""The page "Việc của tôi"."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.core.requests import Request
from mangnon.dashboards.mine.page import asked, page
from mangnon.ui.context import now


@never_cache
@require_GET
def mine(request: Request) -> HttpResponse:
    """Show whoever is signed in what waits for them; each source asks for its own right."""
    shown = page(request.user, asked(request.GET), now())
    return render(request, "dashboards/mine.html", {"page": shown})
