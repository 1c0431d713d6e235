"""A plan of a unit or an organisation under the province's, from its draft to its approval."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed, keeps_to_an_organisation
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.plan import Plan


def local_rules(user: User, path: str = "") -> Iterator[Rule]:
    """Yield who sees a local plan that is not approved: who drafts and approves their own."""
    approved = Q(**{f"{path}state": "approved"})
    works = allowed(user, "local_plan.draft") or allowed(user, "local_plan.approve")
    yield Rule("approved", works or approved)
    if keeps_to_an_organisation(user):
        own = user.organisation_id
        is_own = Q(**{f"{path}organisation": own}) if own else Q(pk__in=[])
        yield Rule("own-organisation", approved | is_own)


class LocalPlanQuerySet(ScopedQuerySet):
    view_action = "plan.view"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield from local_rules(user)

    def open(self) -> Self:
        """Return those that may still change: drafts, sent or returned."""
        return self.filter(state__in=OPEN)

    def in_force(self) -> Self:
        return self.filter(state=LocalPlan.State.APPROVED, superseded_by=None)

    def of(self, holder: Unit | Organisation) -> Self:
        """Return those of an organisation, or those of a unit itself."""
        if isinstance(holder, Organisation):
            return self.filter(organisation=holder)
        return self.filter(unit=holder, organisation=None)


class LocalPlan(models.Model):
    """Made by a unit, or by an organisation; approved it never changes, and a new version follows.

    `plan` is the province's plan that it stands under. Its targets were proposed from the figures
    of `snapshot`, frozen for `figures_on`; from none where there were none.
    """

    audited_fields = ("state", "number", "issued_on", "plan")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Waits for approval")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="local_plans")
    year = models.PositiveSmallIntegerField(_("Year"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="local_plans")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="local_plans"
    )
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    superseded_by = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
    )
    snapshot = models.CharField(max_length=40, blank=True)
    figures_on = models.DateField(null=True, blank=True)
    number = models.CharField(_("Number of the document"), max_length=60, blank=True)
    issued_on = models.DateField(_("Day of the document"), null=True, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    objects = LocalPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "organisation"],
                condition=Q(state="approved", superseded_by=None),
                name="one_local_plan_in_force",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | Q(state="approved"),
                name="only_an_approved_local_plan_is_superseded",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "approved"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, sent_by__isnull=False),
                name="local_plan_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | ~(Q(decided_by=F("drafted_by")) | Q(decided_by=F("sent_by"))),
                name="local_plan_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned", returned_because=""),
                name="local_plan_is_returned_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="local_plan_year_unit")]

    def __str__(self) -> str:
        return f"{self.holder} {self.year}"

    @property
    def holder(self) -> Organisation | Unit:
        return self.organisation or self.unit

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def may_be_changed(self) -> bool:
        return self.state in DRAFTED

    @property
    def is_in_force(self) -> bool:
        return self.state == self.State.APPROVED and self.superseded_by_id is None


DRAFTED = (LocalPlan.State.DRAFT, LocalPlan.State.RETURNED)
OPEN = (*DRAFTED, LocalPlan.State.SENT)
