"""A file that proves an activity: open to all who see it only where it shows no child."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from mangnon.activities.activity import Activity, OfActivityQuerySet, kept_by
from mangnon.core.access import Rule, allowed
from mangnon.core.models import Upload, User


class ProofQuerySet(OfActivityQuerySet):
    def rules(self, user: User) -> Iterator[Rule]:
        yield from super().rules(user)
        open_to_all = Q(shows_children=False)
        if not allowed(user, "activity.edit"):
            yield Rule("proof-open", open_to_all)
        elif keeps := kept_by(user, "activity__"):
            yield Rule("proof-open", open_to_all | keeps)


class Proof(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="proofs")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    # Faces, or names of a signed list: taken for so unless somebody says otherwise.
    shows_children = models.BooleanField(default=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
