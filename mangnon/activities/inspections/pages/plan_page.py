"""Plans of inspections: the list, one plan with its inspections, a new one, a change."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.activities.inspections.forms.planning_forms import InspectionPlanForm
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.inspections.pages.list_page import years_to_choose
from mangnon.activities.inspections.pages.lookup import PLANS
from mangnon.activities.inspections.planning import change_plan, enter_plan
from mangnon.core import access
from mangnon.core.asking import ask_until_saved
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, key_in, number_in, posted
from mangnon.ui.context import now, today

FORM = "activities/inspections/form.html"


@require_GET
def plans(request: Request) -> HttpResponse:
    """The plans of a year, this one unless another is asked for; page after page by key."""
    access.require(request.user, "inspection.view")
    year = number_in(request.GET, "year") or today().year
    found = InspectionPlan.objects.visible_to(request.user).filter(year=year)
    if key := key_in(request.GET):
        found = found.filter(pk__gt=key)
    shown, after = page_of(found.select_related("unit", "organisation").order_by("pk"))
    context = {
        "plans": shown,
        "next": f"year={year}&after={after}" if after else "",
        "year": year,
        "years": years_to_choose(),
        "may_edit": access.allowed(request.user, "inspection.edit"),
    }
    return render(request, "activities/inspections/plans.html", context)


@require_GET
def plan(request: Request, inspection_plan_id: UUID) -> HttpResponse:
    found: InspectionPlan = PLANS.seen(request, inspection_plan_id)
    lines = Inspection.objects.visible_to(request.user).filter(plan=found)
    lines = lines.select_related("unit", "organisation", "place")
    context = {
        "plan": found,
        "inspections": lines.order_by("planned_on", "pk"),
        "files": found.files.all(),
        "day": today(),
        "may_edit": PLANS.keeps(request, found),
    }
    return render(request, "activities/inspections/plan.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "inspection.edit")
    form = InspectionPlanForm(posted(request), request.FILES or None, by=request.user)

    def save() -> InspectionPlan:
        data = form.cleaned_data
        return enter_plan(data["key"], form.values(), data["documents"], by=request.user, now=now())

    return ask_until_saved(
        request, form, save, page="inspection-plan", template=FORM,
        title=_("New plan of inspections"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: Request, inspection_plan_id: UUID) -> HttpResponse:
    found: InspectionPlan = PLANS.kept(request, inspection_plan_id)
    form = InspectionPlanForm(posted(request), request.FILES or None, by=request.user, plan=found)

    def save() -> InspectionPlan:
        data = form.cleaned_data
        return change_plan(
            found.pk, form.values(), data["documents"],
            seen_at=data["seen_at"], by=request.user, now=now(),
        )  # fmt: skip

    return ask_until_saved(
        request, form, save, page="inspection-plan", template=FORM,
        title=_("Change the plan of inspections"), plan=found,
    )  # fmt: skip
