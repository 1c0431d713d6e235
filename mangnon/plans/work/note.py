"""What was said of an assignment: how far it is, that it ended or began anew, and the proof."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, own_organisation
from mangnon.core.models import Upload, User
from mangnon.plans.work.assignment import Assignment, is_work_of


class NoteQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "assignment__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("own-organisation", is_work_of(own_organisation(user), "assignment__"))


class AssignmentNote(models.Model):
    """One line of an assignment's story, never changed; its key comes with its form."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        DONE = "done", _("Completed")
        NOT_DONE = "not_done", _("Not done")
        REOPENED = "reopened", _("Reopened")
        GIVEN = "given", _("Given to another")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PROGRESS)
    text = models.TextField(_("What was done"), blank=True)
    percent = models.PositiveSmallIntegerField(_("Percent done"), null=True, blank=True)
    evidence = models.ManyToManyField(Upload, related_name="+", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100), name="assignment_note_percent"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
