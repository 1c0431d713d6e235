"""Handing a case over to another commune: offered, taken back, answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.catalog import case_catalog
from mangnon.cases.forms.hand_over_forms import AnswerForm, OfferForm
from mangnon.cases.handover.answering import accept, refuse
from mangnon.cases.handover.hand_over import HandOver
from mangnon.cases.handover.offering import offer, withdraw
from mangnon.cases.pages.finding import case_for
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.models import Refused
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, case_id: UUID) -> HttpResponse:
    """Offer the case to another commune, or take the offer back that waits."""
    case = case_for(request, case_id, "case.hand_over")
    waiting = case.hand_overs.open().select_related("to_unit").first()
    form = OfferForm(None if waiting else posted(request), case, context.today())
    refusal = ""
    if waiting and request.method == "POST":
        try:
            withdraw(case.pk, by=request.user, now=context.now())
            return redirect("case", case.pk)
        except Refused as refused:
            refusal = str(refused)

    def save() -> None:
        said = form.cleaned_data
        offer(
            case.pk, said["to_unit"], said["reason"], key=said["key"], by=request.user,
            now=context.now(),
        )  # fmt: skip

    if is_done(form, save):
        messages.success(request, _("The case is offered; until it is accepted it stays with you."))
        return redirect("case", case.pk)
    shown = {"case": case, "form": form, "waiting": waiting, "refusal": refusal}
    status = 422 if form.errors or refusal else 200
    return render(request, "cases/hand_over.html", shown, status=status)


@never_cache
@require_GET
def hand_overs(request: Request) -> HttpResponse:
    """What other communes offer to those of the person, and waits for an answer."""
    require(request.user, "case.hand_over")
    offered = HandOver.objects.visible_to(request.user).open()
    shown = {"offered": offered.select_related("case", "from_unit").order_by("offered_at")}
    return render(request, "cases/hand_overs.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: Request, hand_over_id: UUID) -> HttpResponse:
    """Take an offered case over, or refuse it; until then nothing else of it is seen."""
    require(request.user, "case.hand_over")
    offers = HandOver.objects.visible_to(request.user)
    offered = get_object_or_404(
        offers.select_related("case", "from_unit", "to_unit", "offered_by"), pk=hand_over_id
    )
    form = AnswerForm(posted(request))
    is_taken = bool(posted(request)) and form.is_valid() and form.cleaned_data["accepts"]

    def save() -> None:
        if is_taken:
            accept(offered.pk, by=request.user, now=context.now())
        else:
            reason = form.cleaned_data["reason"]
            refuse(offered.pk, reason, by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("Your answer is entered."))
        return redirect("case", offered.case_id) if is_taken else redirect("case_hand_overs")
    process = case_catalog().process(offered.case.process_from)
    running = offered.case.clocks.running().order_by("due_at")
    titles = {clock.code: clock.title.vi for clock in case_catalog().clocks}
    shown = {
        "offered": offered,
        "form": form,
        "stage": process.stage_by_code[offered.case.stage],
        "clocks": [(titles[clock.code], clock.due_at) for clock in running],
    }
    status = 422 if form.errors else 200
    return render(request, "cases/hand_over_answer.html", shown, status=status)
