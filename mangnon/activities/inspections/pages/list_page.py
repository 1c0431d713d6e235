"""The list of inspections, and what they found by kind of place."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.accounts.people import units_to_place
from mangnon.activities.inspections import listing
from mangnon.activities.inspections.catalog import checklists_on
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.summary import by_kind
from mangnon.core import access
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in
from mangnon.ui.context import today

FIRST_YEAR = 2021


@require_GET
def inspections(request: Request) -> HttpResponse:
    access.require(request.user, "inspection.view")
    wanted, day = listing.Wanted.read(request.GET), today()
    seen = Inspection.objects.visible_to(request.user)
    found = wanted.among(seen, day).select_related("unit", "organisation", "place")
    shown, after = page_of(in_order(found, seen, "-planned_on", key_in(request.GET)))
    context = _around(request, wanted) | {
        "inspections": shown,
        "next": wanted.address(after=after) if after else "",
        "states": _states(),
        "kinds": [(kind, one.label) for kind, one in checklists_on(day).items()],
    }
    return render(request, "activities/inspections/list.html", context)


@require_GET
def summary(request: Request) -> HttpResponse:
    """How many places of each kind, the share of items met, remedies that are open or late."""
    access.require(request.user, "inspection.view")
    wanted, day = listing.Wanted.read(request.GET), today()
    year = wanted.year or day.year
    context = _around(request, wanted) | {
        "year": year,
        "lines": by_kind(request.user, year, wanted.unit, day),
    }
    return render(request, "activities/inspections/summary.html", context)


def years_to_choose() -> list[tuple[int, int]]:
    return [(year, year) for year in range(today().year + 1, FIRST_YEAR - 1, -1)]


def _around(request: Request, wanted: listing.Wanted) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "day": today(),
        "units": [(unit.pk, unit) for unit in units_to_place(request.user, today())],
        "years": years_to_choose(),
        "may_edit": access.allowed(request.user, "inspection.edit"),
    }


def _states() -> list[tuple[str, str]]:
    return [
        *((value, str(label)) for value, label in Inspection.State.choices),
        (listing.OVERDUE, _("Overdue")),
        (listing.REPEATED, _("With repeat findings")),
        (listing.LATE, _("With late remedies")),
    ]
