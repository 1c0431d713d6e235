"""What a sheet did to one task, so that it can be taken back."""

from __future__ import annotations

from django.db import models

from mangnon.core.access import ScopedQuerySet
from mangnon.intake.batch import Batch
from mangnon.plans.work.assignment import Assignment
from mangnon.plans.work.note import AssignmentNote


class UpdatedTaskQuerySet(ScopedQuerySet):
    view_action = "task.do"
    unit_field = "assignment__unit"


class UpdatedTask(models.Model):
    """`was` holds state, percent and closing day as they were; `version` what the sheet left."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="tasks")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="+")
    note = models.ForeignKey(AssignmentNote, on_delete=models.CASCADE, related_name="+")
    was = models.JSONField()
    version = models.PositiveIntegerField()

    objects = UpdatedTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "assignment"], name="task_updated_once_a_batch"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.assignment_id}"
