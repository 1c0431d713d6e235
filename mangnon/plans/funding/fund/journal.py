"""The fund and its ledger: entries whose postings add up to nothing, never changed again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit, User
from mangnon.core.transaction_field import TransactionField


class Account(models.TextChoices):
    """What the fund has (cash, goods), where it came from, and where it went."""

    CASH = "cash", _("Money")
    GOODS = "goods", _("Goods")
    DONATED = "donated", _("Donations received")
    CHILDREN = "children", _("Granted to children")
    PROJECTS = "projects", _("Granted to projects")


ASSETS = (Account.CASH, Account.GOODS)


class FundQuerySet(ScopedQuerySet):
    """The fund of a province; its communes propose grants to it."""

    view_action = "funding.view"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        """Take the funds of the units, and those of the provinces that the units lie in."""
        codes = Unit.objects.filter(pk__in=units).values("code")
        above = Unit.objects.filter(level=Unit.Level.PROVINCE)
        districts = Unit.objects.filter(code__in=codes).values("parent_code")
        provinces = above.filter(
            Q(code__in=districts)
            | Q(code__in=Unit.objects.filter(code__in=districts).values("parent_code"))
        )
        return Q(unit__in=units) | Q(unit__in=provinces)


class Fund(models.Model):
    """One Child Protection Fund; its row is held while something is posted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = FundQuerySet.as_manager()

    def __str__(self) -> str:
        return str(_("Child Protection Fund of %(unit)s") % {"unit": self.unit})


class FundEntryQuerySet(ScopedQuerySet):
    view_action = "fund.view"
    unit_field = "fund__unit"


class FundEntry(models.Model):
    """What happened on one day, in one sentence; another entry takes it back, nothing else does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    on = models.DateField()
    text = models.CharField(max_length=300)  # never a name: what was received or granted
    reverses = models.OneToOneField(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        related_name="reversed_by",
    )
    posted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    written_in = TransactionField()

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["fund", "posted_at", "id"], name="fund_entry_list")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_reversed(self) -> bool:
        return hasattr(self, "reversed_by")


class FundPosting(models.Model):
    """An amount on one account: what comes to it is positive, what leaves it negative."""

    entry = models.ForeignKey(FundEntry, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=8, choices=Account)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="fund_posting_is_not_nothing"),
            models.CheckConstraint(
                condition=Q(account__in=Account.values), name="fund_posting_account"
            ),
            models.UniqueConstraint(
                fields=["entry", "account"], name="fund_posting_once_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
