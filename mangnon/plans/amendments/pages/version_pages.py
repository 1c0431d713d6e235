"""A plan over time: its versions, the one of a day, and last year's beside it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.requests import Request
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.amendments.forms import DayForm
from mangnon.plans.amendments.last_year import HOW, counts_of, rows_of
from mangnon.plans.amendments.versions import begins_on, standing_on, versions_of
from mangnon.plans.models import Plan
from mangnon.ui.context import today


@require_GET
def versions(request: Request, plan_id: int) -> HttpResponse:
    """Show every version of the plan of a unit and year, and which of them stood on a day."""
    access.require(request.user, "plan.view")
    plan = _approved(request, plan_id)
    found = versions_of(plan, request.user)
    form = DayForm(request.GET or None, initial={"day": today()})
    day = form.cleaned_data["day"] if form.is_valid() else None
    amendments = Amendment.objects.visible_to(request.user).filter(plan__in=found)
    context = {
        "plan": plan,
        "versions": [(place, one, begins_on(one)) for place, one in enumerate(found, start=1)],
        "form": form,
        "day": day,
        "stood": standing_on(found, day) if day else None,
        "amendments": list(amendments.select_related("decision", "drafted_by")),
        "open_one": amendments.filter(plan=plan).open().first(),
        "can_amend": plan.is_in_force and access.allowed(request.user, "plan.review"),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "plans/amendments/versions.html", context, status=status)


@require_GET
def last_year(request: Request, plan_id: int) -> HttpResponse:
    """Show an approved plan's targets beside those of the unit's plan of the year before."""
    access.require(request.user, "plan.view")
    plan = _approved(request, plan_id)
    last = Plan.objects.visible_to(request.user).before(plan)
    rows = rows_of(plan, last) if last else []
    state = request.GET.get("how", "")
    context = {
        "plan": plan,
        "last": last,
        "rows": [row for row in rows if row.how == state or state not in HOW],
        "counts": counts_of(plan, last) if last else [],
        "hows": [
            (code, words, sum(row.how == code for row in rows)) for code, words in HOW.items()
        ],
        "chosen": state if state in HOW else "",
    }
    return render(request, "plans/amendments/last_year.html", context)


def _approved(request: Request, plan_id: int) -> Plan:
    seen = Plan.objects.visible_to(request.user).filter(state=Plan.State.APPROVED)
    found: Plan = get_object_or_404(seen.select_related("unit"), pk=plan_id)
    return found
