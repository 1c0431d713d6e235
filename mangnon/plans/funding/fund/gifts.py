"""Who gives to the fund, what they promise and what the fund received."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User
from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.fund.journal import Fund, FundEntry
from mangnon.plans.funding.money import MOST, dong

AN_AMOUNT = Q(amount__gte=1, amount__lte=MOST)


class OfFundQuerySet(ScopedQuerySet):
    view_action = "fund.view"
    unit_field = "fund__unit"


class Donor(models.Model):
    """A person or organisation; publicly named from the day on which they agreed to it."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation, business")
        PERSON = "person", _("Person, family")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="donors")
    kind = models.CharField(_("Kind of donor"), max_length=12, choices=Kind)
    name = EncryptedTextField(_("Name"), max_length=200)
    contact = EncryptedTextField(_("Contact"), max_length=200)
    agreed_on = models.DateField(_("Agreed to be named publicly on"), null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = OfFundQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def public_name(self) -> str:
        """The name, where they agreed that everybody reads it."""
        return self.name if self.agreed_on else str(_("A donor who is not named"))


class PledgeQuerySet(OfFundQuerySet):
    def with_received(self) -> Self:
        """Add to each what of the promise came, as `came`, without what was taken back."""
        stands = Q(receipts__entry__reversed_by=None)
        return self.annotate(came=Sum("receipts__amount", filter=stands, default=0))


class Pledge(models.Model):
    """What a donor promised; nothing of it is in the ledger before it is received."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="pledges")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="pledges")
    amount = models.BigIntegerField(_("Amount"))
    on = models.DateField(_("Day"))
    due_on = models.DateField(_("Promised until"), null=True, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    came: int  # of `with_received` alone

    objects = PledgeQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=AN_AMOUNT, name="pledge_is_an_amount")]

    def __str__(self) -> str:
        return dong(self.amount)


class ReceiptQuerySet(OfFundQuerySet):
    def standing(self) -> ReceiptQuerySet:
        """Return those whose entry is not taken back."""
        return self.filter(entry__reversed_by=None)


class Receipt(models.Model):
    """Money or goods that came, with the number of its receipt; goods with how they were valued."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="receipts")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="receipts")
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts"
    )
    number = models.CharField(_("Number of the receipt"), max_length=60)
    on = models.DateField(_("Day"))
    amount = models.BigIntegerField(_("Amount"))
    goods = models.CharField(_("Goods"), max_length=20, blank=True)  # catalogue: goods
    valuation = models.CharField(_("How it was valued"), max_length=20, blank=True)
    note = EncryptedTextField(_("Note"), max_length=500)
    entry = models.OneToOneField(FundEntry, on_delete=models.PROTECT, related_name="receipt")

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=AN_AMOUNT, name="receipt_is_an_amount"),
            models.CheckConstraint(
                condition=Q(goods="", valuation="") | ~Q(goods="") & ~Q(valuation=""),
                name="receipt_of_goods_says_how_they_were_valued",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="receipt_has_a_number"),
        ]
        indexes = [models.Index(fields=["fund", "on", "id"], name="receipt_list")]

    def __str__(self) -> str:
        return self.number

    @property
    def what(self) -> str:
        """What came, in words: money, or the kind of goods."""
        return fund_words("goods").get(self.goods, self.goods) if self.goods else str(_("Money"))
