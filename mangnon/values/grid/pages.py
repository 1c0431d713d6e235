"""The pages of the grid: choosing a sheet, entering, saying where figures come from, sending."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.models import Refused, Unit
from mangnon.core.requests import Request
from mangnon.ui.context import now, today
from mangnon.values.grid.asked import answer_json, read_json
from mangnon.values.grid.cell import EntryCell, EntryChange
from mangnon.values.grid.checking import doubts
from mangnon.values.grid.describing import describe, origins, proposed
from mangnon.values.grid.desk import Desk, desk_of
from mangnon.values.grid.forms import origins_in, typed_in
from mangnon.values.grid.items import Way, way_words
from mangnon.values.grid.layout import grid_of
from mangnon.values.grid.overview import lines_of, sheet_there
from mangnon.values.grid.periods import FIRST_YEAR, LAST_YEAR, Period, now_due
from mangnon.values.grid.reading import written
from mangnon.values.grid.saving import Answer, Outcome, Writing, save
from mangnon.values.grid.sending import send
from mangnon.values.reported_value import ReportedValue

YEARS_BACK = 3
MOST_CHANGES = 200


def desk_for(request: Request, year: int) -> Desk:
    """Return the person's desk of the year, 404 for a year that none is kept for."""
    access.require(request.user, "value.enter")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return desk_of(request.user, year)


def refused(request: Request, refusal: Refused) -> HttpResponse:
    return render(request, "values/grid/refused.html", {"why": str(refusal)}, status=422)


@require_GET
def sheets(request: Request) -> HttpResponse:
    """The periods of this and earlier years, the one that is due first."""
    access.require(request.user, "value.enter")
    year, due = now_due(today())
    try:
        lines = [
            line for back in range(YEARS_BACK) for line in lines_of(desk_for(request, year - back))
        ]
    except Refused as refusal:
        return refused(request, refusal)
    shown = {"lines": lines, "due": (year, due)}
    return render(request, "values/grid/sheets.html", shown)


@require_GET
def grid(request: Request, year: int, period: Period) -> HttpResponse:
    try:
        desk = desk_for(request, year)
    except Refused as refusal:
        return refused(request, refusal)
    level = request.GET.get("level", "")
    units = [unit for unit in desk.units if not level or unit.level == level]
    is_turned = len(units) == 1 or request.GET.get("rows") == "items"
    shown = {
        "desk": desk, "period": period, "year": year, "level": level,
        "levels": [(at, Unit.Level(at).label) for at in dict.fromkeys(u.level for u in desk.units)],
        "grid": grid_of(desk, period, units, is_turned=is_turned),
        "origins": origins(desk, period),
        "ways": [(way.value, way_words(way)) for way in (Way.CUMULATIVE, Way.IN_PERIOD)],
        "sheet": sheet_there(desk, period),
    }  # fmt: skip
    return render(request, "values/grid/grid.html", shown)


@require_POST
def save_cells(request: Request, year: int, period: Period) -> HttpResponse:
    """Write the cells that the grid sends as JSON, and answer what became of each."""
    try:
        desk = desk_for(request, year)
        asked = read_json(request.body)
        writing = Writing(desk, period, now(), asked.how, written_as=asked.written_as)
        answers = save(writing, asked.cells)
    except Refused as refusal:
        return JsonResponse({"says": str(refusal)}, status=422)
    return JsonResponse({"cells": [answer_json(answer) for answer in answers]})


@require_http_methods(["GET", "POST"])
def unit_form(request: Request, year: int, period: Period, unit_id: int) -> HttpResponse:
    """The items of one unit as a plain form, for browsers that run no scripts."""
    try:
        desk = desk_for(request, year)
    except Refused as refusal:
        return refused(request, refusal)
    unit = desk.by_unit.get(unit_id)
    if unit is None:
        raise Http404
    answers: dict[str, Answer] = {}
    if request.method == "POST":
        writing = Writing(desk, period, now(), EntryChange.How.FORM)
        told = save(writing, typed_in(request.POST, desk, unit))
        answers = {a.typed.item: a for a in told if a.outcome is not Outcome.SAVED}
        if not answers:
            messages.success(request, _("Everything is saved."))
            return redirect("values:unit", year, period, unit_id)
    lines = grid_of(desk, period, [unit], is_turned=True).lines
    shown = {
        "desk": desk, "unit": unit, "year": year, "period": period,
        "lines": [(line.cells[0], answers.get(line.cells[0].item.key)) for line in lines],
        "is_refused": bool(answers),
    }  # fmt: skip
    return render(request, "values/grid/unit.html", shown, status=422 if answers else 200)


@require_http_methods(["GET", "POST"])
def columns(request: Request, year: int, period: Period) -> HttpResponse:
    """Where the figures of each column come from."""
    try:
        desk = desk_for(request, year)
        if request.method == "POST":
            describe(desk, period, origins_in(request.POST, desk))
            messages.success(request, _("Everything is saved."))
            return redirect("values:grid", year, period)
    except Refused as refusal:
        return refused(request, refusal)
    said = proposed(desk, period)
    shown = {
        "desk": desk, "year": year, "period": period, "bases": ReportedValue.Basis.choices,
        "lines": [(item, said.get(item.key)) for item in desk.written],
    }  # fmt: skip
    return render(request, "values/grid/columns.html", shown)


@require_http_methods(["GET", "POST"])
def send_sheet(request: Request, year: int, period: Period) -> HttpResponse:
    """What the checks find, and sending."""
    says = ""
    try:
        desk = desk_for(request, year)
    except Refused as refusal:
        return refused(request, refusal)
    if request.method == "POST":
        try:
            send(desk, period, now=now(), has_read_warnings="read" in request.POST)
        except Refused as refusal:
            says = str(refusal)
        else:
            messages.success(request, _("The figures are sent."))
            return redirect("values:grid", year, period)
    found = doubts(desk, period)
    shown = {
        "desk": desk, "year": year, "period": period, "says": says,
        "sheet": sheet_there(desk, period),
        "errors": [doubt for doubt in found if doubt.is_error],
        "warnings": [doubt for doubt in found if not doubt.is_error],
    }  # fmt: skip
    return render(request, "values/grid/send.html", shown, status=422 if says else 200)


@require_GET
def history(request: Request, cell_id: int) -> HttpResponse:
    """Everything that was ever written in one cell."""
    access.require(request.user, "value.enter")
    cells = EntryCell.objects.visible_to(request.user).select_related("unit")
    cell = get_object_or_404(cells, pk=cell_id)
    item = desk_of(request.user, cell.year).by_key.get(cell.item)
    changes = cell.changes.select_related("by", "organisation").order_by("-version")
    lines = [(c, written(c.before), written(c.after)) for c in changes[:MOST_CHANGES]]
    shown = {"cell": cell, "item": item, "lines": lines}
    return render(request, "values/grid/history.html", shown)
