"""How many different children the activities of a year reached, target by target."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from mangnon.accounts.people import units_to_place
from mangnon.activities.catalog import catalog_on
from mangnon.activities.targets.distinct import distinct_children, keep_count
from mangnon.activities.targets.leaf_count import LeafCount
from mangnon.core import access
from mangnon.core.models import Refused, Unit
from mangnon.core.requests import Request, number_in
from mangnon.core.units.lineage import units_known
from mangnon.ui.context import now, today

YEARS = range(1990, 2101)
KEPT_SHOWN = 20


@require_GET
def targets(request: Request) -> HttpResponse:
    access.require(request.user, "activity.view")
    return _page(request)


@require_POST
def keep(request: Request, leaf: str) -> HttpResponse:
    """Keep the count of one target as it is today, with its method."""
    access.require(request.user, "activity.edit")
    known = catalog_on(today()).leaves.get(leaf)
    if known is None:
        raise Http404(leaf)
    year, unit = _asked(request, request.POST)
    try:
        keep_count(known, year, unit, by=request.user, now=now())
    except Refused as refusal:
        return _page(request, str(refusal))
    return redirect(f"/activities/targets/?year={year}&unit={unit.pk}")


def _page(request: Request, refusal: str = "") -> HttpResponse:
    year, unit = _asked(request, request.POST or request.GET)
    leaves = catalog_on(today()).leaves.values()
    kept = LeafCount.objects.visible_to(request.user).filter(unit=unit, year=year)
    context = {
        "year": year,
        "unit": unit,
        "units": units_to_place(request.user, today()),
        "found": [distinct_children(leaf, year, unit, by=request.user) for leaf in leaves],
        "kept": kept.select_related("kept_by").order_by("-kept_at")[:KEPT_SHOWN],
        "may_keep": access.allowed(request.user, "activity.edit"),
        "refusal": refusal,
        "years": range(today().year, today().year - 6, -1),
    }
    return render(request, "activities/targets.html", context, status=422 if refusal else 200)


def _asked(request: Request, asked: Any) -> tuple[int, Unit]:
    """Return the year and unit that are asked for: this year, the person's own unit."""
    year = asked.get("year", "")
    is_year = year.isascii() and year.isdigit() and int(year[:5]) in YEARS
    own = request.user.unit_id or 0
    units = Unit.objects.filter(pk__in=units_known(request.user))
    unit = get_object_or_404(units, pk=number_in(asked, "unit") or own)
    return int(year) if is_year else today().year, unit
