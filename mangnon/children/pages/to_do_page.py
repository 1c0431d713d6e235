"""The to-do lists of a commune: how many by hamlet, who, and the sheet for a visit."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.children.lists.counting import by_hamlet, counts_of
from mangnon.children.lists.gaps import Asked, children_missing, children_unknown, lists_open_to
from mangnon.children.lists.lines import lines_of, page_of
from mangnon.children.lists.places import Area, communes_of
from mangnon.children.lists.sheets import sheet_of
from mangnon.children.register import ChildQuerySet
from mangnon.core.access import allowed, require
from mangnon.core.audit import record_read
from mangnon.core.requests import Request
from mangnon.ui.context import today

NO_HAMLET = "-"  # stands in an address for those of whom no hamlet is known


@require_GET
def overview(request: Request) -> HttpResponse:
    """The lists of one commune with their counts; who serves several chooses one first."""
    require(request.user, "child.view")
    area = _area(request)
    shown: dict[str, object] = {"communes": communes_of(request.user, today()), "area": area}
    if area is not None:
        counts = counts_of(area, today())
        shown |= {"counts": counts, "hamlets": by_hamlet(counts)}
    return render(request, "children/to_do.html", shown)


@require_GET
def to_do_list(request: Request, slug: str) -> HttpResponse:
    require(request.user, "child.view")
    asked, area, children = _asked_for(request, slug)
    after = request.GET.get("after", "")
    found, following = page_of(children, _uuid(after) if after else None, area.children)
    shown = {
        "asked": asked,
        "area": area,
        "lines": lines_of(found, asked),
        "following": following,
        "is_unknown": _is_unknown(request),
        "query": _query(request),
    }
    return render(request, "children/to_do_list.html", shown)


@never_cache
@require_GET
def to_do_sheet(request: Request, slug: str) -> HttpResponse:
    """The whole list on paper; taking it out of the house is written down."""
    require(request.user, "child.view")
    asked, area, children = _asked_for(request, slug)
    hamlets = sheet_of(children, request.user, partial(lines_of, asked=asked))
    count = sum(len(home.visits) for hamlet in hamlets for home in hamlet.households)
    record_read(
        request.user, "child.list_printed", area.unit, unit=area.unit, list=slug, children=count
    )
    shown = {
        "asked": asked,
        "area": area,
        "hamlets": hamlets,
        "count": count,
        "day": today(),
        "is_unknown": _is_unknown(request),
        "may_call": allowed(request.user, "child.contact"),
    }
    return render(request, "children/to_do_sheet.html", shown)


def _asked_for(request: Request, slug: str) -> tuple[Asked, Area, ChildQuerySet]:
    entry = next((entry for entry in lists_open_to(request.user) if entry.slug == slug), None)
    area = _area(request)
    if entry is None or area is None:
        raise Http404(slug)
    asked = Asked(entry, request.user, today())
    find = children_unknown if _is_unknown(request) else children_missing
    return asked, area, find(area.children, asked)


def _area(request: Request) -> Area | None:
    """Return the commune and hamlet that are asked for, the only commune where none is; else None.

    A commune that the person does not serve answers 404.
    """
    communes = communes_of(request.user, today())
    hamlet = request.GET.get("hamlet") or None
    hamlet = "" if hamlet == NO_HAMLET else hamlet
    if code := request.GET.get("unit", ""):
        return Area(get_object_or_404(communes, code=code), request.user, hamlet)
    own = list(communes[:2])
    return Area(own[0], request.user, hamlet) if len(own) == 1 else None


def _is_unknown(request: Request) -> bool:
    return "unknown" in request.GET


def _query(request: Request) -> str:
    """Return what was asked for, as it goes on in the address of the next page and the sheet."""
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404(text) from None
