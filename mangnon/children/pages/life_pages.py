"""Where a child lives, the poverty class of its household, and why its record closes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.children.forms.life_forms import ClosingForm, HomeForm, PovertyForm
from mangnon.children.models import ResidenceSpell
from mangnon.children.pages.asking import ask, back, child_for
from mangnon.children.record.closing import close_record, reopen_record
from mangnon.children.record.homes import change_home
from mangnon.children.record.poverty import decide_poverty
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui.context import today


@never_cache
@require_http_methods(["GET", "POST"])
def home(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.edit")
    homes = ResidenceSpell.objects.visible_to(request.user).filter(child=child)
    now = homes.filter(ended_on=None).select_related("household").first()
    initial = {} if now is None else {"hamlet": now.hamlet, "household": now.household or ""}
    form = HomeForm(posted(request), initial=initial)

    def save() -> None:
        change_home(child.pk, **form.cleaned_data, by=request.user, today=today())

    if is_done(form, save):
        return back(request, child, _("The home is saved."))
    return ask(request, child, form, _("Change the home"))


@never_cache
@require_http_methods(["GET", "POST"])
def poverty(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.edit")
    form = PovertyForm(posted(request), initial={"poverty": child.poverty})

    def save() -> None:
        decide_poverty(child.pk, **form.cleaned_data, by=request.user, today=today())

    if is_done(form, save):
        return back(request, child, _("The poverty class is saved."))
    return ask(request, child, form, _("Change the poverty class"))


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.move")
    form = ClosingForm(posted(request))

    def save() -> None:
        close_record(child.pk, **form.cleaned_data, by=request.user, today=today())

    if is_done(form, save):
        return back(request, child, _("The record is closed."))
    return ask(request, child, form, _("Close the record"))


@require_POST
def reopen(request: Request, child_id: UUID) -> HttpResponse:
    child = child_for(request, child_id, "child.move")
    try:
        reopen_record(child.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("child", child.pk)
    return back(request, child, _("The record is open again."))
