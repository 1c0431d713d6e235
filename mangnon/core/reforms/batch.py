"""A reform as one batch, every row that it moved, and what it handed over to a successor."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.units.unit import Unit


class ReformBatchQuerySet(ScopedQuerySet):
    view_action = "unit.reform"


class ReformBatch(models.Model):
    """One resolution: a draft that a person writes, then applied as a whole, then perhaps undone.

    `units` and `changes` are rows as in the two CSV files of `units load`; `choices` says which
    successor takes what no rule decides.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPLIED = "applied", _("Applied")
        UNDONE = "undone", _("Undone")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=100)
    issued_on = models.DateField()
    on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    units = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ReformBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", applied_at=None)
                | Q(state__in=["applied", "undone"], applied_at__isnull=False),
                name="reform_says_when_it_was_applied",
            ),
            models.CheckConstraint(
                condition=Q(on__gte=models.F("issued_on")),
                name="reform_is_not_before_its_resolution",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class HandoverQuerySet(ScopedQuerySet):
    view_action = "unit.view"
    unit_field = "to_unit"

    def open(self) -> HandoverQuerySet:
        return self.filter(state=Handover.State.OPEN)


class Handover(models.Model):
    """Records of a unit that ended, offered to its successor until a person there accepts them.

    What is decided has moved already (`is_moved`). What is not is offered to every successor, and
    moves to the one whose people accept it first.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waiting to be accepted")
        ACCEPTED = "accepted", _("Accepted")
        ELSEWHERE = "elsewhere", _("Accepted by another unit")

    batch = models.ForeignKey(ReformBatch, on_delete=models.PROTECT, related_name="handovers")
    mover = models.CharField(max_length=30)
    key = models.CharField(max_length=100, blank=True)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers")
    count = models.PositiveIntegerField()
    is_moved = models.BooleanField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "mover", "key", "from_unit", "to_unit"], name="handover_once"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | ~Q(state="accepted"),
                name="handover_says_who_accepted_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mover} {self.from_unit} → {self.to_unit}"


class ReformMove(models.Model):
    """One row that a batch made or changed; `before` is null for a row that it made."""

    batch = models.ForeignKey(ReformBatch, on_delete=models.PROTECT, related_name="moves")
    mover = models.CharField(max_length=30)
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=60)
    # The handover whose acceptance moved the row; 0 for what the batch itself moved.
    accepting = models.BigIntegerField(default=0)
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}"
