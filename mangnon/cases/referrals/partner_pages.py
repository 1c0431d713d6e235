"""The partner's own pages: the referrals to their organisation, and nothing else of a case."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mangnon.cases.referrals.answering import ANSWERS, answer
from mangnon.cases.referrals.form import AnswerForm
from mangnon.cases.referrals.reading import read_as_partner
from mangnon.cases.referrals.referral import Referral
from mangnon.core.access import require
from mangnon.core.asking import is_done
from mangnon.core.requests import Request, posted
from mangnon.ui import context


@never_cache
@require_GET
def referrals(request: Request) -> HttpResponse:
    """List the referrals by service, urgency and dates: nothing that is shared stands here."""
    require(request.user, "referral.answer")
    found = Referral.to_partner.visible_to(request.user).select_related("case__unit", "place")
    rows = sorted(found, key=lambda one: (not one.is_running, one.expires_on, one.sent_at))
    return render(request, "cases/partner_referrals.html", {"referrals": rows})


@never_cache
@require_http_methods(["GET", "POST"])
def referral(request: Request, referral_id: UUID) -> HttpResponse:
    """Show what one referral shares, and take the partner's answer."""
    require(request.user, "referral.answer")
    theirs = Referral.to_partner.visible_to(request.user)
    related = theirs.select_related("case__unit", "sent_by", "place", "organisation")
    found = get_object_or_404(related, pk=referral_id)
    form = AnswerForm(posted(request), referral=found)

    def save() -> None:
        answer(found.pk, **form.cleaned_data, by=request.user, now=context.now())

    if is_done(form, save):
        messages.success(request, _("Your answer is sent."))
        return redirect("partner_referral", found.pk)
    shown = {
        "read": read_as_partner(found, by=request.user),
        "form": form,
        "may_answer": found.is_running and found.state in ANSWERS,
    }
    return render(request, "cases/partner_referral.html", shown, status=422 if form.errors else 200)
