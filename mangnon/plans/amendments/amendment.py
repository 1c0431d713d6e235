"""An amendment of an approved plan: a list of changes with the decision that orders them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, allowed
from mangnon.core.models import User
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.plan import Plan


class AmendmentQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "plan__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        """Show what is not in force only to those who review plans."""
        yield from super().rules(user)
        in_force = Q(state=Amendment.State.IN_FORCE)
        yield Rule("approved", allowed(user, "plan.review") or in_force)

    def open(self) -> Self:
        """Return those that may still come into force."""
        return self.filter(state__in=OPEN)


class Amendment(models.Model):
    """Changes to one version of a plan; `result` is the version that they made of it.

    Nobody who wrote at it (`written_by`) approves it. Approved, it comes into force on
    `effective_on`, at once where that day has passed. It lapses when the version it amends is
    replaced before.
    """

    audited_fields = ("state", "effective_on", "reason")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being drafted")
        WAITS = "waits", _("Waits for approval")
        APPROVED = "approved", _("Approved, waits for its day")
        IN_FORCE = "in_force", _("In force")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        LAPSED = "lapsed", _("Lapsed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    reason = models.TextField(_("Why the plan is amended"))
    decision = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    effective_on = models.DateField(_("In force from"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    result = models.OneToOneField(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="made_by"
    )
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    written_by = models.ManyToManyField(User, related_name="+")
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=500, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=("draft", "waits", "approved")),
                name="one_open_amendment_a_plan",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("drafted_by")), name="amendment_is_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("waits", "approved", "in_force"))
                | Q(decision__isnull=False, effective_on__isnull=False),
                name="amendment_has_a_decision_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "in_force"))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="amendment_is_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", result__isnull=False)
                | (~Q(state="in_force") & Q(result=None)),
                name="amendment_in_force_made_a_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{said('Amendment of the plan')}: {self.plan}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


OPEN = (Amendment.State.DRAFT, Amendment.State.WAITS, Amendment.State.APPROVED)


class AmendmentChange(models.Model):
    """One item of the plan added, changed or removed; `before` and `after` are its fields as JSON.

    `item_id` is the item of the amended version. What is added hangs on an item of that version
    (`parent_id`), on what the same amendment adds (`under`), or on the plan itself.
    """

    class Action(models.TextChoices):
        ADD = "add", _("added")
        CHANGE = "change", _("changed")
        REMOVE = "remove", _("removed")

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="changes")
    action = models.CharField(max_length=6, choices=Action)
    kind = models.CharField(max_length=10)  # the slug of `kinds.KINDS`
    item_id = models.BigIntegerField(null=True, blank=True)
    parent_id = models.BigIntegerField(null=True, blank=True)
    under = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "kind", "item_id"],
                condition=Q(item_id__isnull=False),
                name="amendment_changes_an_item_once",
            ),
            models.UniqueConstraint(fields=["amendment", "key"], name="amendment_change_key"),
            models.CheckConstraint(
                condition=Q(action="add", item_id=None)
                | Q(action__in=("change", "remove"), item_id__isnull=False),
                name="amendment_change_says_which_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.kind}"
