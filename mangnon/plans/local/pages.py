"""Pages of local plans: their list, one plan with its targets, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.models import Unit
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, posted
from mangnon.plans.local.approving import approve, new_version, return_, send, withdraw
from mangnon.plans.local.drafting import change_target
from mangnon.plans.local.forms import ApproveForm, ReturnForm, TargetForm, VersionForm
from mangnon.plans.local.holders import may_approve, may_draft
from mangnon.plans.local.listing import AGENCY, wanted
from mangnon.plans.local.local_plan import LocalPlan
from mangnon.plans.local.local_target import LocalTarget
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm, StyledForm

PAGE = "plans/local/plan.html"


@require_GET
def local_list(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    seen = LocalPlan.objects.visible_to(request.user)
    years = sorted({*seen.values_list("year", flat=True).distinct(), today().year}, reverse=True)
    asked = wanted(request.GET, today().year)
    plans, after = page_of(asked.in_order(asked.among(seen)))
    context = {
        "asked": asked,
        "plans": plans,
        "next": asked.address(after) if after else "",
        "years": [(year, year) for year in years],
        "states": LocalPlan.State.choices,
        "makers": [
            (Unit.Level.COMMUNE, _("Communes")),
            (Unit.Level.DISTRICT, _("Districts")),
            (AGENCY, _("Agencies")),
        ],
        "in_force": seen.in_force().filter(year=asked.year).count(),
        "waiting": seen.filter(year=asked.year, state=LocalPlan.State.SENT).count(),
        "can_draft": access.allowed(request.user, "local_plan.draft"),
        "can_check": access.allowed(request.user, "indicator.view"),
    }
    return render(request, "plans/local/list.html", context)


@require_GET
def local_plan(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.view")
    return _page(request, _found(request, local_id))


@require_http_methods(["GET", "POST"])
def target_change(request: Request, local_id: UUID, target_id: int) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    seen = LocalTarget.objects.visible_to(request.user).select_related("local_plan", "target")
    target: LocalTarget = get_object_or_404(seen, pk=target_id, local_plan=local_id)
    form = TargetForm(posted(request), target=target)

    def save() -> LocalPlan:
        data = form.cleaned_data
        change_target(target.pk, by=request.user, now=now(), **data)
        plan: LocalPlan = target.local_plan
        return plan

    title = _("Change target %(leaf)s") % {"leaf": target.leaf}
    return ask_until_saved(
        request, form, save, page="plans:local", template="plans/local/target_form.html",
        title=title, target=target,
    )  # fmt: skip


@require_POST
def local_send(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    form = SeenForm(request.POST)
    return _do(
        request, local_id, form,
        lambda: send(local_id, by=request.user, now=now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def local_approve(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.approve")
    form = ApproveForm(request.POST)
    return _do(
        request, local_id, form,
        lambda: approve(local_id, by=request.user, now=now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def local_return(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.approve")
    form = ReturnForm(request.POST)
    return _do(
        request, local_id, form,
        lambda: return_(local_id, by=request.user, now=now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
def local_withdraw(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    form = StyledForm(request.POST)
    return _do(request, local_id, form, lambda: withdraw(local_id, by=request.user, now=now()))


@require_POST
def local_version(request: Request, local_id: UUID) -> HttpResponse:
    """Begin the next version, and show it."""
    access.require(request.user, "local_plan.draft")
    form = VersionForm(request.POST)
    made: list[LocalPlan] = []
    return _do(
        request, local_id, form,
        lambda: made.append(
            new_version(local_id, by=request.user, now=now(), key=form.cleaned_data["key"])
        ),
        lambda: made[0].pk,
    )  # fmt: skip


def _found(request: Request, local_id: UUID) -> LocalPlan:
    plans = LocalPlan.objects.visible_to(request.user).select_related(
        "unit", "organisation", "plan", "drafted_by", "sent_by", "decided_by", "superseded_by"
    )
    found: LocalPlan = get_object_or_404(plans, pk=local_id)
    return found


def _do(
    request: Request,
    local_id: UUID,
    form: StyledForm,
    do: Callable[[], object],
    to: Callable[[], UUID] | None = None,
) -> HttpResponse:
    """Do what was asked and show the plan, or say on its page why not."""
    found = _found(request, local_id)
    if is_done(form, do):
        return redirect("plans:local", to() if to else local_id)
    return _page(request, found, wrong=form, status=422)


def _page(
    request: Request, found: LocalPlan, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    drafts = may_draft(found, user, today())
    decides = found.state == LocalPlan.State.SENT and may_approve(found, user)
    own = user.pk in (found.drafted_by_id, found.sent_by_id)
    seen = {"seen_at": found.changed_at}
    targets = found.targets.select_related("target__indicator", "changed_by")
    context = {
        "plan": found,
        "targets": targets.order_by("target__indicator__position", "target__position", "pk"),
        "wrong": wrong,
        "can_change": drafts and found.may_be_changed,
        "seen_form": SeenForm(initial=seen),
        "approve_form": ApproveForm(initial=seen) if decides and not own else None,
        "return_form": ReturnForm(initial=seen) if decides else None,
        "waits_for_another": found.state == LocalPlan.State.SENT and own,
        "version_form": VersionForm() if drafts and found.is_in_force else None,
        "before": LocalPlan.objects.visible_to(user).filter(superseded_by=found).first(),
    }
    return render(request, PAGE, context, status=status)
