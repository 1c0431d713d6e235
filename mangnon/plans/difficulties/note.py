"""What was said of a difficulty, by whom, with which files: its story, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import Rule, ScopedQuerySet, keeps_to_an_organisation
from mangnon.core.models import Upload, User
from mangnon.plans.difficulties.difficulty import Difficulty, has_part_in


class DifficultyNoteQuerySet(ScopedQuerySet):
    view_action = "plan.view"
    unit_field = "difficulty__unit"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            part = has_part_in(user.organisation_id, "difficulty__")
            yield Rule("own-organisation", part)


class DifficultyNote(models.Model):
    """One line of the story, `number` from 1 on; `state` is what the difficulty was from then on.

    Its key comes with its form. The system itself passes a difficulty up: `by` is empty then.
    """

    class Kind(models.TextChoices):
        RAISED = "raised", _("Raised")
        ASKED = "asked", _("Ask back")
        REPLIED = "replied", _("Say more")
        ANSWERED = "answered", _("Give an answer")
        INSTRUCTED = "instructed", _("Give an instruction")
        SOLVED = "solved", _("Solved")
        NOT_ACCEPTED = "not_accepted", _("Not solved by that")
        WITHDRAWN = "withdrawn", _("Withdraw")
        ESCALATED = "escalated", _("Passed up to the provincial committee")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=9, choices=Difficulty.State)
    text = models.TextField(blank=True)
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = DifficultyNoteQuerySet.as_manager()

    class Meta:
        ordering = ["difficulty", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["difficulty", "number"], name="difficulty_notes_follow_one_another"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
