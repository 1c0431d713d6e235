"""Alternative care: the commune's lists, one child, and what is done for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.cases.care import placing
from mangnon.cases.care.carer import Carer
from mangnon.cases.care.listing import NewNeed, enter_need, register_carer, strike_carer
from mangnon.cases.care.need import CareNeed, CareNeedQuerySet
from mangnon.cases.care.placement import CareCheck, Placement
from mangnon.cases.care.quarter import quarter_before
from mangnon.cases.catalog import case_catalog, code_list
from mangnon.cases.file import Answered, answered
from mangnon.cases.forms import care_forms
from mangnon.cases.steps.answers import read_json
from mangnon.core.access import allowed, require
from mangnon.core.asking import is_done
from mangnon.core.audit import record_read
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context

State = Placement.State
# What may be done with a child's open placement: the right, and the state it is done in.
ACTS = {
    "propose": ("care.edit", None),
    "decide": ("care.decide", State.PROPOSED),
    "hand-over": ("care.edit", State.DECIDED),
    "check": ("care.edit", State.IN_CARE),
    "end": ("care.edit", State.IN_CARE),
}
TITLES: dict[str, Callable[[], str]] = {
    "propose": lambda: _("Propose a carer"),
    "decide": lambda: _("Decide on the proposal"),
    "hand-over": lambda: _("Hand the child over"),
    "check": lambda: _("Enter a check"),
    "end": lambda: _("End the care"),
}


@never_cache
@require_GET
def care(request: Request) -> HttpResponse:
    require(request.user, "care.view")
    by, today = request.user, context.today()
    needs = CareNeed.objects.visible_to(by).open().order_by("entered_at").distinct()
    needs = needs.prefetch_related("placements")
    reasons = code_list("care_reason").by_code
    listed = [(need, reasons[need.reason].vi, _open_of(need)) for need in needs]
    record_read(by, "care.read", by, unit=by.unit, count=len(listed))
    kinds, conditions = code_list("care_kind").by_code, code_list("care_condition").by_code
    carers = Carer.objects.visible_to(by).registered().order_by("registered_on")
    shown = {
        "needs": listed,
        "carers": [(one, kinds[one.kind].vi, len(conditions)) for one in carers],
        "may_edit": allowed(by, "care.edit"),
        "quarter": quarter_before(today, by),
        "today": today,
    }
    return render(request, "cases/care.html", shown)


@never_cache
@require_GET
def need(request: Request, need_id: UUID) -> HttpResponse:
    require(request.user, "care.view")
    found = _need(request, need_id)
    record_read(request.user, "care.read", found, unit=found.unit)
    placement = _open_of(found)
    state = placement.state if placement else None
    acts = [
        (act, TITLES[act]()) for act, (right, asked) in ACTS.items()
        if asked == state and allowed(request.user, right)
    ]  # fmt: skip
    shown = {
        "need": found,
        "reason": code_list("care_reason").by_code[found.reason].vi,
        "answers": _answers("care_need", found),
        "placement": placement,
        "consent": _answers("care_consent", placement) if placement else [],
        "checks": [
            (one, _answers("care_check", one)) for one in placement.checks.order_by("-checked_on")
        ]
        if placement
        else [],
        "acts": acts if found.ended_on is None else [],
        "today": context.today(),
    }
    return render(request, "cases/care_need.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def new_need(request: Request) -> HttpResponse:
    require(request.user, "care.edit")
    form = care_forms.need_form(posted(request))

    def save() -> None:
        new = NewNeed(**form.own(), answers=form.answers())
        enter_need(new, by=request.user, now=context.now())

    return _asked(request, form, save, _("Child in need of alternative care"))


@never_cache
@require_http_methods(["GET", "POST"])
def new_carer(request: Request) -> HttpResponse:
    require(request.user, "care.edit")
    form = care_forms.carer_form(posted(request))

    def save() -> None:
        register_carer(**form.own(), answers=form.answers(), by=request.user, now=context.now())

    return _asked(request, form, save, _("Register a carer"))


@require_POST
def strike(request: Request, carer_id: UUID) -> HttpResponse:
    """Take a carer off the list; the page says why where that cannot be."""
    require(request.user, "care.edit")
    carer = get_object_or_404(Carer.objects.visible_to(request.user).registered(), pk=carer_id)
    try:
        strike_carer(carer.pk, by=request.user, now=context.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is off the list.") % {"name": carer.name})
    return redirect("care")


@never_cache
@require_http_methods(["GET", "POST"])
def act(request: Request, need_id: UUID, act: str) -> HttpResponse:
    if act not in ACTS:
        raise Http404(act)
    right, state = ACTS[act]
    require(request.user, right)
    found = _seen(request).filter(pk=need_id).first()
    if found is None and not (act == "decide" and placing.has_decided(need_id, request.user)):
        raise Http404(act)
    placement = _open_of(found) if found else None
    if found is None or (placement.state if placement else None) != state:
        messages.info(request, _("This is done already; here is how it stands now."))
        return redirect("care_need", found.pk) if found else redirect("care")
    form = _form_of(act, request)

    def save() -> None:
        _do(act, found, placement, form, request)

    return _asked(request, form, save, TITLES[act]())


def _form_of(act: str, request: Request) -> Any:
    data = posted(request)
    if act == "propose":
        return care_forms.proposal_form(data, request.user)
    if act == "check":
        return care_forms.check_form(data, context.today())
    plain = {
        "decide": care_forms.DecisionForm,
        "hand-over": care_forms.HandOverForm,
        "end": care_forms.EndForm,
    }
    return plain[act](data)


def _do(act: str, need: CareNeed, placement: Placement | None, form: Any, request: Request) -> None:
    who: dict[str, Any] = {"by": request.user, "now": context.now()}
    if placement is None:
        placing.propose(need.pk, UUID(form.own()["carer"]), form.answers(), **who)
    elif act == "check":
        placing.check(placement.pk, form.answers(), **form.own(), **who)
    elif act == "decide":
        placing.decide_on(placement.pk, **form.cleaned_data, **who)
    elif act == "hand-over":
        placing.hand_over(placement.pk, **form.cleaned_data, **who)
    else:
        placing.end(placement.pk, **form.cleaned_data, **who)


def _asked(
    request: Request, form: forms.Form, save: Callable[[], None], title: str
) -> HttpResponse:
    if is_done(form, save):
        messages.success(request, _("It is entered."))
        return redirect("care")
    status = 422 if form.errors else 200
    return render(request, "cases/care_form.html", {"form": form, "title": title}, status=status)


def _seen(request: Request) -> CareNeedQuerySet:
    return CareNeed.objects.visible_to(request.user).select_related("unit").distinct()


def _need(request: Request, need_id: UUID) -> CareNeed:
    found: CareNeed = get_object_or_404(_seen(request), pk=need_id)
    return found


def _open_of(need: CareNeed) -> Placement | None:
    """Return the one placement of the child that is under way, out of all that there were."""
    return next((one for one in need.placements.all() if one.state in Placement.OPEN), None)


def _answers(code: str, of: CareNeed | Placement | CareCheck) -> list[Answered]:
    form = case_catalog().form_as_of(code, of.form_from)
    return answered(form, read_json(form, of.answers))
