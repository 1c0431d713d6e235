"""One opening of a case in an emergency, and what the review said of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class UrgentAccessQuerySet(ScopedQuerySet):
    """Seen by who reviews them in the case's commune; they name a case and open nothing of it."""

    view_action = "case.review_urgent"
    unit_field = "case__unit"

    def to_review(self) -> UrgentAccessQuerySet:
        return self.filter(reviewed_at=None)


class UrgentAccess(models.Model):
    """Who opened which case why, until when, and whether that was right."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("It was needed")
        WRONG = "wrong", _("It was not needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="urgent_accesses")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = EncryptedTextField(max_length=1000)
    since = models.DateTimeField()
    until = models.DateTimeField()
    review_due_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=5, choices=Verdict, blank=True)
    remark = EncryptedTextField(max_length=1000)

    objects = UrgentAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="urgent_access_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(reason__isnull=False), name="urgent_access_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, verdict="")
                | Q(
                    reviewed_by__isnull=False,
                    reviewed_at__isnull=False,
                    verdict__in=["right", "wrong"],
                ),
                name="urgent_access_is_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                name="urgent_access_is_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["case"], condition=Q(reviewed_at=None), name="urgent_access_unreviewed"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
