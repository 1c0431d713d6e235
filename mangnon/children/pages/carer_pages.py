"""Who cares for a child: added, found again for a sibling, corrected, ended, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.children.forms.life_forms import NewCarerForm, SeenCarerForm
from mangnon.children.models import Child, Guardianship
from mangnon.children.pages.asking import ask, back, child_for
from mangnon.children.record.carers import (
    add_carer,
    carers_like,
    correct_carer,
    remove_carer,
    state_of,
)
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.core.sensitive import readable_fields
from mangnon.ui.context import today


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.edit")
    form = NewCarerForm(posted(request), child=child, by=request.user)
    title = _("Add somebody who cares for the child")
    if request.POST.get("do") == "find":
        return ask(
            request, child, form, title, finds=True, found=_found(request, child), looked=True
        )

    def save() -> None:
        carer = form.existing(request.user) or form.carer()
        add_carer(child.pk, form.care(), carer, by=request.user, today=today())

    if is_done(form, save):
        return back(request, child, _("The family is saved."))
    return ask(request, child, form, title, finds=True)


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: Request, child_id: UUID, relation_id: int) -> HttpResponse:
    child = child_for(request, child_id, "child.edit")
    relation = _relation(request, child, relation_id)
    person = readable_fields(relation.guardian, request.user)
    now = person | {
        "relation": relation.relation, "began_on": relation.began_on, "ended_on": relation.ended_on,
        "seen": state_of(relation),
    }  # fmt: skip
    form = SeenCarerForm(posted(request), child=child, by=request.user, initial=now)

    def save() -> None:
        seen = form.cleaned_data["seen"]
        correct_carer(
            child.pk, relation.pk, form.care(), form.carer(),
            seen=seen, by=request.user, today=today(),
        )  # fmt: skip

    if is_done(form, save):
        return back(request, child, _("The family is saved."))
    form.has_seen(state_of(relation))
    return ask(request, child, form, _("Correct or end"), relation=relation)


@require_POST
def remove(request: Request, child_id: UUID, relation_id: int) -> HttpResponse:
    child = child_for(request, child_id, "child.edit")
    relation = _relation(request, child, relation_id)
    try:
        remove_carer(child.pk, relation.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("child", child.pk)
    return back(request, child, _("The relation is taken back."))


def _relation(request: Request, child: Child, relation_id: int) -> Guardianship:
    seen = Guardianship.objects.visible_to(request.user).select_related("guardian")
    found: Guardianship = get_object_or_404(seen, pk=relation_id, child=child)
    return found


def _found(request: Request, child: Child) -> list[dict[str, object]]:
    name, phone = request.POST.get("full_name", ""), request.POST.get("phone", "")
    people = carers_like(name, phone, unit=child.unit, by=request.user)
    return [readable_fields(person, request.user) for person in people]
