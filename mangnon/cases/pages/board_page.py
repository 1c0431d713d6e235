"""The board of open cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mangnon.cases.board import After, Column, Filters
from mangnon.cases.board import board as columns_of
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.pages.board_lines import lines_in_html
from mangnon.core.access import allowed, require
from mangnon.core.requests import Request
from mangnon.ui import context

WORDS = {
    "mine": _("I run it"),
    "commune": _("Of my unit"),
    "late": _("Overdue"),
    "emergency": _("Emergency"),
}


@never_cache
@require_GET
def board(request: Request) -> HttpResponse:
    """Show the cases that the person works on; who only receives reports has a list of those."""
    works = allowed(request.user, "case.edit") or allowed(request.user, "case.decide")
    if not works and allowed(request.user, "case.receive"):
        return redirect("case_reports")
    if not works and allowed(request.user, "case.statistics"):
        return redirect("case_punctuality")  # who sees counts only
    require(request.user, "case.view")
    now = context.now()
    filters = Filters(**{name: name in request.GET for name in WORDS})
    columns = columns_of(request.user, now, filters, _after(request.GET))
    shown: dict[str, Any] = {
        "columns": [
            (column, lines_in_html(column.lines), _address(filters, column)) for column in columns
        ],
        "filters": [(name, words, getattr(filters, name)) for name, words in WORDS.items()],
        "is_narrowed": filters != Filters(),
        "goes_on": "after" in request.GET,
        "now": now,
        "may_count": allowed(request.user, "case.statistics"),
        "may_receive": allowed(request.user, "case.receive"),
        "may_open": allowed(request.user, "case.open_urgently"),
        "may_see_care": allowed(request.user, "care.view"),
        "may_review": allowed(request.user, "case.review_urgent"),
        "may_edit": allowed(request.user, "case.edit"),
        "offered": HandOver.objects.visible_to(request.user).open().count(),
    }
    return render(request, "cases/board.html", shown)


def _address(filters: Filters, column: Column) -> str:
    """Return the address of the rest of a column, "" where all of it is shown."""
    if column.after is None:
        return ""
    kept = {name: "1" for name in WORDS if getattr(filters, name)}
    place = f"{column.after.stage} {column.after.due_at.isoformat()} {column.after.case}"
    return "?" + urlencode({**kept, "after": place})


def _after(asked: QueryDict) -> After | None:
    """Return the place that an address tells; the first page where it tells none."""
    try:
        stage, due_at, case = asked.get("after", "").split()
        return After(stage, datetime.fromisoformat(due_at), UUID(case))
    except ValueError:
        return None
