"""What everybody may read of the fund: no donor's name without their agreement, never a child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Sum

from mangnon.core.paging import in_order, page_of
from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.fund.gifts import Receipt
from mangnon.plans.funding.fund.grant import Grant
from mangnon.plans.funding.fund.journal import Account, Fund
from mangnon.plans.funding.fund.posting import balances


@dataclass(frozen=True)
class PublicReceipt:
    on: date
    donor: str
    what: str
    amount: int


@dataclass(frozen=True)
class PublicGrants:
    """Grants of one purpose to children: how many, and how much together."""

    purpose: str
    count: int
    amount: int


@dataclass(frozen=True)
class PublicProject:
    on: date
    project: str
    purpose: str
    amount: int


@dataclass(frozen=True)
class PublicList:
    """A year of the fund; `after` is where its next page of receipts begins."""

    receipts: Sequence[PublicReceipt]
    after: UUID | None
    children: Sequence[PublicGrants]
    projects: Sequence[PublicProject]
    received: int
    granted: int


@dataclass(frozen=True)
class Standing:
    """What the fund received and granted since it is kept, and what is left."""

    received: int
    to_children: int
    to_projects: int
    money: int
    goods: int


def standing(fund: Fund) -> Standing:
    held = balances(fund)
    return Standing(
        -held[Account.DONATED], held[Account.CHILDREN], held[Account.PROJECTS],
        held[Account.CASH], held[Account.GOODS],
    )  # fmt: skip


def public_list(fund: Fund, year: int, after: UUID | None = None) -> PublicList:
    """Return the receipts and grants of a year that stand, as anyone may read them."""
    receipts = Receipt.objects.filter(fund=fund, on__year=year).standing()
    shown, further = page_of(in_order(receipts.select_related("donor"), receipts, "-on", after))
    purposes = fund_words("purposes")
    paid = Grant.objects.filter(
        fund=fund, state=Grant.State.APPROVED, entry__reversed_by=None, entry__on__year=year
    ).order_by()
    to_children = paid.filter(kind=Grant.Kind.CHILD).values("purpose")
    by_purpose = to_children.annotate(count=Count("pk"), total=Sum("amount")).order_by("purpose")
    projects = paid.filter(kind=Grant.Kind.PROJECT).select_related("entry").order_by("entry__on")
    return PublicList(
        receipts=[PublicReceipt(r.on, r.donor.public_name, r.what, r.amount) for r in shown],
        after=further,
        children=[
            PublicGrants(purposes.get(row["purpose"], row["purpose"]), row["count"], row["total"])
            for row in by_purpose
        ],
        projects=[
            PublicProject(grant.entry.on, grant.project, grant.purpose_label, grant.amount)
            for grant in projects
        ],
        received=receipts.aggregate(Sum("amount", default=0))["amount__sum"],
        granted=paid.aggregate(Sum("amount", default=0))["amount__sum"],
    )
