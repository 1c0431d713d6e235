"""The pages of statistics forms: the list, one form, its file, and the yearly book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.engine.statistics.form import Form
from mangnon.engine.statistics.load import load_statistics
from mangnon.reports.statistics.asking import (
    Asked,
    Question,
    ask,
    days_offered,
    question,
    years_of,
)
from mangnon.reports.statistics.book.form_sheet import parts_of
from mangnon.reports.statistics.book.paper import checked_words
from mangnon.reports.statistics.book.sources import receipt
from mangnon.reports.statistics.services import (
    Forms,
    book_file,
    file_name,
    fill_in,
    form_file,
    forms_on,
    may_fill_in,
)
from mangnon.ui.context import today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def form_list(request: Request) -> HttpResponse:
    access.require(request.user, "report.view")
    asked_for, asked, refusal = _asked(request)
    known = forms_on(_day(asked_for, asked), by=request.user)
    groups = [
        (group, [(form, checked_words(form)) for form in forms])
        for group, forms in (known.by_group if known else [])
    ]
    context = {"known": known, "groups": groups}
    return render(
        request, "reports/statistics/list.html", context | _choice(request, asked, refusal)
    )


@require_GET
def form_page(request: Request, statistics_form: str) -> HttpResponse:
    access.require(request.user, "report.view")
    asked_for, asked, refusal = _asked(request)
    known, form = _found(request, statistics_form, _day(asked_for, asked))
    context: dict[str, Any] = {"form": form, "checked": checked_words(form)}
    if asked is not None:
        (filled,) = fill_in([form], known, asked_for, asked)
        context |= {
            "table": filled.table,
            "years": filled.years,
            "over_years": _over_years(filled),
            "parts": parts_of(filled.table.metadata),
            "receipt": receipt(asked.run),
        }
    return render(
        request, "reports/statistics/form.html", context | _choice(request, asked, refusal)
    )


@require_GET
def form_xlsx(request: Request, statistics_form: str) -> HttpResponse:
    access.require(request.user, "report.view")
    asked_for, asked, refusal = _asked(request)
    known, form = _found(request, statistics_form, _day(asked_for, asked))
    page = reverse("reports:statistics-form", args=[form.slug])
    return _file(
        request, form.slug, asked, refusal, page,
        lambda asked: form_file(form, known, asked_for, asked),
    )  # fmt: skip


@require_GET
def book_xlsx(request: Request) -> HttpResponse:
    access.require(request.user, "report.view")
    asked_for, asked, refusal = _asked(request)
    known = forms_on(_day(asked_for, asked), by=request.user)

    def made(asked: Asked) -> bytes:
        if known is None:
            raise Refused(_("No regime asked for statistics in that year."))
        return book_file(known, asked_for, asked)

    return _file(request, "nien-giam", asked, refusal, reverse("reports:statistics"), made)


def _asked(request: Request) -> tuple[Question, Asked | None, str]:
    """Return what is asked, what was found, and why a day could not be shown."""
    asked_for = question(request.GET)
    try:
        return asked_for, ask(asked_for, by=request.user), ""
    except Refused as refusal:
        return asked_for, None, str(refusal)


def _day(asked_for: Question, asked: Asked | None) -> date:
    """Return the day whose forms are filled in: that of the figures, else the year's last."""
    if asked is not None:
        as_of: date = asked.run.snapshot.as_of
        return as_of
    return min(today(), date(asked_for.year, 12, 31)) if asked_for.year else today()


def _found(request: Request, slug: str, day: date) -> tuple[Forms, Form]:
    """Return the form of the day; 404 for none, 403 for one that the person may not fill in."""
    for form in load_statistics(CATALOG).forms_on(day):
        if form.slug == slug:
            known = forms_on(day, by=request.user)
            if known is None or not may_fill_in(form, request.user):
                raise PermissionDenied
            return known, form
    raise Http404(slug)


def _choice(request: Request, asked: Asked | None, refusal: str) -> dict[str, Any]:
    return {
        "asked": asked,
        "refusal": refusal,
        "choice": request.GET.urlencode(),
        "years_known": years_of(request.user),
        "units": asked.offered if asked else [],
        "days": days_offered(),
    }


def _over_years(filled: Any) -> list[tuple[str, list[Any]]]:
    """Return for each column its cell of each year, None of a year without a run."""
    return [
        (head, [year.row.cells[place] if year.row else None for year in filled.years])
        for place, head in enumerate(filled.table.heads)
    ]


def _file(
    request: Request,
    name: str,
    asked: Asked | None,
    refusal: str,
    page: str,
    made: Callable[[Asked], bytes],
) -> HttpResponse:
    """Send a file, or go back to the page and say there why there is none."""
    try:
        if asked is None:
            raise Refused(refusal or _("There are no computed figures of that year."))
        content = made(asked)
    except Refused as why:
        messages.error(request, str(why))
        return redirect(f"{page}?{request.GET.urlencode()}")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, asked)}"'
    return response
