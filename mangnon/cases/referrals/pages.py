"""The pages of who refers a case: the directory of services, a referral, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.pages.finding import case_for
from mangnon.cases.people import CasePerson
from mangnon.cases.referrals.answering import revoke
from mangnon.cases.referrals.due import unsettled_of
from mangnon.cases.referrals.form import Partner, RevokeForm, referral_form
from mangnon.cases.referrals.partners import organisations_for, places_for
from mangnon.cases.referrals.reading import read_as_sender
from mangnon.cases.referrals.sending import send
from mangnon.cases.seeing import Section, sections_open
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.places.catalog import services
from mangnon.ui import context


@never_cache
@require_GET
def open_referrals(request: Request) -> HttpResponse:
    """List the referrals of the person's cases that are not settled, the earliest end on top."""
    require(request.user, "case.edit")
    shown = {"unsettled": unsettled_of(request.user, context.today())}
    return render(request, "cases/referrals.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new_referral(request: Request, case_id: UUID) -> HttpResponse:
    """Show who offers a service; with a partner chosen, the form of the referral to them."""
    case = _case(request, case_id)
    people = list(case.people.order_by("role", "pk"))
    if not people:
        raise Http404(case_id)
    about = next((one for one in people if str(one.pk) == request.GET.get("about")), people[0])
    service = request.GET.get("service", "")
    service = service if service in services() else ""
    partner = _partner(request, service)
    if partner is None:
        return _directory(request, case, people, about, service)
    now = context.now()
    sharing = case_catalog().sharing(local_day(now))
    form = referral_form(
        posted(request), sharing=sharing, now=now, about=about, partner=partner, service=service,
    )  # fmt: skip
    if is_done(form, lambda: send(case.pk, form.new_referral(), by=request.user, now=now)):
        messages.success(request, _("The referral is sent."))
        return redirect("case_referral", case.pk, form.cleaned_data["key"])
    shown = {
        "case": case, "form": form, "about": about, "partner": partner,
        "service": services()[service], "bases": sharing.bases,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "cases/referral_new.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def referral(request: Request, case_id: UUID, referral_id: UUID) -> HttpResponse:
    """Show one referral to who works on the case, with what became of it; a POST revokes it."""
    case = _case(request, case_id)
    related = ("case__unit", "organisation", "place", "about", "consent")
    referrals = case.referrals.select_related(*related)
    found = get_object_or_404(referrals, pk=referral_id)
    form = RevokeForm(posted(request))

    def save() -> None:
        revoke(found.pk, **form.cleaned_data, by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("The referral is revoked; the partner sees nothing of it now."))
        return redirect("case_referral", case.pk, found.pk)
    shown = {"case": case, "read": read_as_sender(found, by=request.user), "form": form}
    return render(request, "cases/referral.html", shown, status=422 if form.errors else 200)


def _case(request: Request, case_id: UUID) -> Case:
    case = case_for(request, case_id)
    require(request.user, "case.edit")
    if Section.REFERRALS not in sections_open(case, request.user):
        raise Http404(case_id)
    return case


def _partner(request: Request, service: str) -> Partner | None:
    """Return whom the address names, if they can be asked for the service."""
    kind, _colon, key = request.GET.get("to", "").partition(":")
    day = context.today()
    if kind == "place" and service:
        places = places_for(service, request.user, day)
        place = next((one for one in places if str(one.pk) == key), None)
        return Partner(place.organisation, place) if place and place.organisation else None
    if kind == "organisation" and service and key.isascii() and key.isdigit() and len(key) < 10:
        body = organisations_for(request.user, day).filter(pk=int(key)).first()
        return Partner(body) if body else None
    return None


def _directory(
    request: Request, case: Case, people: Sequence[CasePerson], about: CasePerson, service: str
) -> HttpResponse:
    day = context.today()
    places = list(places_for(service, request.user, day)) if service else []
    others = organisations_for(request.user, day).exclude(
        pk__in=[place.organisation_id for place in places]
    )
    shown = {
        "case": case, "people": people, "about": about, "services": services(),
        "service": service, "places": places, "organisations": others if service else [],
    }  # fmt: skip
    return render(request, "cases/referral_directory.html", shown)
