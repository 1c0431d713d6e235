"""The only door to the ledger: post an entry that balances, or take one back by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.plans.funding.fund.journal import ASSETS, Account, Fund, FundEntry, FundPosting
from mangnon.plans.funding.money import dong

Amounts = Mapping[Account, int]


def fund_for(by: User) -> Fund | None:
    """Return the fund of the province that the person belongs to."""
    found: Fund | None = (
        Fund.objects.visible_to(by).select_related("unit").order_by("opened_at").first()
    )
    return found


@transaction.atomic
def open_fund(*, by: User, now: datetime) -> Fund:
    """Return the fund of the person's province, which the first one who needs it opens."""
    access.require(by, "fund.keep")
    fund = fund_for(by)
    if fund is not None:
        return fund
    if by.unit is None or by.unit.level != Unit.Level.PROVINCE:
        raise Refused(_("Only who serves a whole province keeps its fund."))
    Unit.objects.select_for_update(no_key=True).get(pk=by.unit.pk)  # two who open it come in turn
    if (fund := fund_for(by)) is not None:
        return fund
    fund = Fund.objects.create(unit=by.unit, opened_by=by, opened_at=now)
    record(by, "fund.open", fund, unit=by.unit)
    return fund


def hold(fund: Fund) -> None:
    """Let nobody else write into the fund until this transaction has ended."""
    Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)


def balances(fund: Fund) -> dict[Account, int]:
    """Return what stands on every account of the fund."""
    postings = FundPosting.objects.filter(entry__fund=fund).order_by()
    sums = dict(postings.values_list("account").annotate(Sum("amount")))
    return {account: sums.get(account, 0) for account in Account}


@transaction.atomic
def post(
    fund: Fund,
    amounts: Amounts,
    *,
    on: date,
    text: str,
    by: User,
    now: datetime,
    reverses: FundEntry | None = None,
) -> FundEntry:
    """Write an entry; raise Refused when it does not balance or takes out what is not there."""
    written = {account: amount for account, amount in amounts.items() if amount != 0}
    if len(written) < 2 or sum(written.values()) != 0:
        raise Refused(
            _("This entry does not balance: its amounts add up to %(sum)s instead of nothing.")
            % {"sum": dong(sum(written.values()))}
        )
    hold(fund)
    _require_there(fund, written)
    entry = FundEntry.objects.create(
        fund=fund, on=on, text=text, reverses=reverses, posted_by=by, posted_at=now
    )
    FundPosting.objects.bulk_create(
        FundPosting(entry=entry, account=account, amount=amount)
        for account, amount in written.items()
    )
    return entry


@transaction.atomic
def reverse(entry_id: object, reason: str, *, by: User, now: datetime) -> FundEntry:
    """Take an entry back by one with the opposite amounts."""
    access.require(by, "fund.keep")
    entries = FundEntry.objects.visible_to(by).select_related("fund__unit")
    entry: FundEntry | None = entries.filter(pk=entry_id).first()
    if entry is None:
        raise Refused(_("There is no such entry in the ledger of your fund."))
    hold(entry.fund)
    if entry.reverses_id is not None or FundEntry.objects.filter(reverses=entry).exists():
        raise Refused(_("This entry is taken back already, or takes another one back itself."))
    if not reason.strip():
        raise Refused(_("Say why the entry is taken back."))
    opposite = {Account(posting.account): -posting.amount for posting in entry.postings.all()}
    made = post(
        entry.fund, opposite, on=now.date(), text=" ".join(reason.split())[:300], by=by, now=now,
        reverses=entry,
    )  # fmt: skip
    record(by, "fund.reverse", made, unit=entry.fund.unit)
    return made


def _require_there(fund: Fund, amounts: Amounts) -> None:
    held = balances(fund)
    for account in ASSETS:
        if held[account] + amounts.get(account, 0) < 0:
            raise Refused(
                _("%(amount)s cannot leave “%(account)s”: the fund has %(held)s there.")
                % {
                    "amount": dong(-amounts[account]), "account": account.label,
                    "held": dong(held[account]),
                }
            )  # fmt: skip
