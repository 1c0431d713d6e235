"""The overview and the page of one indicator."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.dashboards import indicator, scoreboard, units_below
from mangnon.dashboards.activities_beside import activities_beside
from mangnon.dashboards.explained import explained
from mangnon.plans.bases.shown import bases_of_leaf
from mangnon.ui.context import today


@require_GET
@vary_on_headers("HX-Request")
def overview(request: Request) -> HttpResponse:
    if not access.allowed(request.user, "indicator.view"):
        return redirect("dashboards:mine")
    asked = scoreboard.asked(request.GET)
    board = scoreboard.board(request.user, asked)
    kept = {"by": asked.by, "status": asked.attainment}
    context = {"asked": asked, "board": board, "groupings": scoreboard.GROUPINGS, "kept": kept}
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "dashboards/scoreboard.html#board" if is_part else "dashboards/scoreboard.html"
    return render(request, template, context)


@require_GET
def indicator_page(request: Request, leaf: str) -> HttpResponse:
    access.require(request.user, "indicator.view")
    asked = units_below.asked(request.GET)
    try:
        page = indicator.page(request.user, leaf, asked)
    except indicator.NotShown:  # the overview says why, and what to choose
        return redirect(f"{reverse('dashboards:scoreboard')}?{request.GET.urlencode()}")
    told = explained(page.figure.result, page.shelf, request.user, request.GET.get("what_if", ""))
    context = {"asked": asked, "page": page, "told": told, "kept": {"sort": asked.sort}}
    year = page.run.snapshot.as_of.year
    context["bases"] = bases_of_leaf(leaf, year, request.user, today())
    if page.units_on.day is None:  # activities stay on the units where they were
        day = page.run.snapshot.as_of
        context["activities"] = activities_beside(leaf, day, page.unit, request.user)
    return render(request, "dashboards/indicator.html", context)


@require_GET
def indicator_live(request: Request, leaf: str) -> HttpResponse:
    """Answer the live figure's part of the page, or 204 while it is as the page shows it."""
    access.require(request.user, "indicator.view")
    asked = units_below.asked(request.GET)
    live = indicator.live(request.user, leaf, asked)
    if request.GET.get("seen") == live.state:
        return HttpResponse(status=204)
    return render(request, "dashboards/_live.html", {"live": live, "day": asked.day})


@require_GET
def indicator_chart(request: Request, leaf: str) -> JsonResponse:
    access.require(request.user, "indicator.view")
    asked = units_below.asked(request.GET)
    source = indicator.source_of(request.user, leaf, asked.day)
    unit = source.unit(asked.unit)
    for level in units_below.levels(source.below(unit), unit, asked.sort, source.shelf):
        if level.code == asked.level:
            return JsonResponse(units_below.chart(level.rows, source.definition, source.goal))
    raise Http404(asked.level)


@require_GET
def indicator_years(request: Request, leaf: str) -> JsonResponse:
    access.require(request.user, "indicator.view")
    return JsonResponse(indicator.years_chart(request.user, leaf, units_below.asked(request.GET)))
