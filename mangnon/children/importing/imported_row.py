"""What an import did with each row that it wrote: enough to take it back."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from mangnon.children.register import Child
from mangnon.core.access import ScopedQuerySet
from mangnon.core.models import Unit
from mangnon.intake.batch import Batch


class ImportedRowQuerySet(ScopedQuerySet):
    view_action = "child.import"


class ImportedRow(models.Model):
    """One row of a batch and its child, in the commune where the import left it.

    `made` lists by table the records that were made beside the child's own, or for a known child;
    `was` holds by table and record what was there before, sealed values as they were sealed.
    """

    class Action(models.TextChoices):
        CREATED = "created"
        UPDATED = "updated"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="imported_rows")
    row = models.PositiveIntegerField()
    # The child may be gone again: the row tells nevertheless what became of it.
    child = models.ForeignKey(
        Child,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="imports",
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False, related_name="+")
    action = models.CharField(max_length=7, choices=Action)
    made = models.JSONField(default=dict)
    was = models.JSONField(default=dict, db_default={})
    is_possible_duplicate = models.BooleanField(default=False)
    written_at = models.DateTimeField(db_default=Now())

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "row"], name="imported_row_once_in_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.row}"
