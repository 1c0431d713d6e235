"""The list behind a gap: the children, communes or schools that miss the target of one leaf."""

from __future__ import annotations

import csv
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.children.exporting.csv_file import BYTE_ORDER, cell_text
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.requests import Request
from mangnon.dashboards import indicator, units_below
from mangnon.engine.behind.missing import why_no_list
from mangnon.indicators.gaps.children import MOST_PRINTED, ChildrenBehind
from mangnon.indicators.gaps.gap import Gap, Kind
from mangnon.indicators.gaps.listed import name_of
from mangnon.indicators.gaps.places import PlacesBehind
from mangnon.indicators.gaps.rights import require_rights


@require_GET
def gap_page(request: Request, leaf: str) -> HttpResponse:
    """The list, a page of children after another; whoever is out of sight is only counted."""
    gap = _gap(request, leaf)
    shown = {"gap": gap, "unit_name": gap.shelf.label(gap.unit), "query": _query(request)}
    if why_not := why_no_list(gap.definition):
        return render(request, "dashboards/gap.html", shown | {"why_not": why_not})
    if gap.kind is not Kind.CHILDREN:
        behind = PlacesBehind(gap, request.user)
        return render(request, "dashboards/gap_places.html", shown | {"behind": behind})
    children = ChildrenBehind(gap, request.user)
    after = request.GET.get("after", "")
    lines, following = children.page(_uuid(after) if after else None)
    shown |= {
        "behind": children,
        "lines": lines,
        "following": following,
        "is_first": not after,
        "may_print": children.total <= MOST_PRINTED,
        "export_of": name_of(gap) if access.allowed(request.user, "child.export") else "",
    }
    return render(request, "dashboards/gap_children.html", shown)


@never_cache
@require_GET
def gap_sheet(request: Request, leaf: str) -> HttpResponse:
    """The children of the list on paper; taking them out of the house is written down."""
    gap = _gap(request, leaf)
    if why_no_list(gap.definition) or gap.kind is not Kind.CHILDREN:
        raise Http404(leaf)
    children = ChildrenBehind(gap, request.user)
    if children.total > MOST_PRINTED:
        raise Http404(leaf)
    hamlets = children.sheet()
    count = sum(len(home.visits) for hamlet in hamlets for home in hamlet.households)
    record_read(
        request.user, "child.list_printed", gap.unit, unit=gap.unit, list=leaf, children=count
    )
    shown = {
        "gap": gap, "unit_name": gap.shelf.label(gap.unit), "hamlets": hamlets, "count": count,
        "query": _query(request),
    }  # fmt: skip
    return render(request, "dashboards/gap_sheet.html", shown)


@require_GET
def gap_csv(request: Request, leaf: str) -> HttpResponse:
    """The communes or schools of the list as a CSV; files of children are asked for elsewhere."""
    gap = _gap(request, leaf)
    if why_no_list(gap.definition) or gap.kind is Kind.CHILDREN:
        raise Http404(leaf)
    lines = PlacesBehind(gap, request.user).lines()
    record_read(
        request.user, "indicators.list_taken", gap.unit, unit=gap.unit, list=leaf, rows=len(lines)
    )
    answer = HttpResponse(BYTE_ORDER, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="chi-tieu-{leaf}-{gap.unit.code}.csv"'
    writer = csv.writer(answer)
    writer.writerow(["Mã xã", "Xã", "Trường", "Trong bản chốt số liệu"])
    for line in lines:
        school = line.name if line.place else ""
        cells = (line.unit.code, str(line.unit), school, line.why)
        writer.writerow([cell_text(cell) for cell in cells])
    return answer


def _gap(request: Request, leaf: str) -> Gap:
    """Find the figure that is asked for: 404 outside the person's scope, 403 without the rights."""
    access.require(request.user, "indicator.view")
    asked = units_below.asked(request.GET)
    source = indicator.source_of(request.user, leaf, asked.day)
    gap = Gap(source.run, leaf, source.unit(asked.unit), source.shelf)
    require_rights(request.user, gap.definition, gap.catalog)
    return gap


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
