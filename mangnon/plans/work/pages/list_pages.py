"""Many tasks at once: the list, how many stand where, and the timeline of a year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.paging import page_of
from mangnon.core.requests import Request
from mangnon.plans.models import Assignment
from mangnon.plans.work import finding, summary, timeline
from mangnon.plans.work.fields import fields
from mangnon.ui.context import today

# What a line of the list shows, and nothing more is read.
SHOWN = (
    "title", "due_on", "recurs", "state", "percent", "organisation__name", "unit__name",
    "unit__type", "unit__level",
)  # fmt: skip


@require_GET
def tasks(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    asked, day = finding.wanted(request.GET), today()
    seen = Assignment.objects.visible_to(request.user).select_related("organisation", "unit")
    shown, after = page_of(asked.among(seen, day).only(*SHOWN))
    context = _around(request) | {
        "asked": asked,
        "tasks": [(task, task.is_late(day)) for task in shown],
        "next": asked.address(after=after) if after else "",
        "states": _states(),
        "fields": fields(),
        "organisations": finding.doers_seen(request.user),
        "units": finding.unit_chosen(asked, request.user),
    }
    return render(request, "plans/work/list.html", context)


@require_GET
def by_agency(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    lines = summary.by_agency(request.user, today())
    context = _around(request) | {"lines": lines, "head": _("Who does it")}
    return render(request, "plans/work/summary.html", context)


@require_GET
def by_field(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    lines = summary.by_field(request.user, today())
    context = _around(request) | {"lines": lines, "head": _("Field")}
    return render(request, "plans/work/summary.html", context)


@require_GET
def drawn(request: Request) -> HttpResponse:
    """The timeline of one year, of all tasks or of those of one organisation."""
    access.require(request.user, "plan.view")
    day = today()
    years = timeline.years_of(request.user, day)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else day.year
    seen = Assignment.objects.visible_to(request.user)
    organisation = finding.wanted(request.GET).organisation
    if organisation is not None:
        seen = seen.filter(organisation=organisation)
    context = _around(request) | {
        "timeline": timeline.draw(seen, year, day),
        "years": [(year, year) for year in years],
        "organisation": organisation,
        "organisations": finding.doers_seen(request.user),
    }
    return render(request, "plans/work/timeline.html", context)


def _around(request: Request) -> dict[str, object]:
    return {"can_do": access.allowed(request.user, "task.do")}


def _states() -> list[tuple[str, str]]:
    return [
        (finding.OPEN, _("Not closed yet")),
        (finding.LATE, _("Late")),
        (finding.FREE, _("Given to no organisation")),
        *((value, str(label)) for value, label in Assignment.State.choices),
        (finding.ALL, _("All")),
    ]
