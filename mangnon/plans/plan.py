"""A plan and where it stands (draft, approved, rejected), and the lines of its document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.models import Unit, User


class PlanQuerySet(ScopedQuerySet):
    view_action = "plan.view"

    def rules(self, user: User) -> Iterator[Rule]:
        """Show what is not approved only to those who review."""
        yield from super().rules(user)
        yield Rule("approved", allowed(user, "plan.review") or Q(state=Plan.State.APPROVED))

    def approved(self) -> Self:
        """Return the plans in force: approved, and superseded by no other."""
        return self.filter(state=Plan.State.APPROVED, superseded_by=None)

    def before(self, plan: Plan) -> Plan | None:
        """Return the unit's plan in force for the year before the plan's, else the newest older."""
        if plan.year is None:
            return None
        return self.approved().filter(unit=plan.unit, year__lt=plan.year).order_by("year").last()

    def in_force(self, year: int, unit: Unit | None = None) -> Plan | None:
        """Return the plan of the year that is in force: the unit's, or else the province's."""
        whose = Q(unit=unit) if unit else Q(unit__level=Unit.Level.PROVINCE)
        return self.approved().filter(whose, year=year).order_by("approved_at").last()


class Plan(models.Model):
    """A plan document as read, with its heading. Approved, it is the register and never changes.

    `in_force_from` is the day of a version that an amendment made; a plan that was imported counts
    from the beginning of its year.
    """

    audited_fields = ("state", "approved_by", "superseded_by")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")

    title = models.TextField(_("Title"), blank=True)
    number = models.CharField(_("Number"), blank=True)
    place = models.CharField(_("Place"), blank=True)
    issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    issuer = models.CharField(_("Issuer"), blank=True)
    signer_name = models.CharField(_("Signer"), blank=True)
    signer_capacity = models.CharField(_("Signer's capacity"), blank=True)
    recipients = ArrayField(
        models.TextField(), verbose_name=_("Recipients"), default=list, blank=True
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    superseded_by = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
    )
    in_force_from = models.DateField(_("In force from"), null=True, blank=True)
    compared_with = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1)
    file_name = models.CharField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(state="approved", superseded_by=None),
                name="one_plan_in_force_a_unit_and_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "sha256"],
                condition=Q(state="draft"),
                name="one_draft_a_unit_and_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(year__isnull=False, approved_by__isnull=False, approved_at__isnull=False),
                name="approved_plan_says_year_and_approver",
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__gte=1990, year__lte=2100), name="plan_year"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state="approved"),
                name="only_an_approved_plan_is_superseded",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.APPROVED and self.superseded_by_id is None

    @property
    def document_path(self) -> Path:
        """Where the bytes of the document lie, unchanged since the import."""
        return settings.HOME / "documents" / self.stored_as


class PlanLine(models.Model):
    """One line of the document as read: what the reviewer sees on the left."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    label = models.CharField()
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_line_position")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"
