"""Entering donors, what they promise, and what the fund received of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User
from mangnon.core.sent_again import row_of_key, sent_before
from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.fund.gifts import Donor, Pledge, Receipt
from mangnon.plans.funding.fund.journal import Account
from mangnon.plans.funding.fund.posting import hold, open_fund, post
from mangnon.plans.funding.money import dong, require_amount
from mangnon.ui.formats import date_text

KEEPS = "fund.keep"


@transaction.atomic
def enter_donor(values: Mapping[str, Any], *, by: User, now: datetime, key: UUID) -> Donor:
    """Enter a donor: `kind`, `name`, `contact`, and the day on which they agreed to be named."""
    access.require(by, KEEPS)
    if not values["name"].strip():
        raise Refused(_("Write the donor’s name."))
    if values.get("agreed_on") is not None and values["agreed_on"] > now.date():
        raise Refused(_("This day is still to come."))
    fund = open_fund(by=by, now=now)
    hold(fund)  # the same form twice at the same moment comes one by one
    known: Donor | None = sent_before(
        Donor.objects.visible_to(by), key, by=by, sent_by="entered_by"
    )
    if known is not None:
        return known
    donor = Donor(
        id=key, fund=fund, kind=values["kind"], name=values["name"].strip(),
        contact=values.get("contact", "").strip(), agreed_on=values.get("agreed_on"),
        entered_by=by, entered_at=now,
    )  # fmt: skip
    donor.save(force_insert=True)
    record(by, "fund.donor", donor, unit=fund.unit, is_named=donor.agreed_on is not None)
    return donor


@transaction.atomic
def set_agreement(donor_id: UUID, agreed_on: date | None, *, by: User, now: datetime) -> Donor:
    """Say since when the donor agrees to be named publicly, or that they do not any more."""
    access.require(by, KEEPS)
    if agreed_on is not None and agreed_on > now.date():
        raise Refused(_("This day is still to come."))
    donor = _donor(donor_id, by)
    donor.agreed_on = agreed_on
    donor.save()
    record(by, "fund.agreement", donor, unit=donor.fund.unit, is_named=agreed_on is not None)
    return donor


@transaction.atomic
def enter_pledge(
    donor_id: UUID,
    *,
    amount: int,
    on: date,
    due_on: date | None,
    by: User,
    now: datetime,
    key: UUID,
) -> Pledge:
    """Enter what a donor promised; the ledger knows it when it is received."""
    access.require(by, KEEPS)
    donor = _donor(donor_id, by)
    require_amount(amount)
    if on > now.date():
        raise Refused(_("This day is still to come."))
    if due_on is not None and due_on < on:
        raise Refused(_("The promise would be due before it was made; look at both days again."))
    known: Pledge | None = sent_before(donor.pledges, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    made = Pledge.objects.create(
        pk=key, fund=donor.fund, donor=donor, amount=amount, on=on, due_on=due_on, entered_by=by,
        entered_at=now,
    )  # fmt: skip
    record(by, "fund.pledge", made, unit=donor.fund.unit, amount=amount)
    return made


@transaction.atomic
def receive(
    donor_id: UUID, values: Mapping[str, Any], *, by: User, now: datetime, key: UUID
) -> Receipt:
    """Enter what came, and post it; the same form sent again is the same receipt."""
    access.require(by, KEEPS)
    donor = _donor(donor_id, by)
    known: Receipt | None = row_of_key(donor.receipts, key)
    if known is not None:
        return known
    pledge = _pledge(donor, values)
    receipt = Receipt(
        id=key, fund=donor.fund, donor=donor, pledge=pledge, number=values["number"].strip(),
        on=values["on"], amount=require_amount(values["amount"]), goods=values.get("goods", ""),
        valuation=values.get("valuation", ""), note=values.get("note", "").strip(),
    )  # fmt: skip
    _require_sound(receipt, now)
    hold(donor.fund)  # two receipts of one number come one by one
    _require_new_number(receipt)
    held = Account.GOODS if receipt.goods else Account.CASH
    receipt.entry = post(
        donor.fund, {held: receipt.amount, Account.DONATED: -receipt.amount}, on=receipt.on,
        text=_("Receipt %(number)s: %(what)s") % {"number": receipt.number, "what": receipt.what},
        by=by, now=now,
    )  # fmt: skip
    receipt.save(force_insert=True)
    record(by, "fund.receive", receipt, unit=donor.fund.unit, amount=receipt.amount)
    return receipt


def _donor(donor_id: UUID, by: User) -> Donor:
    donors = Donor.objects.visible_to(by).select_for_update(of=("self",))
    donor: Donor | None = donors.select_related("fund__unit").filter(pk=donor_id).first()
    if donor is None:
        raise Refused(_("There is no such donor of your fund."))
    return donor


def _pledge(donor: Donor, values: Mapping[str, Any]) -> Pledge | None:
    """Return the promise that the receipt keeps, if any; raise Refused when it is kept already."""
    if not values.get("pledge"):
        return None
    pledge: Pledge | None = donor.pledges.with_received().filter(pk=values["pledge"]).first()
    if pledge is None:
        raise Refused(_("This promise is not one of the donor."))
    left = pledge.amount - pledge.came
    if values["amount"] > left:
        raise Refused(
            _("Of this promise of %(pledged)s only %(left)s are still to come; enter what is beyond"
              " it as a receipt without a promise.")
            % {"pledged": dong(pledge.amount), "left": dong(left)}
        )  # fmt: skip
    return pledge


def _require_sound(receipt: Receipt, now: datetime) -> None:
    if not receipt.number:
        raise Refused(_("Write the number of the receipt."))
    if receipt.on > now.date():
        raise Refused(_("This day is still to come."))
    if not receipt.goods and not receipt.valuation:
        return
    if receipt.goods not in fund_words("goods") or receipt.valuation not in fund_words(
        "valuations"
    ):
        raise Refused(
            _("Goods come with their kind and with how they were valued; money with none.")
        )


def _require_new_number(receipt: Receipt) -> None:
    """Raise Refused where a receipt of the year that stands has the number already.

    Receipts of money and of goods are numbered apart.
    """
    of_year = Receipt.objects.filter(fund=receipt.fund, on__year=receipt.on.year).standing()
    goods = Q(goods="") if not receipt.goods else ~Q(goods="")
    same: Receipt | None = of_year.filter(goods, number__iexact=receipt.number).first()
    if same is not None:
        raise Refused(
            _(
                "Receipt %(number)s of %(year)s stands already: %(amount)s on %(day)s. Look at the "
                "number again, or take that one back first."
            )
            % {
                "number": same.number, "year": receipt.on.year, "amount": dong(same.amount),
                "day": date_text(same.on),
            }
        )  # fmt: skip
