"""Pages of the organisations: those of a day, one of them in time, and entering what is new."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from django.db.models import Manager, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.administration.organisation_forms import (
    DatedForm,
    NameForm,
    OrganisationForm,
    PowerForm,
)
from mangnon.administration.units import asked_day
from mangnon.core import access
from mangnon.core.asking import ask_until_saved
from mangnon.core.models import Organisation, OrganisationHandover, Refused, Succession, User
from mangnon.core.organisations.editing import add_organisation, add_power, rename
from mangnon.core.organisations.files import power_names
from mangnon.core.organisations.handing_over import accept, offer_again, refuse, words_of
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today


@require_GET
def organisations(request: Request) -> HttpResponse:
    """The organisations that existed on a day, kind by kind, under the names they bore then."""
    access.require(request.user, "organisation.view")
    day, error = asked_day(request)
    labels = dict(Organisation.Kind.choices)
    kind = request.GET.get("kind", "")
    found = Organisation.objects.visible_to(request.user).on(day).with_names()
    found = found.select_related("unit").order_by("kind", "sort_key", "pk")
    shown = found.filter(kind=kind) if kind in labels else found
    groups = [
        (labels[name], [(body, body.name_on(day)) for body in bodies])
        for name, bodies in groupby(shown, key=lambda body: body.kind)
    ]
    context = {
        "day": day, "error": error, "kinds": Organisation.Kind.choices, "kind": kind,
        "groups": groups, "can_edit": access.allowed(request.user, "organisation.edit"),
    }  # fmt: skip
    status = 422 if error else 200
    return render(request, "administration/organisations.html", context, status=status)


@require_GET
def organisation(request: Request, organisation_id: int) -> HttpResponse:
    access.require(request.user, "organisation.view")
    seen = Organisation.objects.visible_to(request.user)
    return organisation_page(request, get_object_or_404(seen, pk=organisation_id))


@require_http_methods(["GET", "POST"])
def organisation_new(request: Request) -> HttpResponse:
    access.require(request.user, "organisation.edit")
    form = OrganisationForm(posted(request), by=request.user)

    def save() -> Organisation:
        data = form.cleaned_data
        return add_organisation(data["kind"], data["unit"], form.naming(), by=request.user)

    return _ask(request, form, _("Add an organisation"), save)


@require_http_methods(["GET", "POST"])
def organisation_name(request: Request, organisation_id: int) -> HttpResponse:
    """Rename it from a day on."""
    body = edited(request, organisation_id)
    form = NameForm(posted(request))

    def save() -> Organisation:
        rename(body, form.naming(), by=request.user)
        return body

    return _ask(request, form, _("Enter a new name"), save, body)


@require_http_methods(["GET", "POST"])
def organisation_power(request: Request, organisation_id: int) -> HttpResponse:
    body = edited(request, organisation_id)
    form = PowerForm(posted(request))

    def save() -> Organisation:
        add_power(body, by=request.user, **form.cleaned_data)
        return body

    return _ask(request, form, _("Enter what it answers for"), save, body)


@require_POST
def organisation_handovers(request: Request, organisation_id: int) -> HttpResponse:
    """Take over what is ticked, or refuse it with a reason."""
    access.require(request.user, "handover.decide")
    mine = OrganisationHandover.objects.visible_to(request.user)
    mine = mine.filter(to_organisation=organisation_id).select_related("to_organisation")
    if (first := mine.first()) is None:
        raise Http404
    ticked = {int(pk) for pk in request.POST.getlist("handover") if pk.isdecimal() and len(pk) < 10}
    chosen = list(mine.filter(pk__in=ticked))
    if len(chosen) != len(ticked):
        raise Http404
    try:
        if not chosen:
            raise Refused(_("Tick what you take over or refuse."))
        if request.POST.get("answer") == "refuse":
            refuse(chosen, by=request.user, reason=request.POST.get("reason", "")[:300])
        else:
            accept(chosen, by=request.user, today=today())
    except Refused as refusal:
        return organisation_page(request, first.to_organisation, str(refusal))
    return redirect("organisation", organisation_id)


@require_POST
def handover_again(request: Request, offer_id: int) -> HttpResponse:
    """Offer what was refused to another organisation."""
    access.require(request.user, "organisation.edit")
    mine = OrganisationHandover.objects.visible_to(request.user)
    handover = get_object_or_404(mine.select_related("from_organisation"), pk=offer_id)
    typed = request.POST.get("to", "")
    bodies = Organisation.objects.visible_to(request.user)
    to = bodies.filter(pk=typed).first() if typed.isdecimal() and len(typed) < 10 else None
    try:
        if to is None:
            raise Refused(_("Choose the organisation that it is offered to."))
        offer_again(handover, to=to, by=request.user)
    except Refused as refusal:
        return organisation_page(request, handover.from_organisation, str(refusal))
    return redirect("organisation", handover.from_organisation_id)


def edited(request: Request, organisation_id: int) -> Organisation:
    """Return an organisation that the person may change: 403 without the right, 404 elsewhere."""
    access.require(request.user, "organisation.edit")
    mine = Organisation.objects.edited_by(request.user)
    body: Organisation = get_object_or_404(mine, pk=organisation_id)
    return body


def _ask(
    request: Request,
    form: DatedForm,
    title: str,
    save: Callable[[], Organisation],
    body: Organisation | None = None,
) -> HttpResponse:
    return ask_until_saved(
        request, form, save, page="organisation",
        template="administration/organisation_form.html", title=title, organisation=body,
    )  # fmt: skip


def organisation_page(request: Request, body: Organisation, error: str = "") -> HttpResponse:
    """Answer the page of an organisation; with what was refused, if something was."""
    labels = power_names()
    user = request.user
    can_edit = Organisation.objects.edited_by(user).filter(pk=body.pk).exists()
    people = User.objects.visible_to(user).filter(organisation=body, is_active=True)
    context = {
        "organisation": body,
        "error": error,
        "names": body.names.in_order(),
        "powers": [
            (power, labels.get(power.power, power.power)) for power in body.powers.in_order()
        ],
        "before": _steps(body.succeeds).exclude(predecessor=body),
        "after": _steps(body.succeeded_by),
        "can_see_people": access.allowed(user, "person.view"),
        "people": people.order_by("full_name", "pk")[:200],
        "can_edit": can_edit,
        **_handovers_of(user, body),
    }
    if can_edit and context["refused"]:
        context["others"] = Organisation.objects.on(today()).edited_by(user).exclude(pk=body.pk)
    status = 422 if error else 200
    return render(request, "administration/organisation.html", context, status=status)


def _steps(successions: Manager[Succession]) -> QuerySet[Succession]:
    """Return the steps that stand, the oldest first."""
    standing = successions.filter(change__undone_at=None).order_by("change__on", "pk")
    return standing.select_related("change", "predecessor", "successor")


def _handovers_of(user: User, body: Organisation) -> dict[str, object]:
    """Return what waits for its answer, what waits for another's, and what was refused."""
    seen = OrganisationHandover.objects.visible_to(user).of(body)
    both = seen.select_related("from_organisation", "to_organisation")
    handovers = list(both.exclude(state=OrganisationHandover.State.ACCEPTED))
    words = words_of(handovers)
    told = [(handover, words[handover.pk]) for handover in handovers]
    state = OrganisationHandover.State
    leaving = [(h, w) for h, w in told if h.from_organisation_id == body.pk]
    offered = {(h.kind, h.record_id) for h, _words in leaving if h.state == state.OFFERED}
    return {
        "arriving": [
            (h, w) for h, w in told if h.to_organisation_id == body.pk and h.state == state.OFFERED
        ],
        "leaving": [(h, w) for h, w in leaving if h.state == state.OFFERED],
        "refused": [
            (h, w)
            for h, w in leaving
            if h.state == state.REFUSED and (h.kind, h.record_id) not in offered
        ],
    }
