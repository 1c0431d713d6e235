"""What the Front or the People's Council recommends, and what whoever it is for answers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mangnon.activities.inspections.inspection import Inspection
from mangnon.activities.inspections.scope import InspectionScope
from mangnon.core.access import BY_ORGANISER, allowed, roles_with
from mangnon.core.models import Organisation, Unit, Upload, User
from mangnon.plans.work.assignment import last_late_day


class RecommendationQuerySet(InspectionScope):
    def answered_by(self, user: User) -> RecommendationQuerySet:
        """Return those that are for the person's organisation, or for the commune they serve.

        The focal office enters the reply of whom nobody else can enter it for.
        """
        if not allowed(user, "recommendation.reply"):
            return self.none()
        seen: RecommendationQuerySet = self.visible_to(user)
        if user.role not in BY_ORGANISER:
            return seen.filter(organisation=None)
        own = Q(organisation=user.organisation_id, organisation__isnull=False)
        if not allowed(user, "task.assign"):
            return seen.filter(own)
        return seen.filter(own | _for_whom_nobody_replies())

    def asked_again_by(self, user: User) -> RecommendationQuerySet:
        """Return those that the person, or somebody of their organisation, made."""
        if not allowed(user, "recommendation.make"):
            return self.none()
        mine = Q(made_by=user)
        if user.organisation_id is not None:
            mine |= Q(made_by__organisation=user.organisation_id)
        seen: RecommendationQuerySet = self.visible_to(user)
        return seen.filter(mine)

    def waiting(self) -> Self:
        return self.filter(answered_on=None)

    def late(self, day: date) -> Self:
        return self.waiting().filter(reply_due_on__lte=last_late_day(day))


class Recommendation(models.Model):
    """For an organisation or, without one, for the commune `unit`; `unit` is what it is about."""

    class Supervisor(models.TextChoices):
        FRONT = "front", _("Fatherland Front and its members")
        COUNCIL = "council", _("People's Council")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervisor = models.CharField(max_length=7, choices=Supervisor)
    supervisor_words = models.CharField(max_length=200)  # which body, committee or delegation
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    document_number = models.CharField(max_length=60, blank=True)
    document_on = models.DateField(null=True, blank=True)
    text = models.TextField(max_length=4000)
    reply_due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(supervisor_words=""), name="recommendation_says_what"
            )
        ]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="recommendation_by_day"),
            models.Index(
                fields=["reply_due_on", "id"],
                name="recommendation_waiting",
                condition=Q(answered_on=None),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def addressee(self) -> str:
        return str(self.organisation or self.unit)

    def is_late(self, day: date) -> bool:
        return self.answered_on is None and self.reply_due_on <= last_late_day(day)


def _for_whom_nobody_replies() -> Q:
    """Return the condition on recommendations: no account of their body or commune may reply."""
    people = User.objects.filter(is_active=True, role__in=roles_with("recommendation.reply"))
    of_body = people.filter(organisation=OuterRef("organisation"), role__in=BY_ORGANISER)
    of_commune = people.filter(unit=OuterRef("unit")).exclude(role__in=BY_ORGANISER)
    is_for_commune = Q(organisation=None)
    return ~is_for_commune & ~Exists(of_body) | is_for_commune & ~Exists(of_commune)


class OfRecommendation(InspectionScope):
    unit_field = "recommendation__unit"


class RecommendationStep(models.Model):
    """One reply, or that the supervisor asked again; never changed, its key comes with its form."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("Reply")
        ASKED_AGAIN = "asked_again", _("Asked again")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(max_length=11, choices=Kind)
    text = models.TextField(max_length=4000)
    files = models.ManyToManyField(Upload, related_name="+", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfRecommendation.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_step_says_what")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
