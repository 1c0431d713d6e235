"""One amendment: its page, its head, and what is decided on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.requests import Request, posted
from mangnon.plans.amendments import approving, drafting
from mangnon.plans.amendments.amendment import Amendment
from mangnon.plans.amendments.forms import HeadForm, ReasonForm, ReturnForm
from mangnon.plans.amendments.shown import shown_changes
from mangnon.plans.answers import plan_of
from mangnon.ui.context import now
from mangnon.ui.forms import SeenForm, StyledForm

State = Amendment.State


@require_http_methods(["GET", "POST"])
def amendment_new(request: Request, plan_id: int) -> HttpResponse:
    plan = plan_of(request, plan_id)
    form = ReasonForm(posted(request))

    def save() -> Amendment:
        data = form.cleaned_data
        return drafting.begin(plan, data["reason"], by=request.user, now=now(), key=data["key"])

    return ask_until_saved(
        request, form, save, page="plans:amendment", template="plans/amendments/form.html",
        title=_("Amend the plan"), plan=plan,
    )  # fmt: skip


@require_GET
def amendment(request: Request, amendment_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.view")
    return _page(request, found_amendment(request, amendment_id))


@require_http_methods(["GET", "POST"])
def amendment_head(request: Request, amendment_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.review")
    found = found_amendment(request, amendment_id)
    initial = {
        "reason": found.reason, "decision": found.decision, "effective_on": found.effective_on,
        "seen_at": found.changed_at,
    }  # fmt: skip
    form = HeadForm(posted(request), by=request.user, initial=initial)

    def save() -> Amendment:
        return drafting.set_head(found, by=request.user, now=now(), **form.cleaned_data)

    return ask_until_saved(
        request, form, save, page="plans:amendment", template="plans/amendments/form.html",
        title=_("Reason, decision and day of the amendment"), amendment=found,
    )  # fmt: skip


@require_POST
def amendment_submit(request: Request, amendment_id: UUID) -> HttpResponse:
    return _decide_on_seen(request, amendment_id, approving.submit)


@require_POST
def amendment_approve(request: Request, amendment_id: UUID) -> HttpResponse:
    return _decide_on_seen(request, amendment_id, approving.approve)


@require_POST
def amendment_return(request: Request, amendment_id: UUID) -> HttpResponse:
    form = ReturnForm(request.POST)
    return _decide(
        request, amendment_id, form,
        lambda found: approving.give_back(
            found, form.cleaned_data["reason"], by=request.user, now=now()
        ),
    )  # fmt: skip


@require_POST
def amendment_withdraw(request: Request, amendment_id: UUID) -> HttpResponse:
    return _decide(
        request, amendment_id, StyledForm(request.POST),
        lambda found: approving.withdraw(found, by=request.user, now=now()),
    )  # fmt: skip


def found_amendment(request: Request, amendment_id: UUID) -> Amendment:
    seen = Amendment.objects.visible_to(request.user).select_related(
        "plan__unit", "plan__superseded_by", "decision", "drafted_by", "decided_by", "result"
    )
    found: Amendment = get_object_or_404(seen, pk=amendment_id)
    return found


def _decide_on_seen(
    request: Request, amendment_id: UUID, service: Callable[..., object]
) -> HttpResponse:
    form = SeenForm(request.POST)

    def do(found: Amendment) -> object:
        seen_at: datetime = form.cleaned_data["seen_at"]
        return service(found, seen_at=seen_at, by=request.user, now=now())

    return _decide(request, amendment_id, form, do)


def _decide(
    request: Request, amendment_id: UUID, form: StyledForm, do: Callable[[Amendment], object]
) -> HttpResponse:
    """Do what was decided and show the amendment, or say on its page why not."""
    access.require(request.user, "plan.review")
    found = found_amendment(request, amendment_id)
    if is_done(form, lambda: do(found)):
        return redirect("plans:amendment", amendment_id)
    return _page(request, found_amendment(request, amendment_id), wrong=form)


def _page(request: Request, found: Amendment, wrong: StyledForm | None = None) -> HttpResponse:
    can_review = access.allowed(request.user, "plan.review")
    wrote = found.written_by.filter(pk=request.user.pk).exists()
    waits = found.state == State.WAITS
    context = {
        "amendment": found,
        "changes": shown_changes(found),
        "seen": SeenForm(initial={"seen_at": found.changed_at}),
        "return_form": ReturnForm(),
        "is_amendable": found.plan.is_in_force,
        "can_edit": can_review and found.state == State.DRAFT and found.plan.is_in_force,
        "can_decide": can_review and waits and not wrote,
        "waits_for_another": can_review and waits and wrote,
        "can_return": can_review and found.state in (State.WAITS, State.APPROVED),
        "can_withdraw": can_review and found.is_open,
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "plans/amendments/amendment.html", context, status=status)
