"""Why a figure that a body told is another than the one computed from the registers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User
from mangnon.reports.submissions.submission import Submission
from mangnon.reports.submissions.version import SubmissionVersion


class FigureExplanationQuerySet(ScopedQuerySet):
    view_action = "submission.receive"
    unit_field = "consolidated__unit"


class FigureExplanation(models.Model):
    """One sentence on one figure of one source; it holds for these two values and no others."""

    consolidated = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="explanations"
    )
    source = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="+")
    leaf = models.CharField(max_length=4)
    told = models.FloatField(null=True, blank=True)
    computed = models.FloatField(null=True, blank=True)
    text = models.CharField(_("Why the two differ"), max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FigureExplanationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consolidated", "source", "leaf"], name="figure_explained_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
