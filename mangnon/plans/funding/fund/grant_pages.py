"""Pages of the grants: the list, a new one, one grant and the decision on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.audit import record_read
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.plans.funding.forms import ReasonForm
from mangnon.plans.funding.fund.forms import DecisionForm, GrantForm
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.fund.granting import approve_grant, child_for, propose, return_grant
from mangnon.plans.funding.fund.posting import fund_for
from mangnon.plans.funding.fund.public import standing
from mangnon.ui.context import now
from mangnon.ui.forms import StyledForm


@require_GET
def grant_list(request: Request) -> HttpResponse:
    access.require(request.user, "fund.propose")
    grants = Grant.objects.visible_to(request.user)
    found = grants.select_related("unit")
    shown, after = page_of(in_order(found, grants, "-proposed_at", key_in(request.GET)))
    context = {
        "grants": shown,
        "after": after,
        "sees_children": access.allowed(request.user, "child.view"),
    }
    return render(request, "plans/fund/grants.html", context)


@require_http_methods(["GET", "POST"])
def grant_new(request: Request) -> HttpResponse:
    """Propose a grant: to the child whose page led here (`?child=`), or to a project."""
    access.require(request.user, "fund.propose")
    number = request.POST.get("child", "") or request.GET.get("child", "")
    child = child_for(request.user, number)
    if number and child is None:
        raise Http404
    form = GrantForm(posted(request), child=child)

    def save() -> Grant:
        data = form.cleaned_data
        return propose(data, by=request.user, now=now(), key=data["key"])

    return ask_until_saved(
        request, form, save, page="plans:fund-grant", template="plans/fund/grant_form.html",
        title=_title(child), child=child,
    )  # fmt: skip


def _title(child: Any) -> str:
    if child is None:
        return _("Propose a grant to a project")
    return _("Propose a grant to %(name)s") % {"name": child.full_name}


@require_GET
def grant(request: Request, grant_id: UUID) -> HttpResponse:
    access.require(request.user, "fund.propose")
    return _page(request, _grant(request, grant_id))


@require_POST
def grant_approve(request: Request, grant_id: UUID) -> HttpResponse:
    """Pay a grant out by a numbered decision."""
    form = DecisionForm(request.POST)
    return _do(
        request, grant_id, form,
        lambda: approve_grant(grant_id, form.cleaned_data["decision"], by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def grant_return(request: Request, grant_id: UUID) -> HttpResponse:
    """Pay nothing, and say why."""
    form = ReasonForm(request.POST)
    return _do(
        request, grant_id, form,
        lambda: return_grant(grant_id, form.cleaned_data["reason"], by=request.user, now=now()),
    )  # fmt: skip


def _grant(request: Request, grant_id: UUID) -> Grant:
    grants = Grant.objects.visible_to(request.user).select_related(
        "unit", "proposed_by", "decided_by", "entry__reversed_by"
    )
    found: Grant = get_object_or_404(grants, pk=grant_id)
    return found


def _do(
    request: Request, grant_id: UUID, form: StyledForm, do: Callable[[], object]
) -> HttpResponse:
    """Decide as asked and show the grant, or say on its page why not."""
    access.require(request.user, "fund.keep")
    found = _grant(request, grant_id)
    if is_done(form, do):
        return redirect("plans:fund-grant", grant_id)
    return _page(request, found, wrong=form, status=422)


def _page(
    request: Request, found: Grant, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    record_read(request.user, "fund.read", found, fields=["need"], unit=found.unit)
    is_own = found.proposed_by_id == request.user.pk
    waits = found.state == Grant.State.WAITS
    fund = fund_for(request.user)
    context = {
        "grant": found,
        "wrong": wrong,
        "child_page": _child_page(request, found),
        "standing": standing(fund) if fund else None,
        "is_taken_back": found.entry is not None and found.entry.is_reversed,
        "can_decide": waits and not is_own and access.allowed(request.user, "fund.keep"),
        "waits_for_another": waits and is_own,
        "decision_form": DecisionForm(),
        "reason_form": ReasonForm(),
    }
    return render(request, "plans/fund/grant.html", context, status=status)


def _child_page(request: Request, found: Grant) -> str:
    """Return the address of the child's page for those who may see the child, else ""."""
    child = child_for(request.user, found.child)
    try:
        return reverse("child", args=[child.pk]) if child else ""
    except NoReverseMatch:
        return ""
