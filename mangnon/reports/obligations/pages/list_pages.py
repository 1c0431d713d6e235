"""The list of what bodies owe, the calendar of a month, and how complete it is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.activities.listing import Month
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.requests import Request
from mangnon.reports.obligations import counting, finding
from mangnon.reports.obligations.counting_file import completeness_workbook
from mangnon.reports.obligations.month import weeks_of
from mangnon.reports.obligations.states import Line
from mangnon.ui.context import now, today

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def obligations(request: Request) -> HttpResponse:
    access.require(request.user, "obligation.view")
    asked, day = finding.wanted(request.GET), today()
    found = asked.among(request.user, day).with_first_sent()
    found = found.select_related("unit", "organisation", "submission")
    rows = list(found[: finding.ON_A_PAGE + 1])
    shown, more = rows[: finding.ON_A_PAGE], rows[finding.ON_A_PAGE :]
    context = _around(request) | {
        "asked": asked,
        "lines": [Line(one, day) for one in shown],
        "next": asked.address(after=shown[-1].pk) if more else "",
        "states": finding.state_choices(),
        "levels": finding.level_choices(),
        "periods": finding.periods_seen(request.user),
        "late_reports": _late_reports(request) if asked.state == finding.LATE else [],
    }
    return render(request, "reports/obligations/list.html", context)


@require_GET
def calendar(request: Request) -> HttpResponse:
    access.require(request.user, "obligation.view")
    month = Month.read(request.GET.get("month", "")) or Month.of(today())
    context = _around(request) | {
        "month": month,
        "weeks": weeks_of(month, request.user),
        "may_have_feed": access.allowed(request.user, "activity.view"),
    }
    return render(request, "reports/obligations/calendar.html", context)


@require_GET
def completeness(request: Request) -> HttpResponse:
    access.require(request.user, "obligation.view")
    user, day, period = request.user, today(), finding.period_in(request.GET)
    bodies = counting.by_body(user, period, day)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    start, size = page * finding.ON_A_PAGE, finding.ON_A_PAGE
    context = _around(request) | {
        "period": period,
        "periods": finding.periods_seen(user),
        "levels": counting.by_level(user, period, day),
        "reports": counting.by_report(user, period, day)[:size],
        "bodies": bodies[start : start + size],
        "next": page + 1 if len(bodies) > start + size else None,
    }
    return render(request, "reports/obligations/completeness.html", context)


@require_GET
def completeness_file(request: Request) -> HttpResponse:
    """Send the counts as a spreadsheet once the audit has noted who takes it."""
    access.require(request.user, "obligation.view")
    user, day, period = request.user, today(), finding.period_in(request.GET)
    sheets = (
        (_("By level"), counting.by_level(user, period, day)),
        (_("By report"), counting.by_report(user, period, day)),
        (_("By body"), counting.by_body(user, period, day)),
    )
    record_read(user, "obligation.export", user, unit=user.unit, rows=len(sheets[-1][1]))
    words = dict(finding.periods_seen(user)).get(period, "")
    title = " · ".join(filter(None, (_("Reports: completeness and timeliness"), words)))
    content = completeness_workbook(sheets, title=title, when=now())
    headers = {"Content-Disposition": 'attachment; filename="tinh-hinh-gui-bao-cao.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _late_reports(request: Request) -> list[counting.Counted]:
    """Return the reports that somebody is late with, for the letters that remind of them."""
    if not access.allowed(request.user, "obligation.ask"):
        return []
    found = counting.by_report(request.user, "", today())
    return [line for line in found if line.overdue][: finding.ON_A_PAGE]


def _around(request: Request) -> dict[str, object]:
    return {"may_ask": access.allowed(request.user, "obligation.ask")}
