"""The list of activities, and the calendar of a month."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mangnon.accounts.people import units_to_place
from mangnon.activities.activity import Activity
from mangnon.activities.calendar.month import weeks_of
from mangnon.activities.catalog import catalog_on
from mangnon.activities.listing import Month, Wanted
from mangnon.activities.pages.lines import rows_in_html, week_in_html
from mangnon.core import access
from mangnon.core.models import Organisation
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in
from mangnon.ui.context import today

# What a row of the list shows.
SHOWN = (
    "kind", "from_day", "to_day", "title", "state", "same_as", "organiser_words", "reach",
    "unit__type", "unit__name", "organiser__name", "headcount__children",
)  # fmt: skip


@require_GET
def activities(request: Request) -> HttpResponse:
    """Show the list; who only hands pupils over for the summer is led to those lists."""
    if not access.allowed(request.user, "activity.view"):
        access.require(request.user, "summer.view")
        return redirect("activity-summer")
    wanted = Wanted.read(request.GET)
    seen = Activity.objects.visible_to(request.user)
    found = wanted.among(seen).select_related("unit", "organiser", "headcount").only(*SHOWN)
    shown, after = page_of(in_order(found, seen, "-from_day", key_in(request.GET)))
    context = _choices(request, wanted) | {
        "rows": rows_in_html(shown),
        "next": wanted.address(after=after) if after else "",
    }
    return render(request, "activities/list.html", context)


@require_GET
def calendar(request: Request) -> HttpResponse:
    access.require(request.user, "activity.view")
    wanted = Wanted.read(request.GET)
    day = today()
    month = wanted.month or Month.of(day)
    seen = wanted.among(Activity.objects.visible_to(request.user))
    of_day = wanted.address(month=None)
    context = _choices(request, wanted) | {
        "month": month,
        "weeks": [week_in_html(week, day, of_day) for week in weeks_of(month, seen)],
        "before": wanted.address(month=month.before),
        "after": wanted.address(month=month.next),
    }
    return render(request, "activities/calendar.html", context)


def _choices(request: Request, wanted: Wanted) -> dict[str, Any]:
    organisers = Organisation.objects.of_units_of(request.user).order_by("sort_key", "pk")
    units = units_to_place(request.user, today())
    return {
        "wanted": wanted,
        "kinds": [(kind.code, kind.label) for kind in catalog_on(today()).kinds.values()],
        "states": Activity.State.choices,
        "units": [(unit.pk, unit) for unit in units.only("type", "name")],
        "organisers": list(organisers.values_list("pk", "name")),
        "may_edit": access.allowed(request.user, "activity.edit"),
    }
