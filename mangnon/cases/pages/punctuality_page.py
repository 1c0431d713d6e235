"""Whether time limits are kept: tables and a chart of counts."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.punctuality.chart import months_chart, outcome_titles
from mangnon.cases.punctuality.reading import Punctuality, punctuality
from mangnon.core.access import require
from mangnon.core.requests import Request
from mangnon.ui import context

FIRST_YEAR = 2017  # the decree's limits hold since then


@never_cache
@require_GET
def kept(request: Request) -> HttpResponse:
    found = _found(request)
    this_year, unit = context.today().year, request.user.unit
    shown = {
        "found": found,
        "outcomes": outcome_titles().values(),
        "unit": unit,
        "has_ended": unit and unit.valid_to and unit.valid_to <= context.today(),
        "years": range(this_year, max(FIRST_YEAR, this_year - 5) - 1, -1),
    }
    return render(request, "cases/punctuality.html", shown)


@never_cache
@require_GET
def chart(request: Request) -> HttpResponse:
    return JsonResponse(months_chart(_found(request)))


def _found(request: Request) -> Punctuality:
    require(request.user, "case.statistics")
    now = context.now()
    asked = request.GET.get("year", str(now.year))
    if not asked.isascii() or not asked.isdigit() or not FIRST_YEAR <= int(asked) <= now.year:
        raise Http404(asked)
    return punctuality(request.user, int(asked), now)
