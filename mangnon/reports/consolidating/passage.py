"""A paragraph of an accepted report in the consolidated one: as it was taken, and as it stands."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User
from mangnon.reports.submissions.submission import Submission, SubmissionState
from mangnon.reports.submissions.version import SubmissionVersion

# States of a report that the consolidated one may be made of.
TAKEN_FROM = (SubmissionState.ACCEPTED, SubmissionState.LOCKED)


class PassageState(models.TextChoices):
    NEW = "new", _("Not looked at")
    TAKEN = "taken", _("Taken into the report")
    LEFT_OUT = "left_out", _("Left out")


class PassageQuerySet(ScopedQuerySet):
    view_action = "submission.receive"
    unit_field = "consolidated__unit"

    def stale(self) -> Self:
        """Return those whose source was returned or sent anew since."""
        return self.exclude(
            Q(source__submission__state__in=TAKEN_FROM)
            & Q(source__version=F("source__submission__version"))
        )


class ConsolidatedPassage(models.Model):
    """One paragraph of a source: `taken_text` never changes, `text` is what the editor made of it.

    `section` and `index` are its place in the source, `placed_in` and `position` its place in the
    consolidated report. `like` is the earlier paragraph of another body that says the same.
    """

    audited_fields = ("state", "placed_in", "text")

    State = PassageState

    consolidated = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="passages")
    source = models.ForeignKey(SubmissionVersion, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40)
    index = models.PositiveSmallIntegerField()
    taken_text = models.TextField()
    text = models.TextField(_("Text"))
    placed_in = models.CharField(_("Section"), max_length=40)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=PassageState, default=PassageState.NEW)
    like = models.ForeignKey(
        RECURSIVE_RELATIONSHIP_CONSTANT,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When it was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["consolidated", "source", "section", "index"], name="passage_taken_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="passage_says_something"),
        ]
        indexes = [
            models.Index(fields=["consolidated", "placed_in", "position"], name="passages_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:80]}"

    @property
    def author(self) -> str:
        return str(self.source.submission.holder)

    @property
    def is_edited(self) -> bool:
        return self.text != self.taken_text

    @property
    def is_stale(self) -> bool:
        """Say whether its source was returned or sent anew since."""
        source = self.source.submission
        return source.state not in TAKEN_FROM or source.version != self.source.version
