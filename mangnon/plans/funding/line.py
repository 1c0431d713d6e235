"""One line of the plan's money, from the person who enters it to the one who approves it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, Upload, User
from mangnon.plans.funding.catalog import source_label
from mangnon.plans.funding.money import MOST, dong
from mangnon.plans.items import FundingLine
from mangnon.plans.work.assignment import Assignment


class Stage(models.TextChoices):
    """What the money is at this point: asked for, given, paid out, accepted as rightly paid."""

    ESTIMATE = "estimate", _("Estimate")
    ALLOCATION = "allocation", _("Allocation")
    SPENDING = "spending", _("Spending")
    SETTLEMENT = "settlement", _("Settlement")


class BudgetLineQuerySet(ScopedQuerySet):
    view_action = "funding.view"
    is_large = True

    def rules(self, user: User) -> Iterator[Rule]:
        """Show an agency its own money alone, none where the person has no organisation."""
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            own = Q(organisation=user.organisation_id) if user.organisation_id else False
            yield Rule("own-organisation", own)

    def approved(self) -> Self:
        return self.filter(state=BudgetLine.State.APPROVED)

    def waiting(self) -> Self:
        return self.filter(state=BudgetLine.State.WAITS)

    def of_purse_of(self, line: BudgetLine) -> Self:
        """Return the lines of the same year, source and holder."""
        return self.filter(
            year=line.year, source=line.source, unit=line.unit_id,
            organisation=line.organisation_id,
        )  # fmt: skip


class BudgetLine(models.Model):
    """An amount of one stage, held by an organisation, or by the unit where there is none.

    Once approved it never changes: a further line, whose amount is negative, takes it back.
    """

    audited_fields = (
        "year", "stage", "source", "amount", "on", "document_number", "document_on", "issuer",
    )  # fmt: skip

    class State(models.TextChoices):
        WAITS = "waits", _("Waits for approval")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("Year"))
    stage = models.CharField(_("Budget stage"), max_length=10, choices=Stage)
    source = models.CharField(_("Source of funding"), max_length=20)  # of the catalogue
    amount = models.BigIntegerField(_("Amount"))
    on = models.DateField(_("Day"))  # when it was decided, paid or settled
    purpose = models.CharField(_("What for"), max_length=500)
    document_number = models.CharField(_("Number of the document"), max_length=60)
    document_on = models.DateField(_("Day of the document"))
    issuer = models.CharField(_("Issuer"), max_length=200)
    plan_line = models.ForeignKey(
        FundingLine, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    task = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="money"
    )
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITS)
    reverses = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversals",
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gte=1, amount__lte=MOST)
                | Q(reverses__isnull=False, amount__lte=-1, amount__gte=-MOST),
                name="budget_line_amount_is_negative_when_it_reverses",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="budget_line_stage"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waits", "withdrawn"], decided_by=None, decided_at=None)
                | Q(
                    state__in=["returned", "approved"], decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="budget_line_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("drafted_by")),
                name="budget_line_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned", returned_because=""),
                name="budget_line_is_returned_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(document_number="") & ~Q(issuer=""),
                name="budget_line_has_a_document",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="budget_line_year"
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=~Q(state="withdrawn"),
                name="budget_line_is_reversed_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["drafted_at", "id"], name="budget_line_newest"),
            models.Index(fields=["unit", "drafted_at", "id"], name="budget_line_of_unit"),
            models.Index(
                fields=["year", "unit", "source", "organisation"], condition=Q(state="approved"),
                name="budget_line_statement",
            ),
            models.Index(
                fields=["drafted_at", "id"], condition=Q(state="waits"),
                name="budget_line_waits",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.year}: {dong(self.amount)}"

    @property
    def holder(self) -> Organisation | Unit:
        return self.organisation or self.unit

    @property
    def source_label(self) -> str:
        return source_label(self.source)

    @property
    def amount_text(self) -> str:
        return dong(self.amount)
