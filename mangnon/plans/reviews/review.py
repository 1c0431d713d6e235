"""A review of a unit's or an organisation's part of the plan."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.related import RECURSIVE_RELATIONSHIP_CONSTANT
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mangnon.core.access import (
    Rule,
    ScopedQuerySet,
    allowed,
    keeps_to_an_organisation,
    own_organisation,
)
from mangnon.core.models import Organisation, Unit, User
from mangnon.plans.plan import Plan
from mangnon.plans.reviews.figures import Figures
from mangnon.plans.reviews.period import Period, ReviewKind


class ReviewQuerySet(ScopedQuerySet):
    view_action = "review.view"

    def rules(self, user: User) -> Iterator[Rule]:
        """An agency sees its own; what is not approved only those who write or approve."""
        yield from super().rules(user)
        if keeps_to_an_organisation(user):
            own = own_organisation(user)
            yield Rule("own-organisation", Q(organisation=own) if own is not None else False)
        works = allowed(user, "review.draft") or allowed(user, "review.approve")
        yield Rule("approved", works or Q(state=Review.State.APPROVED))

    def with_what_replaced(self) -> Self:
        """Tell of each whether an approved version replaced it: `is_replaced`."""
        later = Review.objects.filter(revises=OuterRef("pk"), state=Review.State.APPROVED)
        return self.annotate(is_replaced=Exists(later))

    def of_holder(self, review: Review) -> Self:
        return self.filter(unit=review.unit_id, organisation=review.organisation_id)


class Review(models.Model):
    """Figures are frozen when it is drafted and never typed; once approved nothing changes.

    `writers` are all who drafted it or wrote its words: another person approves it. What turns out
    wrong is put right by the next version, which says why; both stay to be read.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for approval")
        APPROVED = "approved", _("Approved")

    WORDS = ("results", "reasons", "lessons", "next_steps")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=9, choices=ReviewKind)
    year = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    version = models.PositiveSmallIntegerField(default=1)
    revises = models.OneToOneField(
        RECURSIVE_RELATIONSHIP_CONSTANT, on_delete=models.PROTECT, null=True, blank=True,
        related_name="revised_by",
    )  # fmt: skip
    revised_because = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    figures = models.JSONField()
    results = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    returned_because = models.CharField(max_length=500, blank=True)
    writers = models.ManyToManyField(User, related_name="+")
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # When it was last written: who edits compares.
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "organisation", "kind", "year", "version"],
                name="one_review_of_a_part_and_period",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_by__isnull=False, approved_at__isnull=False)
                | Q(state__in=["draft", "submitted"], approved_by=None, approved_at=None),
                name="approved_review_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(version=1, revises=None)
                | Q(version__gt=1, revises__isnull=False) & ~Q(revised_because=""),
                name="next_version_of_review_says_why",
            ),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="review_year"),
        ]

    def __str__(self) -> str:
        told = f"{self.get_kind_display()} {self.year}: {self.holder}"
        if self.version == 1:
            return told
        return gettext("%(review)s (version %(number)s)") % {"review": told, "number": self.version}

    @property
    def holder(self) -> Organisation | Unit:
        return self.organisation or self.unit

    @property
    def period(self) -> Period:
        return Period(self.kind, self.year)

    @property
    def frozen(self) -> Figures:
        return Figures.model_validate(self.figures)
