"""The network by unit, the posts of one unit, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.accounts.people import day_of_units
from mangnon.activities.network.by_unit import UnitPosts, posts_of_units, posts_on
from mangnon.activities.network.core_group import CoreGroup
from mangnon.activities.network.figures import by_district, by_kind, communes_on, staffing
from mangnon.activities.network.pages.lookup import asked_day, name_holders
from mangnon.core import access
from mangnon.core.models import Unit
from mangnon.core.requests import Request
from mangnon.ui.context import today

ON_A_PAGE = 50
SHOWN: Mapping[str, Callable[[UnitPosts], bool]] = {
    "vacant": lambda row: row.all.vacant > 0,
    "no_staff": lambda row: row.unit.level == Unit.Level.COMMUNE and not row.has_staff,
    "not_told": lambda row: not row.is_told,
}


@require_GET
def units(request: Request) -> HttpResponse:
    """Show each unit's posts on a day; units without any stand there too."""
    access.require(request.user, "network.view")
    day, state = _day(request), request.GET.get("state", "")
    found = Unit.objects.visible_to(request.user).on(day).order_by("level", "name_key", "code")
    rows = posts_of_units(list(found), by=request.user, day=day)
    if state in SHOWN:
        rows = [row for row in rows if SHOWN[state](row)]
    shown, after = _page(rows, request.GET.get("after", ""))
    asked = {"day": day.isoformat(), "state": state, "after": after}
    context = {
        "day": day, "state": state, "rows": shown,
        "next": urlencode(asked) if after else "",
        "may_edit": access.allowed(request.user, "network.edit"),
    }  # fmt: skip
    return render(request, "activities/network/units.html", context)


@never_cache
@require_GET
def unit(request: Request, unit_id: int) -> HttpResponse:
    access.require(request.user, "network.view")
    found: Unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_id)
    last = min(today(), found.valid_to - timedelta(days=1)) if found.valid_to else today()
    day = max(min(asked_day(request.GET.get("day", ""), otherwise=last), last), found.valid_from)
    posts = posts_on(found, by=request.user, day=day)
    name_holders((post.holding for post in posts), request.user)
    groups = CoreGroup.objects.visible_to(request.user).on(day).filter(unit=found)
    context = {
        "unit": found, "day": day, "posts": posts,
        "groups": groups.prefetch_related("counts").order_by("name", "pk"),
        "may_edit": access.allowed(request.user, "network.edit"),
    }  # fmt: skip
    return render(request, "activities/network/unit.html", context)


@require_GET
def figures(request: Request) -> HttpResponse:
    """Show the share of communes with staff at the end of a period, and what happened in it."""
    access.require(request.user, "network.view")
    day = _day(request)
    first = asked_day(request.GET.get("from", ""), otherwise=date(day.year, 1, 1))
    first = min(first, day)
    communes = communes_on(request.user, day)
    context = {
        "first": first, "day": day,
        "staffing": staffing(communes),
        "districts": by_district(communes, by=request.user, day=day),
        "without": [row for row in communes if not row.has_staff],
        "kinds": by_kind((first, day + timedelta(days=1)), by=request.user),
    }  # fmt: skip
    return render(request, "activities/network/figures.html", context)


def _day(request: Request) -> date:
    return asked_day(request.GET.get("day", ""), otherwise=day_of_units(request.user, today()))


def _page(rows: list[UnitPosts], after: str) -> tuple[list[UnitPosts], str]:
    """Return the page of the list behind a unit, and its last unit where there is more."""
    keys = [str(row.unit.pk) for row in rows]
    start = keys.index(after) + 1 if after in keys else 0
    shown = rows[start : start + ON_A_PAGE]
    return shown, keys[start + ON_A_PAGE - 1] if start + ON_A_PAGE < len(rows) else ""
