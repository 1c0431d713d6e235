"""Pages of the fund: what everybody may read, the ledger, and the donors."""

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
from mangnon.core.audit import record_read
from mangnon.core.paging import in_order, page_of
from mangnon.core.requests import Request, key_in, posted
from mangnon.plans.funding.forms import ReasonForm
from mangnon.plans.funding.fund.forms import AgreementForm, DonorForm, PledgeForm, ReceiptForm
from mangnon.plans.funding.fund.gifts import Donor
from mangnon.plans.funding.fund.journal import Account, FundEntry
from mangnon.plans.funding.fund.posting import balances, fund_for, reverse
from mangnon.plans.funding.fund.public import public_list, standing
from mangnon.plans.funding.fund.receiving import enter_donor, enter_pledge, receive, set_agreement
from mangnon.plans.funding.listing import year_in
from mangnon.ui.context import now, today
from mangnon.ui.forms import StyledForm


@require_GET
def fund_page(request: Request) -> HttpResponse:
    """Show what everybody may read of the fund in a year."""
    access.require(request.user, "funding.view")
    fund, year = fund_for(request.user), year_in(request.GET) or today().year
    context = {
        "fund": fund,
        "year": year,
        "years": range(today().year, today().year - 6, -1),
        "told": public_list(fund, year, key_in(request.GET)) if fund else None,
        "standing": standing(fund) if fund else None,
        "can_keep": access.allowed(request.user, "fund.keep"),
    }
    return render(request, "plans/fund/fund.html", context)


@require_GET
def ledger(request: Request) -> HttpResponse:
    access.require(request.user, "fund.view")
    return _ledger(request)


@require_POST
def entry_reverse(request: Request, entry_id: UUID) -> HttpResponse:
    """Take an entry back by another one."""
    access.require(request.user, "fund.keep")
    get_object_or_404(FundEntry.objects.visible_to(request.user), pk=entry_id)
    form = ReasonForm(request.POST)
    by = request.user
    if is_done(form, lambda: reverse(entry_id, form.cleaned_data["reason"], by=by, now=now())):
        return redirect("plans:fund-ledger")
    return _ledger(request, wrong=form, status=422)


@require_GET
def donor_list(request: Request) -> HttpResponse:
    access.require(request.user, "fund.view")
    donors = Donor.objects.visible_to(request.user)
    shown, after = page_of(in_order(donors, donors, "-entered_at", key_in(request.GET)))
    if shown:
        _note_reading(request, shown[0].fund)
    context = {
        "donors": shown,
        "after": after,
        "can_keep": access.allowed(request.user, "fund.keep"),
    }
    return render(request, "plans/fund/donors.html", context)


@require_http_methods(["GET", "POST"])
def donor_new(request: Request) -> HttpResponse:
    access.require(request.user, "fund.keep")
    form = DonorForm(posted(request))

    def save() -> Donor:
        data = form.cleaned_data
        return enter_donor(data, by=request.user, now=now(), key=data["key"])

    return ask_until_saved(
        request,
        form,
        save,
        page="plans:fund-donor",
        template="plans/fund/donor_form.html",
        title=_("Enter a donor"),
    )


@require_GET
def donor(request: Request, donor_id: UUID) -> HttpResponse:
    access.require(request.user, "fund.view")
    return _donor_page(request, _donor(request, donor_id))


@require_POST
def donor_agree(request: Request, donor_id: UUID) -> HttpResponse:
    """Say since when a donor agrees to be named."""
    form = AgreementForm(request.POST)

    def do() -> None:
        agreed_on = form.cleaned_data["agreed_on"]
        set_agreement(donor_id, agreed_on, by=request.user, now=now())

    return _do(request, donor_id, form, do)


@require_POST
def donor_pledge(request: Request, donor_id: UUID) -> HttpResponse:
    """Enter what a donor promised."""
    form = PledgeForm(request.POST)
    return _do(
        request, donor_id, form,
        lambda: enter_pledge(donor_id, **form.cleaned_data, by=request.user, now=now()),
    )  # fmt: skip


@require_POST
def donor_receive(request: Request, donor_id: UUID) -> HttpResponse:
    """Enter what came from a donor."""
    access.require(request.user, "fund.keep")
    form = ReceiptForm(request.POST, donor=_donor(request, donor_id))

    def do() -> None:
        data = form.cleaned_data
        receive(donor_id, data, by=request.user, now=now(), key=data["key"])

    return _do(request, donor_id, form, do)


def _ledger(
    request: Request, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    fund = fund_for(request.user)
    entries = FundEntry.objects.visible_to(request.user)
    found = entries.select_related("posted_by", "reversed_by").prefetch_related("postings")
    shown, after = page_of(in_order(found, entries, "-posted_at", key_in(request.GET)))
    context = {
        "fund": fund,
        "entries": [(entry, _columns(entry)) for entry in shown],
        "after": after,
        "accounts": [account.label for account in Account],
        "balances": list(balances(fund).values()) if fund else [],
        "can_keep": access.allowed(request.user, "fund.keep"),
        "wrong": wrong,
    }
    return render(request, "plans/fund/ledger.html", context, status=status)


def _columns(entry: FundEntry) -> list[int | None]:
    """Return the amount on each account, in their order."""
    amounts = {posting.account: posting.amount for posting in entry.postings.all()}
    return [amounts.get(account) for account in Account]


def _donor(request: Request, donor_id: UUID) -> Donor:
    donors = Donor.objects.visible_to(request.user).select_related("fund")
    found: Donor = get_object_or_404(donors, pk=donor_id)
    return found


def _do(
    request: Request, donor_id: UUID, form: StyledForm, do: Callable[[], object]
) -> HttpResponse:
    """Do what was asked and show the donor, or say on their page why not."""
    access.require(request.user, "fund.keep")
    found = _donor(request, donor_id)
    if is_done(form, do):
        return redirect("plans:fund-donor", donor_id)
    return _donor_page(request, found, wrong=form, status=422)


def _donor_page(
    request: Request, found: Donor, *, wrong: StyledForm | None = None, status: int = 200
) -> HttpResponse:
    _note_reading(request, found.fund)
    receipts = found.receipts.select_related("entry__reversed_by").order_by("-on", "-pk")
    forms: dict[str, Any] = {}
    if access.allowed(request.user, "fund.keep"):
        forms = {
            "agreement_form": AgreementForm(initial={"agreed_on": found.agreed_on}),
            "pledge_form": PledgeForm(),
            "receipt_form": ReceiptForm(donor=found),
        }
    pledges = found.pledges.with_received().order_by("-on", "-pk")
    context = {"donor": found, "receipts": receipts, "pledges": pledges, "wrong": wrong, **forms}
    return render(request, "plans/fund/donor.html", context, status=status)


def _note_reading(request: Request, fund: Any) -> None:
    """Let the audit know that names of donors were read."""
    record_read(request.user, "fund.read", fund, fields=["name", "contact"], unit=fund.unit)
