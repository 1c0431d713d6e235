"""Counts of cases: for who may know how many there are, and never which."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.statistics.figures import Figures, figures
from mangnon.catalog import CATALOG
from mangnon.core.access import require
from mangnon.core.models import User
from mangnon.core.requests import Request
from mangnon.engine.load import load_catalog
from mangnon.snapshots.pseudonyms import pseudonym_key
from mangnon.snapshots.registers import extract
from mangnon.ui import context

YEARS = 5
TABLE = "abuse_cases"


def figures_now(year: int, *, by: User, now: datetime) -> Figures:
    """Count the cases of a year as they are known today, on the units of today."""
    require(by, "case.statistics")
    table, today = load_catalog(CATALOG).tables[TABLE], now.date()
    rows = extract([table], as_of=today, key=pseudonym_key(), units_on=today)[TABLE]
    return figures(rows.to_pylist(), year, by=by, now=now)


@never_cache
@require_GET
def statistics(request: Request) -> HttpResponse:
    now = context.now()
    years = [now.year - back for back in range(YEARS)]
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else now.year
    shown = {
        "figures": figures_now(year, by=request.user, now=now),
        "year": year,
        "years": years,
        "unit": request.user.unit,
    }
    return render(request, "cases/statistics.html", shown)
