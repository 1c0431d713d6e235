"""What a fact was before it was corrected, ended or removed: nothing that was entered is lost."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mangnon.children.facts.seeing import ChildFactQuerySet
from mangnon.children.register import Child
from mangnon.core.access import Rule, allowed
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User

RIGHTS = ("child.view", "child.circumstances", "child.health")


class FactVersionQuerySet(ChildFactQuerySet):
    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        yield Rule("kind-right", Q(needs__in=[right for right in RIGHTS if allowed(user, right)]))


class FactVersion(models.Model):
    """One fact as it was until somebody changed it. A removed fact lives on only here.

    So no list, count or figure can take a removed fact for a true one. The row is sealed, because
    it may be of a kind that is; `needs` is the right that seeing the kind asks for.
    """

    class Change(models.TextChoices):
        CORRECTED = "corrected", _("Corrected")
        ENDED = "ended", _("Ended")
        REMOVED = "removed", _("Removed as a mistake")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="fact_versions")
    kind = models.CharField(max_length=40)
    needs = models.CharField(max_length=20)
    record_id = models.CharField(max_length=36)
    row = EncryptedTextField()  # JSON: the columns as they were
    change = models.CharField(max_length=9, choices=Change)
    reason = EncryptedTextField(max_length=300)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = FactVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(change__in=["corrected", "ended", "removed"]),
                name="fact_version_change",
            ),
            models.CheckConstraint(
                condition=Q(needs__in=["child.view", "child.circumstances", "child.health"]),
                name="fact_version_needs",
            ),
        ]
        indexes = [models.Index(fields=["record_id"])]

    def __str__(self) -> str:
        return f"{self.record_id} {self.change}"
