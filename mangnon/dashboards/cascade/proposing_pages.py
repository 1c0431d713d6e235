"""Pages on which local plans begin: with targets that the figures propose."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.models import Organisation, Refused
from mangnon.core.requests import Request, number_in, posted
from mangnon.dashboards.cascade.forms import AgainForm, StartAllForm, StartForm
from mangnon.indicators.cascade.proposing import proposed_for, proposed_for_units
from mangnon.plans.local.drafting import propose_again, start
from mangnon.plans.local.holders import Holder, plan_over
from mangnon.plans.local.many import start_all, units_without
from mangnon.plans.models import LocalPlan, Plan
from mangnon.ui.context import now, today
from mangnon.ui.forms import StyledForm

FORM = "dashboards/cascade/propose.html"


@require_http_methods(["GET", "POST"])
def propose(request: Request) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    year, user = _year(request), request.user
    form = StartForm(posted(request), by=user, day=today())

    def save() -> LocalPlan:
        holder = form.holder_chosen()
        proposed = proposed_for(holder, _plan(holder, year, request), form.way_chosen())
        return start(holder, proposed, by=user, now=now(), key=form.cleaned_data["key"])

    return ask_until_saved(
        request, form, save, page="plans:local", template=FORM, **_shown(form, year)
    )


@require_POST
def propose_all(request: Request) -> HttpResponse:
    """Begin the plans of all units of a level that have none, and show the list."""
    access.require(request.user, "local_plan.draft")
    year, user = _year(request), request.user
    form = StartAllForm(request.POST)
    if is_done(form, lambda: _start_all(request, form, year)):
        return redirect(f"{reverse('plans:local-list')}?year={year}")
    start_form = StartForm(by=user, day=today())
    shown = {"form": start_form, "wrong": form, **_shown(start_form, year, form)}
    return render(request, FORM, shown, status=422)


@require_http_methods(["GET", "POST"])
def propose_again_(request: Request, local_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    seen = LocalPlan.objects.visible_to(request.user).select_related("unit", "organisation")
    local = get_object_or_404(seen, pk=local_id)
    form = AgainForm(posted(request), initial={"seen_at": local.changed_at})

    def save() -> LocalPlan:
        plan = _plan(local.unit, local.year, request)
        proposed = proposed_for(local.holder, plan, form.way_chosen())
        seen_at = form.cleaned_data["seen_at"]
        return propose_again(local.pk, proposed, by=request.user, now=now(), seen_at=seen_at)

    return ask_until_saved(
        request, form, save, page="plans:local", template=FORM, local=local,
        title=_("Propose the targets anew"),
    )  # fmt: skip


def _start_all(request: Request, form: StartAllForm, year: int) -> None:
    level, user, moment = form.cleaned_data["level"], request.user, now()
    if user.unit is None or (plan := plan_over(user.unit, year)) is None:
        raise _no_plan(year)
    units = units_without(plan, level, by=user, now=moment)
    if not units:
        raise Refused(_("Every unit has a plan or a draft already."))
    proposed = proposed_for_units(units, plan, form.way_chosen())
    start_all(plan, level, proposed, by=user, now=moment)


def _plan(holder: Holder, year: int, request: Request) -> Plan:
    """Return the plan that a holder's stands under; Refused where there is none for the year."""
    unit = holder.unit or request.user.unit if isinstance(holder, Organisation) else holder
    plan = plan_over(unit, year) if unit else None
    if plan is None:
        raise _no_plan(year)
    return plan


def _no_plan(year: int) -> Refused:
    return Refused(_("No plan of the province is in force for %(year)s.") % {"year": year})


def _shown(form: StartForm, year: int, all_form: StyledForm | None = None) -> dict[str, object]:
    units = sum(key.startswith("u-") for key in form.holders)
    many = all_form or (StartAllForm() if units > 1 else None)
    title = _("Draft a local plan for %(year)s") % {"year": year}
    return {"title": title, "year": year, "year_text": str(year), "all_form": many}


def _year(request: Request) -> int:
    year = number_in(request.GET, "year")
    return year if year and 1990 <= year <= 2100 else today().year
