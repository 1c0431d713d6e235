"""The working calendar: every day of a year that is off or worked against the ordinary week."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.core.working_calendar import WEEKDAYS, YEARS, working_calendar
from mangnon.ui.context import today


@require_GET
def calendar(request: Request) -> HttpResponse:
    access.require(request.user, "unit.view")
    typed = request.GET.get("year", "") or str(today().year)
    year = int(typed) if typed.isdecimal() and len(typed) == len("2025") else 0
    error = ""
    if year not in YEARS:
        year = today().year
        error = _("There is no calendar of “%(text)s”; choose a year from %(first)s to %(last)s.")
        error %= {"text": typed[:20], "first": YEARS[0], "last": YEARS[-1]}
    days = [(WEEKDAYS[d.day.weekday()], d) for d in working_calendar().special_days(year)]
    context = {"year": year, "days": days, "error": error, "first": YEARS[0], "last": YEARS[-1]}
    status = 422 if error else 200
    return render(request, "administration/calendar.html", context, status=status)
