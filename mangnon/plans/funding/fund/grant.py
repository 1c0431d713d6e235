"""What the fund gives to a child or a project, from the proposal to the payment."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User
from mangnon.plans.funding.catalog import fund_words
from mangnon.plans.funding.fund.gifts import AN_AMOUNT
from mangnon.plans.funding.fund.journal import Fund, FundEntry
from mangnon.plans.funding.money import dong


class GrantQuerySet(ScopedQuerySet):
    """A commune sees the grants to its own children; the office, all without whose they are."""

    view_action = "fund.propose"


class Grant(models.Model):
    """A proposal of one person, which another pays or returns.

    Of a child only the number of its record is kept, and that sealed: whose it is, is learned in
    the register by those who may see the child. `unit` is the child's commune.
    """

    class Kind(models.TextChoices):
        CHILD = "child", _("To a child")
        PROJECT = "project", _("To a project")

    class State(models.TextChoices):
        WAITS = "waits", _("Waits for approval")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    child = EncryptedTextField(max_length=36)
    project = models.CharField(_("Project"), max_length=200, blank=True)
    purpose = models.CharField(_("What for"), max_length=20)  # catalogue: purposes
    amount = models.BigIntegerField(_("Amount"))
    in_goods = models.BooleanField(_("From the goods of the fund"), default=False)
    need = EncryptedTextField(_("Why it is needed"), max_length=1000)
    state = models.CharField(max_length=8, choices=State, default=State.WAITS)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("Number of the decision"), max_length=60, blank=True)
    returned_because = EncryptedTextField(max_length=500)
    entry = models.OneToOneField(
        FundEntry, on_delete=models.PROTECT, null=True, related_name="grant"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=AN_AMOUNT, name="grant_is_an_amount"),
            models.CheckConstraint(
                condition=Q(kind="child", child__isnull=False, project="")
                | Q(kind="project", child__isnull=True) & ~Q(project=""),
                name="grant_is_to_a_child_or_a_project",
            ),
            models.CheckConstraint(
                condition=Q(state="waits", decided_by=None, entry=None)
                | Q(state="returned", decided_by__isnull=False, entry=None)
                | Q(state="approved", decided_by__isnull=False, entry__isnull=False)
                & ~Q(decision=""),
                name="grant_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")), name="grant_is_decided_by_another"
            ),
        ]
        indexes = [models.Index(fields=["unit", "proposed_at", "id"], name="grant_list")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {dong(self.amount)}"

    @property
    def purpose_label(self) -> str:
        return fund_words("purposes").get(self.purpose, self.purpose)

    @property
    def amount_text(self) -> str:
        return dong(self.amount)
