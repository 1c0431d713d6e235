"""What children said: rows that hold no person, no time, no address and no code."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.activities.voice.consultation import Consultation, Question
from mangnon.activities.voice.scope import OfConsultation, held_by
from mangnon.core.access import allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class VoiceAnswer(models.Model):
    """One child's choices; `said` maps a question's key, as text, to the chosen answer's number.

    Age group and sex are empty where they were not asked or not answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    age = models.CharField(max_length=10, blank=True)
    sex = models.CharField(max_length=6, blank=True)
    said = models.JSONField()

    objects = OfConsultation.as_manager()

    def __str__(self) -> str:
        return str(self.pk)


class FreeTextQuerySet(OfConsultation):
    unit_field = "question__consultation__unit"

    def read_by(self, user: User) -> FreeTextQuerySet:
        """Return those that the person may read as they were written: of what they hold."""
        if not allowed(user, "voice.edit"):
            return self.none()
        seen: FreeTextQuerySet = self.visible_to(user)
        return seen.filter(held_by(user, "question__consultation__"))

    def alarming(self) -> FreeTextQuerySet:
        """Return those whose words may tell of abuse, and that nobody has attended to."""
        return self.filter(tells_of_abuse=True, attended_by=None)


class FreeText(models.Model):
    """One text, apart from the choices of whoever wrote it, and sealed.

    It is published as `cleared`: what a person has freed of names. One that may tell of abuse is
    not published before somebody has attended to it.
    """

    class State(models.TextChoices):
        NEW = "new", _("Not read yet")
        CLEARED = "cleared", _("Cleared of names, to be shown")
        SET_ASIDE = "set_aside", _("Not to be shown")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="texts")
    text = EncryptedTextField(max_length=1000)
    tells_of_abuse = models.BooleanField()
    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    cleared = models.TextField(max_length=1000, blank=True)
    attended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FreeTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="cleared") & ~Q(cleared="") | ~Q(state="cleared") & Q(cleared=""),
                name="free_text_is_shown_as_cleared",
            ),
            models.CheckConstraint(
                condition=Q(tells_of_abuse=False)
                | ~Q(state="cleared")
                | Q(attended_by__isnull=False),
                name="alarming_text_is_attended_first",
            ),
        ]
        indexes = [
            models.Index(
                fields=["question"], name="free_text_alarming",
                condition=Q(tells_of_abuse=True, attended_by=None),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
