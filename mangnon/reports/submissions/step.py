"""The story of a report: every step that somebody took with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule
from mangnon.core.models import User
from mangnon.reports.submissions.parts import PartQuerySet
from mangnon.reports.submissions.submission import Submission, works_on_reports


class StepKind(models.TextChoices):
    DRAFTED = "drafted", _("Drafted from the records")
    DRAFTED_AGAIN = "again", _("Drafted again")
    SUBMITTED = "submitted", _("Submitted to its own leader")
    GIVEN_BACK = "given_back", _("Given back by its own leader")
    SENT = "sent", _("Signed and sent")
    COMMENTED = "commented", _("Commented on")
    RETURNED = "returned", _("Returned")
    ANSWERED = "answered", _("A comment was answered")
    ACCEPTED = "accepted", _("Accepted")
    LOCKED = "locked", _("Locked")
    UNLOCKED = "unlocked", _("Unlocked")


# What passed between the body and the receiver; the other steps are the body's own.
BETWEEN_BODIES = (
    StepKind.SENT, StepKind.COMMENTED, StepKind.RETURNED, StepKind.ANSWERED, StepKind.ACCEPTED,
    StepKind.LOCKED, StepKind.UNLOCKED,
)  # fmt: skip


class StepQuerySet(PartQuerySet):
    def rules(self, user: User) -> Iterator[Rule]:
        """What the body did before it sent the report is its own affair."""
        yield from super().rules(user)
        seen = Q(kind__in=BETWEEN_BODIES)
        if works_on_reports(user):
            seen |= Q(submission__organisation=None, submission__unit=user.unit_id)
            if user.organisation_id:
                seen |= Q(submission__organisation=user.organisation_id)
        yield Rule("between-or-own", seen)


class SubmissionStep(models.Model):
    """One step, never changed; its key comes with its form, so that a form sent twice is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    version = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
