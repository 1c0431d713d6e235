"""What was sent, as it was sent, and what the receiver said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import User
from mangnon.reports.submissions.parts import PartQuerySet
from mangnon.reports.submissions.submission import Submission


class SubmissionVersion(models.Model):
    """Frozen when it is sent: words, figures and the file, named by its content."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    docx_name = models.CharField(max_length=120)
    docx_sha256 = models.CharField(max_length=64)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(fields=["submission", "version"], name="version_once_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.submission} ({self.version})"


class SubmissionComment(models.Model):
    """What the receiver asks of a section or a figure of a version, or of the whole of it."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    version = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=40, blank=True)
    leaf = models.CharField(max_length=4, blank=True)
    text = models.CharField(_("Comment"), max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(section="") | Q(leaf=""), name="comment_is_on_one_thing"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
