"""The care facilities in which a child lived: seen, begun, ended."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.children.forms.fields import RegisterForm, day_field
from mangnon.children.models import Child, Stay
from mangnon.children.staying import begin_stay, end_stay
from mangnon.core.access import allowed, require
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request
from mangnon.places.catalog import kinds_that
from mangnon.places.models import Place
from mangnon.ui.context import today


class DayForm(RegisterForm):
    on = day_field(_("From the day"))


class StayForm(DayForm):
    place = forms.ModelChoiceField(label=_("Care facility"), queryset=Place.objects.none())


@require_http_methods(["GET", "POST"])
def stays(request: Request, child_id: UUID) -> HttpResponse:
    require(request.user, "child.view")
    child = _child(request, child_id)
    form = StayForm(request.POST if request.method == "POST" else None)
    homes = Place.objects.visible_to(request.user).open_on(today()).in_name_order()
    form.fields["place"].queryset = homes.filter(  # type: ignore[attr-defined]
        kind__in=kinds_that("cares_for_residents")
    )
    if request.method == "POST":
        require(request.user, "child.edit")
        if form.is_valid():
            try:
                data = form.cleaned_data
                begin_stay(child.pk, data["place"], on=data["on"], by=request.user)
                return redirect("child-stays", child.pk)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    return _page(request, child, form)


@require_POST
def stay_end(request: Request, child_id: UUID, stay_id: int) -> HttpResponse:
    require(request.user, "child.edit")
    child = _child(request, child_id)
    stay = get_object_or_404(Stay.objects.visible_to(request.user), pk=stay_id, child=child)
    form = DayForm(request.POST)
    if form.is_valid():
        try:
            end_stay(stay, on=form.cleaned_data["on"], by=request.user)
            return redirect("child-stays", child.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _page(request, child, form)


def _child(request: Request, child_id: UUID) -> Child:
    found: Child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_id)
    return found


def _page(request: Request, child: Child, form: forms.Form) -> HttpResponse:
    """Answer where the child lived; a form that could not be saved says why."""
    record_read(request.user, "child.read", child)
    known = Stay.objects.visible_to(request.user).filter(child=child).select_related("place")
    wrong = form if form.is_bound else None
    context = {
        "child": child,
        "stays": known.order_by("-began_on"),
        "form": form if isinstance(form, StayForm) else None,
        "wrong": wrong,
        "can_edit": allowed(request.user, "child.edit"),
    }
    return render(request, "children/stays.html", context, status=422 if wrong else 200)
