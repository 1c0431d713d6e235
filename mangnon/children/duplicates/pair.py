"""Two records that may be of one child, until somebody has judged it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import User


class DuplicatePairQuerySet(ScopedQuerySet):
    """Who sees one of its records knows of a pair; who sees both may judge it."""

    view_action = "child.merge"
    unit_field = "first__unit"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return Q(first__unit__in=units) | Q(second__unit__in=units)

    def waiting(self) -> DuplicatePairQuerySet:
        """Return the pairs that nobody has judged, of records that both still count."""
        return self.filter(
            state=DuplicatePair.State.OPEN, first__merged_into=None, second__merged_into=None
        )

    def judged_different(self) -> DuplicatePairQuerySet:
        """Return the pairs that somebody has judged to be of two children, the latest first."""
        different = self.filter(state=DuplicatePair.State.DIFFERENT)
        return different.order_by("-decided_at", "pk")


class DuplicatePair(models.Model):
    """A pair that a search proposed. Once judged different it never comes back.

    `levels` holds for each comparison how the two agreed when they were compared.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not judged yet")
        SAME = "same", _("The same child")
        DIFFERENT = "different", _("Two children")

    first = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    levels = models.JSONField()
    found_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None, decided_at=None)
                | Q(
                    state__in=["same", "different"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="duplicate_pair_says_who_decided",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"], condition=Q(state="open"), name="duplicate_pair_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    def halves_for(self, user: User) -> list[Child]:
        """Return those of the two records that the person sees."""
        both = [self.first_id, self.second_id]
        seen = set(Child.objects.visible_to(user).filter(pk__in=both).values_list("pk", flat=True))
        return [child for child in (self.first, self.second) if child.pk in seen]

    def is_whole_for(self, user: User) -> bool:
        return len(self.halves_for(user)) == 2

    @property
    def is_waiting(self) -> bool:
        """Say whether somebody can judge it still: both records count, nobody has judged."""
        counts = self.first.merged_into_id is None and self.second.merged_into_id is None
        return counts and self.state == self.State.OPEN
