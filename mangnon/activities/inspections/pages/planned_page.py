"""Planning one inspection: first where and of what kind, then the place, the day and who."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mangnon.activities.inspections.catalog import Checklist, checklists_on
from mangnon.activities.inspections.forms.planning_forms import (
    ChangeInspectionForm,
    InspectionForm,
)
from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.inspection_plan import InspectionPlan
from mangnon.activities.inspections.pages.lookup import PLANS, kept
from mangnon.activities.inspections.planning import change_inspection, plan_inspection
from mangnon.activities.keeping import units_for
from mangnon.core import access
from mangnon.core.asking import ask_until_saved
from mangnon.core.models import Unit
from mangnon.core.requests import Request, key_in, number_in, posted
from mangnon.places.models import Place
from mangnon.ui.context import today

FORM = "activities/inspections/form.html"


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask for commune and kind, then for the place; a place of the register names both at once."""
    access.require(request.user, "inspection.edit")
    plan, place = _plan(request), _place(request)
    units, day = units_for(request.user, today()), today()
    unit = place.unit if place else units.filter(pk=number_in(request.GET, "unit") or 0).first()
    kinds = checklists_on(day)
    checklist = kinds.get(request.GET.get("kind", "")) or _kind_of(place, kinds.values())
    if unit is None or checklist is None:
        context = {
            "units": [(one.pk, one) for one in units],
            "kinds": [(kind, one.label) for kind, one in kinds.items()],
            "unit": request.user.unit_id, "plan": plan, "place": place,
        }  # fmt: skip
        return render(request, "activities/inspections/which.html", context)
    form = InspectionForm(
        posted(request), by=request.user, plan=plan, places=_places(request, unit, checklist),
        initial={"place": place},
    )  # fmt: skip

    def save() -> Inspection:
        told = form.values() | {"unit": unit, "kind": checklist.kind, "plan": plan}
        if plan is not None:
            told["organisation"] = plan.organisation
        return plan_inspection(form.cleaned_data["key"], told, by=request.user)

    return ask_until_saved(
        request, form, save, page="inspection", template=FORM, plan=plan,
        title=_("Plan an inspection: %(kind)s, %(unit)s") % {"kind": checklist.label, "unit": unit},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: Request, inspection_id: UUID) -> HttpResponse:
    found = kept(request, inspection_id)
    form = ChangeInspectionForm(posted(request), inspection=found)

    def save() -> Inspection:
        seen_at = form.cleaned_data["seen_at"]
        return change_inspection(found.pk, form.values(), seen_at=seen_at, by=request.user)

    return ask_until_saved(
        request, form, save, page="inspection", template=FORM, inspection=found,
        title=_("Change the inspection"),
    )  # fmt: skip


def _plan(request: Request) -> InspectionPlan | None:
    key = key_in(request.GET, "plan")
    return PLANS.kept(request, key) if key else None


def _place(request: Request) -> Place | None:
    key = key_in(request.GET, "place")
    places = Place.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(places, pk=key) if key else None


def _kind_of(place: Place | None, checklists: Iterable[Checklist]) -> Checklist | None:
    """Return the only checklist for places of that kind; None where several would do, or none."""
    fitting = [one for one in checklists if place and place.kind in one.place_kinds]
    return fitting[0] if len(fitting) == 1 else None


def _places(request: Request, unit: Unit, checklist: Checklist) -> QuerySet[Place]:
    places = Place.objects.visible_to(request.user).filter(unit__in=unit.subtree(), closed_on=None)
    found: QuerySet[Place] = places.filter(kind__in=checklist.place_kinds).in_name_order()
    return found
