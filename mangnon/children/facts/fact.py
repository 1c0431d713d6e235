"""A dated fact of a kind that the catalogue describes, open or sealed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from mangnon.children.facts.kinds import kinds_open_to
from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child
from mangnon.core.access import Rule, ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import Unit, User
from mangnon.core.spans import ends_after_it_begins


class FactQuerySet(ChildFactQuerySet):
    """Some kinds ask for a right of their own: who lacks it does not see that there are any."""

    subject_field = "child"

    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("kind-right", Q(kind__in=list(kinds_open_to(user))))


class Fact(models.Model):
    """What was so on a day, or from one day until another, with the answers that its kind asks for.

    The unit is the one that reported it, and never moves. The answers are checked against
    `catalog/facts/<kind>.yaml` by whoever writes them (`services.py`); an answer that is not known
    is "unknown", one that was not asked is absent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="facts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__regex=r"^[a-z][a-z0-9_]*$"), name="fact_kind"),
            models.CheckConstraint(
                condition=ends_after_it_begins("began_on", "ended_on"),
                name="fact_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["kind", "unit", "began_on"])]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.began_on}"


class RestrictedFactQuerySet(ScopedQuerySet):
    """Only who holds `child.health` sees that there are any."""

    view_action = "child.health"
    unit_field = "child__unit"
    subject_field = "child"


class RestrictedFact(models.Model):
    """A fact of HIV or of mental health: its kind, days and answers are sealed together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="restricted_facts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    content = EncryptedTextField()  # JSON: kind, began_on, ended_on, answers

    objects = RestrictedFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=False), name="restricted_fact_has_a_content"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
