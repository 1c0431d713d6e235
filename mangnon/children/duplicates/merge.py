"""One merge of two records, with all that it takes to undo it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.models import User


class MergeQuerySet(ScopedQuerySet):
    view_action = "child.merge"
    unit_field = "kept__unit"

    def in_units(self, units: RawSQL | list[int]) -> Q:
        return Q(kept__unit__in=units, second__unit__in=units)

    def standing(self) -> MergeQuerySet:
        return self.filter(undone_at=None)


class Merge(models.Model):
    """A second record that counts as another child's since; nothing of it is deleted.

    `before` and `after` hold the answers of the kept record that the merge changed; those that the
    database keeps sealed stand, as they were, in fields of the same names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    identity_number = EncryptedTextField(max_length=20)
    birth_certificate_number = EncryptedTextField(max_length=40)
    insurance_number = EncryptedTextField(max_length=20)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["second"], condition=Q(undone_at=None), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=F("second")), name="merge_of_two_records"),
        ]

    def __str__(self) -> str:
        return f"{self.second_id} → {self.kept_id}"


class MergeMove(models.Model):
    """One row of the second record: it moved to the kept one, or stays because two cannot stand.

    `record_id` is the row's key before the merge.
    """

    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moves")
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=60)
    is_moved = models.BooleanField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.record_id}"


def kept_record(child: Child) -> Child | None:
    """Return the record that this one counts as, through all merges; None: as itself."""
    kept = child.merged_into
    while kept is not None and kept.merged_into is not None:
        kept = kept.merged_into
    return kept


def merges_into(child: Child, user: User) -> QuerySet[Merge]:
    """Return the merges that stand and that the person may look at, with their second records."""
    merges: QuerySet[Merge] = Merge.objects.visible_to(user).standing().filter(kept=child)
    return merges.select_related("second", "made_by").order_by("made_at")
