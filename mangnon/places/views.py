"""Pages of the places that serve children: the directory, one place, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.models import Unit
from mangnon.core.requests import Request, posted
from mangnon.places.catalog import kinds, services, traits
from mangnon.places.directory import ON_A_PAGE, wanted
from mangnon.places.forms import CloseForm, PlaceForm, ServesForm, TraitForm
from mangnon.places.place import Place
from mangnon.places.services import (
    add_place,
    change_place,
    close_place,
    communes_for,
    reopen_place,
    set_served,
    set_trait,
)
from mangnon.ui.context import today
from mangnon.ui.forms import SeenForm


@require_GET
def directory(request: Request) -> HttpResponse:
    access.require(request.user, "place.view")
    asked = wanted(request.GET)
    mine = Place.objects.visible_to(request.user)
    found = list(asked.among(mine.select_related("unit"), today())[: ON_A_PAGE + 1])
    places, more = found[:ON_A_PAGE], found[ON_A_PAGE:]
    units = Unit.objects.visible_to(request.user).filter(pk__in=mine.order_by().values("unit"))
    context = {
        "asked": asked,
        "places": places,
        "next": asked.address_after(places[-1]) if more else "",
        "kinds": [(kind.code, kind.label) for kind in kinds().values()],
        "services": services(),
        "units": [(unit.pk, unit) for unit in units.order_by("name_key", "code")],
        "can_edit": access.allowed(request.user, "place.edit"),
    }
    return render(request, "places/directory.html", context)


@require_GET
def place(request: Request, place_id: UUID) -> HttpResponse:
    access.require(request.user, "place.view")
    places = Place.objects.visible_to(request.user).select_related("unit", "organisation")
    return _place_page(request, get_object_or_404(places, pk=place_id))


@require_http_methods(["GET", "POST"])
def place_new(request: Request) -> HttpResponse:
    access.require(request.user, "place.edit")
    form = PlaceForm(posted(request), by=request.user)

    def save() -> Place:
        data = form.cleaned_data
        return add_place(data["unit"], data["name"], form.values(), by=request.user)

    return _ask(request, form, _("Add a place"), save)


@require_http_methods(["GET", "POST"])
def place_edit(request: Request, place_id: UUID) -> HttpResponse:
    found = _edited(request, place_id)
    form = PlaceForm(posted(request), by=request.user, place=found)

    def save() -> Place:
        data = form.cleaned_data
        return change_place(
            found, data["name"], form.values(), seen_at=data["seen_at"], by=request.user
        )

    return _ask(request, form, _("Change the place"), save, found)


@require_POST
def place_close(request: Request, place_id: UUID) -> HttpResponse:
    found, form = _edited(request, place_id), CloseForm(request.POST)
    return _do(
        request, found, form, lambda: close_place(found, by=request.user, **form.cleaned_data)
    )


@require_POST
def place_reopen(request: Request, place_id: UUID) -> HttpResponse:
    found, form = _edited(request, place_id), SeenForm(request.POST)
    return _do(
        request, found, form, lambda: reopen_place(found, by=request.user, **form.cleaned_data)
    )


@require_POST
def place_trait(request: Request, place_id: UUID) -> HttpResponse:
    """Say what a trait is from a day on."""
    found = _edited(request, place_id)
    form = TraitForm(request.POST, place=found)

    def save() -> object:
        data = form.cleaned_data
        return set_trait(found, data["trait"], data["value"], on=data["on"], by=request.user)

    return _do(request, found, form, save)


@require_POST
def place_serves(request: Request, place_id: UUID) -> HttpResponse:
    """Say which other communes its staff look after."""
    found = _edited(request, place_id)
    form = ServesForm(request.POST, by=request.user, place=found)
    return _do(
        request, found, form,
        lambda: set_served(found, form.cleaned_data["units"], by=request.user),
    )  # fmt: skip


def _edited(request: Request, place_id: UUID) -> Place:
    """Return a place that the person may change: 403 without the right, 404 elsewhere."""
    access.require(request.user, "place.edit")
    places = (
        Place.objects.visible_to(request.user)
        .edited_by(request.user)
        .select_related("unit", "organisation")
    )
    found: Place = get_object_or_404(places, pk=place_id)
    return found


def _ask(
    request: Request,
    form: forms.Form,
    title: str,
    save: Callable[[], Place],
    found: Place | None = None,
) -> HttpResponse:
    return ask_until_saved(
        request, form, save, page="place", template="places/form.html", title=title, place=found
    )


def _do(
    request: Request, found: Place, form: forms.Form, save: Callable[[], object]
) -> HttpResponse:
    """Do what a form on the page of the place asks for, or say there what stands in the way."""
    if is_done(form, save):
        return redirect("place", found.pk)
    return _place_page(request, found, form)


def _place_page(request: Request, found: Place, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer the page of a place; `wrong` is the form that could not be saved."""
    kind = kinds().get(found.kind)
    user = request.user
    can_edit = Place.objects.visible_to(user).edited_by(user).filter(pk=found.pk).exists()
    spells = found.traits.order_by("trait", "-began_on")
    offered: dict[type[forms.Form], forms.Form] = {
        TraitForm: TraitForm(place=found),
        CloseForm: CloseForm(initial={"seen_at": found.changed_at, "on": today()}),
        SeenForm: SeenForm(initial={"seen_at": found.changed_at}),
    }
    if kind and kind.serves_units and communes_for(user, today()).exclude(pk=found.unit_id):
        offered[ServesForm] = ServesForm(by=user, place=found)
    if wrong is not None:
        offered[type(wrong)] = wrong
    context = {
        "place": found,
        "services": [services().get(code, code) for code in found.services],
        "level": found.school.get_level_display() if hasattr(found, "school") else "",
        "served": found.also_serves.order_by("name_key") if kind and kind.serves_units else None,
        "traits": [(traits()[spell.trait].label, spell) for spell in spells],
        "former": found.former_units.select_related("unit").order_by("-until"),
        "can_edit": can_edit,
        "wrong": wrong,
        "trait_form": offered[TraitForm],
        "close_form": offered[CloseForm],
        "reopen_form": offered[SeenForm],
        "serves_form": offered.get(ServesForm),
    }
    return render(request, "places/place.html", context, status=422 if wrong else 200)
