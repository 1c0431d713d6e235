"""A consultation with children: who is asked what, by whom, and whether it is open."""

from __future__ import annotations

import uuid
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.activities.activity import Activity
from mangnon.activities.voice.scope import OfConsultation, VoiceScope, held_by
from mangnon.core.access import allowed
from mangnon.core.models import Organisation, Unit, User

YOUNGEST, OLDEST = 7, 18


class ConsultationQuerySet(VoiceScope):
    def edited_by(self, user: User) -> ConsultationQuerySet:
        """Return those that the person holds, and whose free texts they may read."""
        if not allowed(user, "voice.edit"):
            return self.none()
        seen: ConsultationQuerySet = self.visible_to(user)
        return seen.filter(held_by(user))

    def over(self) -> Self:
        return self.filter(state__in=(Consultation.State.CLOSED, Consultation.State.SHOWN))


class Consultation(models.Model):
    """Without an organisation the commune holds it; ages are from the first to below the second."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")
        SHOWN = "shown", _("Shown back to the children")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    purpose = models.TextField(max_length=1000)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    from_age = models.PositiveSmallIntegerField(default=YOUNGEST)
    below_age = models.PositiveSmallIntegerField(default=16)
    asks_age = models.BooleanField(default=False)
    asks_sex = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(purpose=""), name="consultation_says_what_for"
            ),
            models.CheckConstraint(
                condition=Q(
                    from_age__gte=YOUNGEST, below_age__gt=F("from_age"), below_age__lte=OLDEST
                ),
                name="consultation_is_for_ages",
            ),
        ]
        indexes = [models.Index(fields=["-entered_at", "-id"], name="consultation_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def held_by(self) -> str:
        return str(self.organisation or self.unit)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_over(self) -> bool:
        """Whether nobody answers any more: before that nobody reads along what is said."""
        return self.state in (self.State.CLOSED, self.State.SHOWN)

    @property
    def is_shown(self) -> bool:
        return self.state == self.State.SHOWN


class Question(models.Model):
    """One question; `choices` are the answers of a question that offers some."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("One of several answers")
        FACES = "faces", _("Five faces, from very sad to very happy")
        TEXT = "text", _("Free text")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="questions"
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(max_length=300)
    choices = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    objects = OfConsultation.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="question_position"),
            models.CheckConstraint(
                condition=~Q(text="")
                & (Q(kind="choice", choices__len__gte=2) | ~Q(kind="choice") & Q(choices__len=0)),
                name="question_offers_answers_where_it_must",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SessionCode(models.Model):
    """Opens the answering page, and nothing else, to as many answers as there are `places`.

    No answer knows by which code it came.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=8, unique=True)
    session = models.CharField(max_length=100)  # which class or meeting, in words
    places = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)
    is_ended = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = OfConsultation.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("places"), places__gt=0), name="session_code_has_places"
            )
        ]

    def __str__(self) -> str:
        return self.session
