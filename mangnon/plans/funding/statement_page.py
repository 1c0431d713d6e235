"""The funding statement as a page and as a spreadsheet: the same sums in both."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.plans.funding.line import BudgetLine
from mangnon.plans.funding.listing import year_in
from mangnon.plans.funding.statement import COLUMNS, overview, statement, years_of
from mangnon.plans.funding.statement_file import XLSX, file_name, workbook_of
from mangnon.plans.funding.workbook import group_titles
from mangnon.ui.context import today


@require_GET
def statement_page(request: Request) -> HttpResponse:
    access.require(request.user, "funding.view")
    year, name = year_in(request.GET) or today().year, request.GET.get("by", "")
    name = name if name in COLUMNS else "source"
    context = {
        "told": overview(year, name, by=request.user),
        "by": name,
        "titles": {name: title for title, name in group_titles().items()} | {"year": _("By year")},
        "years": years_of(request.user, today()),
        "waiting": BudgetLine.objects.visible_to(request.user).waiting().exists(),
        "can_enter": access.allowed(request.user, "funding.draft"),
    }
    return render(request, "plans/funding/statement.html", context)


@require_GET
def statement_file(request: Request) -> HttpResponse:
    access.require(request.user, "funding.view")
    told = statement(year_in(request.GET) or today().year, by=request.user)
    content = workbook_of(told, by=request.user)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(told.year)}"'
    return response
