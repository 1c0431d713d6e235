"""Pages of the plan's money: the list of its lines, one line, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mangnon.core import access
from mangnon.core.asking import ask_until_saved, is_done
from mangnon.core.paging import page_of
from mangnon.core.requests import Request, posted
from mangnon.plans.funding.approval import approve_line, return_line
from mangnon.plans.funding.catalog import sources
from mangnon.plans.funding.entering import change_line, enter_line, reverse_line, withdraw_line
from mangnon.plans.funding.forms import LineForm, ReasonForm, ReversalForm
from mangnon.plans.funding.line import BudgetLine, Stage
from mangnon.plans.funding.listing import wanted, year_in
from mangnon.plans.funding.statement import years_of
from mangnon.plans.work.assignment import Assignment
from mangnon.ui.context import now, today
from mangnon.ui.forms import SeenForm, StyledForm

PAGE, FORM = "plans/funding/line.html", "plans/funding/line_form.html"


@require_GET
def line_list(request: Request) -> HttpResponse:
    access.require(request.user, "funding.view")
    asked = wanted(request.GET)
    lines, after = page_of(asked.among(BudgetLine.objects.visible_to(request.user)))
    context = {
        "asked": asked,
        "of_task": Assignment.objects.visible_to(request.user).filter(pk=asked.task).first(),
        "lines": lines,
        "next": asked.address(after) if after else "",
        "stages": Stage.choices,
        "states": BudgetLine.State.choices,
        "sources": [(code, source.label) for code, source in sources().items()],
        "years": [(year, year) for year in years_of(request.user, today())],
        "can_enter": access.allowed(request.user, "funding.draft"),
    }
    return render(request, "plans/funding/lines.html", context)


@require_http_methods(["GET", "POST"])
def line_new(request: Request) -> HttpResponse:
    access.require(request.user, "funding.draft")
    year = year_in(request.POST) or year_in(request.GET) or today().year
    task = request.GET.get("task", "")
    form = LineForm(posted(request), request.FILES or None, by=request.user, year=year, task=task)

    def save() -> BudgetLine:
        data = form.cleaned_data
        return enter_line(
            form.whose(), form.values(), by=request.user, now=now(), key=data["key"],
            files=data["documents"],
        )  # fmt: skip

    title = _("Enter a line of money")
    return ask_until_saved(
        request, form, save, page="plans:money", template=FORM, title=title, year=year
    )


@require_GET
def line(request: Request, line_id: UUID) -> HttpResponse:
    access.require(request.user, "funding.view")
    return _page(request, _line(request, line_id))


@require_http_methods(["GET", "POST"])
def line_edit(request: Request, line_id: UUID) -> HttpResponse:
    access.require(request.user, "funding.draft")
    found = _line(request, line_id)
    form = LineForm(
        posted(request), request.FILES or None, by=request.user, year=found.year, line=found
    )

    def save() -> BudgetLine:
        data = form.cleaned_data
        return change_line(
            found.pk, form.values(), by=request.user, now=now(), seen_at=data["seen_at"],
            files=data["documents"],
        )  # fmt: skip

    title = _("Change the line")
    return ask_until_saved(
        request, form, save, page="plans:money", template=FORM, title=title, line=found,
        year=found.year,
    )  # fmt: skip


@require_POST
def line_approve(request: Request, line_id: UUID) -> HttpResponse:
    access.require(request.user, "funding.approve")
    form = SeenForm(request.POST)
    return _do(
        request, line_id, form,
        lambda: approve_line(line_id, **form.cleaned_data, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def line_return(request: Request, line_id: UUID) -> HttpResponse:
    access.require(request.user, "funding.approve")
    form = ReasonForm(request.POST)
    return _do(
        request, line_id, form,
        lambda: return_line(line_id, form.cleaned_data["reason"], by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def line_withdraw(request: Request, line_id: UUID) -> HttpResponse:
    access.require(request.user, "funding.draft")
    form = StyledForm(request.POST)
    return _do(request, line_id, form, lambda: withdraw_line(line_id, by=request.user, now=now()))


@require_POST
def line_reverse(request: Request, line_id: UUID) -> HttpResponse:
    """Enter the line that takes this one back, and show it."""
    access.require(request.user, "funding.draft")
    form = ReversalForm(request.POST)
    data: dict[str, Any] = {}

    def do() -> None:
        made = reverse_line(
            line_id, form.cleaned_data["reason"], by=request.user, now=now(),
            key=form.cleaned_data["key"],
        )  # fmt: skip
        data["made"] = made.pk

    return _do(request, line_id, form, do, lambda: data["made"])


def _line(request: Request, line_id: UUID) -> BudgetLine:
    lines = BudgetLine.objects.visible_to(request.user).select_related(
        "unit", "organisation", "drafted_by", "decided_by", "task", "plan_line", "reverses"
    )
    found: BudgetLine = get_object_or_404(lines, pk=line_id)
    return found


def _do(
    request: Request,
    line_id: UUID,
    form: StyledForm,
    do: Callable[[], object],
    to: Callable[[], UUID] | None = None,
) -> HttpResponse:
    """Do what was asked and show the line, or say on its page why not."""
    found = _line(request, line_id)
    if is_done(form, do):
        return redirect("plans:money", to() if to else line_id)
    return _page(request, found, wrong=form, status=422)


def _page(
    request: Request, found: BudgetLine, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    is_own = found.drafted_by_id == request.user.pk
    is_open = found.state in (BudgetLine.State.WAITS, BudgetLine.State.RETURNED)
    can_enter = access.allowed(request.user, "funding.draft")
    reversal = found.reversals.exclude(state=BudgetLine.State.WITHDRAWN).first()
    is_approved = found.state == BudgetLine.State.APPROVED
    waits = found.state == BudgetLine.State.WAITS
    context = {
        "line": found,
        "files": list(found.files.order_by("added_at", "pk")),
        "wrong": wrong,
        "reversal": reversal,
        "can_change": can_enter and is_own and is_open and found.reverses_id is None,
        "can_withdraw": can_enter and is_own and is_open,
        "can_decide": waits and not is_own and access.allowed(request.user, "funding.approve"),
        "waits_for_another": waits and is_own,
        "seen_form": SeenForm(initial={"seen_at": found.changed_at}),
        "reason_form": ReasonForm(),
        "reversal_form": ReversalForm()
        if can_enter and is_approved and found.reverses_id is None and reversal is None
        else None,
    }
    return render(request, PAGE, context, status=status)
