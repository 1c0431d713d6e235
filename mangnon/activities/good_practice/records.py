"""What hangs on a model of work: its states, costs, figures, replications, praise and files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from mangnon.activities.activity import kept_by
from mangnon.activities.good_practice.practice import OfPracticeQuerySet, Practice
from mangnon.core.access import Rule, allowed
from mangnon.core.models import Unit, Upload, User
from mangnon.plans.funding.catalog import source_label


class PracticeState(models.Model):
    """From which day on the model was in a state: until the next one."""

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="states", db_index=False
    )
    state = models.CharField(max_length=10, choices=Practice.State)
    from_day = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "from_day"], name="practice_is_in_one_state_a_day"
            ),
            models.UniqueConstraint(
                fields=["practice", "state"], name="practice_enters_a_state_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.state} {self.from_day}"


class PracticeCost(models.Model):
    """What it cost so far by source of money, in đồng."""

    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="costs", db_index=False
    )
    source = models.CharField(max_length=20)  # of `catalog/funding/sources.yaml`
    amount = models.BigIntegerField()

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "source"], name="practice_cost_of_source"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="practice_cost_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.source}: {self.amount}"

    @property
    def source_label(self) -> str:
        return source_label(self.source)


class PracticeFigure(models.Model):
    """One number of the result, as "trẻ em biết bơi: 82 em"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="figures")
    label = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    measure = models.CharField(max_length=40, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.label


class Replication(models.Model):
    """A unit that took the model over, since a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, related_name="replications", db_index=False
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "unit"], name="practice_is_taken_over_once_by_a_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice_id} {self.unit_id}"


class Commendation(models.Model):
    """Praise for the model, or for who runs it, by a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="commendations")
    who = models.CharField(max_length=200)
    form = models.CharField(max_length=200)
    decision = models.CharField(max_length=100)
    decided_on = models.DateField()
    issuer = models.CharField(max_length=200)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = OfPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return self.decision


class PracticeFileQuerySet(OfPracticeQuerySet):
    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        open_to_all = Q(shows_children=False)
        if not allowed(user, "activity.edit"):
            yield Rule("proof-open", open_to_all)
        elif keeps := kept_by(user, "practice__"):
            yield Rule("proof-open", open_to_all | keeps)


class PracticeFile(models.Model):
    """A file about the model: open to all who see it only where it shows no child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    shows_children = models.BooleanField(default=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PracticeFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
