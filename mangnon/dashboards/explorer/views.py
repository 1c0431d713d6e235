"""The explorer's page, its chart, its maps and its files: all of the same lines."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.dashboards.explorer import drawing, files, mapping
from mangnon.dashboards.explorer.asked import asked
from mangnon.dashboards.explorer.choices import fields_of
from mangnon.dashboards.explorer.page import (
    Explored,
    blocks,
    explored,
    is_crossed,
    may_see_small,
)
from mangnon.dashboards.indicator import NotShown

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[str, Callable[[Explored], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", files.to_csv),
    "xlsx": (XLSX, files.to_xlsx),
}


@require_GET
def explorer(request: Request) -> HttpResponse:
    access.require(request.user, "indicator.view")
    try:
        found = explored(request.user, asked(request.GET))
    except NotShown:  # the overview says why
        return redirect("dashboards:scoreboard")
    panels = mapping.panels_of(found)
    context = {
        "found": found,
        "fields": fields_of(found),
        "blocks": blocks(found),
        "panels": panels[: mapping.MOST_MAPS],
        "maps_left_out": len(panels[mapping.MOST_MAPS :]),
        "is_schematic": bool(panels) and mapping.forms_of(found).is_schematic,
        "chart_left_out": drawing.left_out(found),
        "sees_small": may_see_small(found),
        "is_crossed": is_crossed(found),
        "receipt": files.receipt(found),
    }
    return render(request, "dashboards/explorer.html", context)


@require_GET
def chart(request: Request) -> JsonResponse:
    return JsonResponse(drawing.chart_of(_explored(request)))


@require_GET
def map_(request: Request) -> JsonResponse:
    return JsonResponse(mapping.map_of(_explored(request), asked(request.GET).panel))


@require_GET
def figures(request: Request, form: str) -> HttpResponse:
    found = _explored(request)
    if form == "json":
        return JsonResponse(files.to_json(found), json_dumps_params={"ensure_ascii": False})
    if form not in FORMS:
        raise Http404(form)
    kind, made = FORMS[form]
    name = f"chi-tieu-{found.source.definition.leaf}-{found.source.run.snapshot.code}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made(found), content_type=kind, headers=headers)


def _explored(request: Request) -> Explored:
    access.require(request.user, "indicator.view")
    return explored(request.user, asked(request.GET))
