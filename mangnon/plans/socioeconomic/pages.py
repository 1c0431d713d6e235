"""Pages of socio-economic plans: units by targets, one document, its form, asking for the rest."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.requests import Request, number_in, posted
from mangnon.plans.socioeconomic import matrix
from mangnon.plans.socioeconomic.asking import ask_for_missing
from mangnon.plans.socioeconomic.carried import Kind, SocioeconomicPlan, period_text
from mangnon.plans.socioeconomic.entering import change_plan, enter_plan, units_for
from mangnon.plans.socioeconomic.forms import AskForm, ChangePlanForm, NewPlanForm
from mangnon.plans.work.rights import require
from mangnon.ui.context import now, today

FORM = "plans/socioeconomic/form.html"


@require_GET
def carried(request: Request) -> HttpResponse:
    access.require(request.user, "plan.view")
    return _matrix(request, _wanted(request))


@require_POST
def ask(request: Request) -> HttpResponse:
    """Give the tasks, and show the units with them."""
    access.require(request.user, "task.assign")
    form = AskForm(request.POST, day=today(), wanted=_wanted(request))
    if is_done(
        form,
        lambda: ask_for_missing(
            form.wanted(), due_on=form.cleaned_data["due_on"], by=request.user, now=now()
        ),
    ):
        wanted = form.wanted()
        page = reverse("plans:socioeconomic")
        return redirect(f"{page}?kind={wanted.kind}&year={wanted.first_year}")
    return _matrix(request, _wanted(request), wrong=form)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    wanted = _wanted(request)
    unit = number_in(request.GET, "unit")
    form = NewPlanForm(
        posted(request), by=request.user, day=today(), wanted=wanted,
        initial={"unit": unit} if unit else {},
    )  # fmt: skip

    def save() -> SocioeconomicPlan:
        data = form.cleaned_data
        return enter_plan(
            data["unit"], wanted.kind, wanted.first_year, form.document(), by=request.user,
            now=now(), key=data["key"],
        )  # fmt: skip

    period = period_text(wanted.kind, wanted.first_year)
    title = _("Socio-economic plan %(period)s") % {"period": period}
    return ask_until_saved(
        request, form, save, page="plans:socioeconomic-plan", template=FORM, title=title
    )


@require_GET
def plan(request: Request, document_id: UUID) -> HttpResponse:
    access.require(request.user, "plan.view")
    found = _found(request, document_id)
    lines = {one.leaf: one.line for one in found.carried.all()}
    context = {
        "plan": found,
        "measures": [
            (leaf, definition.title.vi, lines.get(leaf, ""))
            for leaf, definition in matrix.leaves(found.first_year).items()
        ],
        "can_change": units_for(request.user, today()).filter(pk=found.unit_id).exists(),
    }
    return render(request, "plans/socioeconomic/plan.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, document_id: UUID) -> HttpResponse:
    access.require(request.user, "local_plan.draft")
    found = _found(request, document_id)
    require(units_for(request.user, today()).filter(pk=found.unit_id).exists(), "local_plan.draft")
    form = ChangePlanForm(posted(request), plan=found)

    def save() -> SocioeconomicPlan:
        return change_plan(
            found.pk, form.document(), by=request.user, now=now(),
            seen_at=form.cleaned_data["seen_at"],
        )  # fmt: skip

    return ask_until_saved(
        request, form, save, page="plans:socioeconomic-plan", template=FORM, title=str(found),
        plan=found,
    )  # fmt: skip


def _found(request: Request, document_id: UUID) -> SocioeconomicPlan:
    seen = SocioeconomicPlan.objects.visible_to(request.user).select_related("unit", "entered_by")
    found: SocioeconomicPlan = get_object_or_404(seen, pk=document_id)
    return found


def _wanted(request: Request) -> matrix.Wanted:
    """Return what the address, or the form sent, asks for; the yearly plans of now by default."""
    typed = request.POST if request.method == "POST" and "kind" in request.POST else request.GET
    kind = Kind.FIVE_YEAR if typed.get("kind") == Kind.FIVE_YEAR else Kind.YEARLY
    years, year = matrix.first_years(kind, today()), number_in(typed, "year")
    usual = years[1]  # the period that runs; the first on offer is the next
    return matrix.Wanted(kind, year if year in years else usual, number_in(request.GET, "after"))


def _matrix(
    request: Request, wanted: matrix.Wanted, *, wrong: AskForm | None = None
) -> HttpResponse:
    user, day = request.user, today()
    rows, following = matrix.page(wanted, by=user, day=day)
    may_ask = access.allowed(user, "task.assign")
    context = {
        "wanted": wanted,
        "period": period_text(wanted.kind, wanted.first_year),
        "kinds": Kind.choices,
        "years": [
            (year, period_text(wanted.kind, year)) for year in matrix.first_years(wanted.kind, day)
        ],
        "leaves": matrix.leaves(wanted.first_year),
        "rows": rows,
        "following": following,
        "lacking": any(row.missing for row in rows),
        "can_enter": units_for(user, day).exists(),
        "ask_form": wrong or (AskForm(day=day, wanted=wanted) if may_ask else None),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "plans/socioeconomic/matrix.html", context, status=status)
