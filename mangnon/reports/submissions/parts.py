"""What a report of a body is made of: its sections of words and its figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet
from mangnon.core.models import User
from mangnon.reports.submissions.submission import Submission, submission_rules


class PartQuerySet(ScopedQuerySet):
    view_action = "submission.view"
    unit_field = "submission__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield from submission_rules(user, "submission__")


class SubmissionSection(models.Model):
    """The words of one section; `drafted` are those that the records gave."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(_("Heading"), max_length=300)
    drafted = models.TextField(blank=True)
    text = models.TextField(_("Text"), blank=True)
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["submission", "key"], name="section_once_a_report")
        ]

    def __str__(self) -> str:
        return self.heading


class SubmissionFigure(models.Model):
    """One figure as it was computed; a correction stands beside it, with its reason, never in it.

    `computed` holds a `documents.writing.receipt.FigureReceipt` as a table, `last_year` the one of
    the year before. `estimate` is what the body expects for the whole period ("ước thực hiện").
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="figures")
    leaf = models.CharField(max_length=4)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    computed = models.JSONField()
    last_year = models.JSONField(null=True, blank=True)
    estimate = models.FloatField(null=True, blank=True)
    estimated_how = models.CharField(max_length=500, blank=True)
    corrected = models.FloatField(null=True, blank=True)
    corrected_because = models.CharField(max_length=500, blank=True)
    corrected_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["submission", "leaf"], name="figure_once_a_report"),
            models.CheckConstraint(
                condition=Q(corrected=None, corrected_because="", corrected_by=None)
                | Q(corrected__isnull=False, corrected_by__isnull=False)
                & Q(corrected_at__isnull=False)
                & ~Q(corrected_because=""),
                name="correction_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(estimate=None) | ~Q(estimated_how=""), name="estimate_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaf} {self.title}"

    @property
    def is_hidden(self) -> bool:
        """Say whether the computed figure may not be told: it counts few children."""
        return self.computed["value"] is None and self.computed["attainment"] is None
